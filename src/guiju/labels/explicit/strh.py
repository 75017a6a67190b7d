"""Stream headers of AVI: the sound's, told right (Multimedia Programming Interface and Data Specifications 1.0, 1991).

FFmpeg counts sound in blocks of the size that the format of the sound states. The frames of MP3, AC-3 and AAC are of
any size and stand one in a chunk: then there is no size of a sample, and the length is the number of chunks.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from guiju.labels.carrier import Buffer
from guiju.labels.carriers.riff import Chunk, form, inside, kind

_FRAMED: Final = (0x50, 0x55, 0xFF, 0x1600, 0x1602, 0x2000, 0x2001)
"""Formats of sound whose frames are of any size: MPEG 1 and 2, MP3, AAC, ADTS, AAC of LATM, AC-3, DTS."""

_LENGTH: Final = slice(32, 36)
_SAMPLE: Final = slice(44, 48)
"""Where in a stream header its length stands, in units of its scale, and the size of a sample, 0 for none."""


def counted(path: Path, counts: Mapping[int, int]) -> None:
    """Mends, in a file of AVI, the length of each sound that is made of frames: ``counts`` are the packets that were
    written of each stream, by its number. Raises Damaged, OSError."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        for number, (head, sound) in enumerate(list(_streams(data))):
            tag = int.from_bytes(data[sound.body : sound.body + 2], "little")
            stated = data[head.body : head.end]
            if stated[:4] == b"auds" and tag in _FRAMED and len(stated) >= _SAMPLE.stop and any(stated[_SAMPLE]):
                _put(data, head, _LENGTH, counts.get(number, 0))
                _put(data, head, _SAMPLE, 0)


def _put(data: mmap.mmap, head: Chunk, place: slice, number: int) -> None:
    data[head.body + place.start : head.body + place.stop] = number.to_bytes(4, "little")


def _streams(data: Buffer) -> Iterator[tuple[Chunk, Chunk]]:
    """The header and the format of each stream, in their order."""
    lists = [one for one in inside(data, form(data)) if one.id == b"LIST" and kind(data, one) == b"hdrl"]
    for one in inside(data, lists[0]) if lists else ():
        if one.id == b"LIST" and kind(data, one) == b"strl":
            parts = {part.id: part for part in inside(data, one)}
            if b"strh" in parts and b"strf" in parts:
                yield parts[b"strh"], parts[b"strf"]
