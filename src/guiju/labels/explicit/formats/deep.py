"""Pages of TIFF with colours of 16 bits, which Pillow reads as 8 and cannot write (TIFF 6.0, sections 2 and 8).

A row of a page of three channels is as many bytes as a row of grey that is three times as wide: Pillow writes it as
that, with every tag and compression, and its directory is told the truth afterwards.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.formats.asked import Asked
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

_WIDTH, _BITS, _COLOURS, _CHANNELS, _PLANES, _EXTRA, _SAMPLES = 256, 258, 262, 277, 284, 338, 339
_SHORT, _LONG = 3, 4
_RGB: Final = 2
_ALPHA: Final = 2
"""ExtraSamples: opacity that the colours are not multiplied by."""

_ENTRY: Final = struct.Struct("<HHI4s")


@dataclass(frozen=True, slots=True)
class Deep:
    """What the directory of a page has to be told: how wide it is, how many channels it has, what the fourth is."""

    width: int
    channels: int
    opacity: int = _ALPHA


def deep(image: Any) -> bool:
    """Whether the page of a TIFF has colours of 16 bits. Raises Unfit for other depths that cannot be kept."""
    bits = image.tag_v2.get(_BITS, (1,))
    if len(bits) == 1 or max(bits) <= 8:
        return False
    whole = set(bits) == {16} and set(image.tag_v2.get(_SAMPLES, (1,))) == {1}
    if image.tag_v2.get(_PLANES, 1) != 1:  # OpenCV reads them wrong
        raise Unfit("a page of 16 bits has each colour in a plane of its own: save it with the colours side by side")
    if not whole or image.tag_v2.get(_COLOURS) != _RGB or len(bits) not in (3, 4):
        raise Unfit(f"a page has {max(bits)} bits in each of {len(bits)} channels: convert it to 8 bits, or 16 of RGB")
    return True


def drawn(data: bytes, number: int, image: Any, asked: Asked) -> tuple[Any, Deep]:
    """A page with the label as a page of grey, and what it is. Raises Unfit; Missing."""
    cv2 = library("cv2")
    read, pages = cv2.imdecodemulti(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED, range=(number, number + 1))
    if not read or pages[0].dtype != np.uint16 or pages[0].ndim != 3:
        raise Unfit(f"page {number + 1} of 16 bits does not decode: save it anew, or convert it to 8 bits")
    pixels = np.ascontiguousarray(cv2.cvtColor(pages[0], _ORDER[pages[0].shape[2]]))
    asked.on_pixels(pixels)
    height, width, channels = pixels.shape
    page = library("PIL.Image").frombytes("I;16", (width * channels, height), pixels.astype("<u2").tobytes())
    return page, Deep(width, channels, image.tag_v2.get(_EXTRA, (_ALPHA,))[0])


_ORDER: Final = {3: 4, 4: 5}
"""Conversions of OpenCV from BGR to RGB, and from BGRA to RGBA (COLOR_BGR2RGB, COLOR_BGRA2RGBA)."""


def told(data: bytes, pages: Mapping[int, Deep]) -> bytes:
    """A TIFF in little-endian order, as Pillow writes it, whose directories tell of pages of 16 bits what they are."""
    made, pointer = bytearray(data), 4
    for number in range(max(pages, default=-1) + 1):
        at = int.from_bytes(made[pointer : pointer + 4], "little")
        count = int.from_bytes(made[at : at + 2], "little")
        after = at + 2 + count * _ENTRY.size
        if number in pages:
            entries = {one[0]: one for one in _ENTRY.iter_unpack(bytes(made[at + 2 : after]))}
            made += b"\0" * (len(made) % 2)
            made[pointer : pointer + 4] = len(made).to_bytes(4, "little")
            pointer = _directory(made, entries, pages[number], bytes(made[after : after + 4]))
        else:
            pointer = after
    return bytes(made)


def _directory(made: bytearray, entries: dict[int, Any], page: Deep, following: bytes) -> int:
    """Writes a directory at the end, and says where it points to the next."""
    count = len(entries.keys() | {_BITS, _CHANNELS, _SAMPLES} | ({_EXTRA} if page.channels == 4 else set()))
    arrays = len(made) + 2 + count * _ENTRY.size + 4
    entries[_WIDTH] = (_WIDTH, _LONG, 1, page.width.to_bytes(4, "little"))
    entries[_BITS] = (_BITS, _SHORT, page.channels, arrays.to_bytes(4, "little"))
    entries[_COLOURS] = _short(_COLOURS, _RGB)
    entries[_CHANNELS] = _short(_CHANNELS, page.channels)
    entries[_SAMPLES] = (_SAMPLES, _SHORT, page.channels, (arrays + 2 * page.channels).to_bytes(4, "little"))
    if page.channels == 4:
        entries[_EXTRA] = _short(_EXTRA, page.opacity)
    made += len(entries).to_bytes(2, "little")
    for _, entry in sorted(entries.items()):
        made += _ENTRY.pack(*entry)
    pointer = len(made)
    made += following
    made += struct.pack(f"<{page.channels}H", *[16] * page.channels)
    made += struct.pack(f"<{page.channels}H", *[1] * page.channels)
    return pointer


def _short(tag: int, value: int) -> tuple[int, int, int, bytes]:
    return tag, _SHORT, 1, value.to_bytes(4, "little")
