"""FLAC: frames coded anew behind the blocks of metadata that were there (RFC 9639, 8)."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from guiju.labels.explicit.address import named
from guiju.labels.explicit.sizes import Unfit

_STREAMINFO, _PADDING, _SEEKTABLE, _CUESHEET = 0, 1, 3, 5
_LARGEST: Final = 64 * 1024 * 1024  # own number: bytes of metadata that are carried over; pictures are large
_INFO: Final = 34


class FlacFile:
    """A FLAC file in the making, with the tags and pictures of another. What counts samples (the table of places, the
    cue sheet) is left out, since it would be wrong."""

    def __init__(self, target: BinaryIO, source: Any) -> None:
        self._target = target
        self._blocks = _blocks(source)

    def begin(self, info: bytes) -> None:
        """Writes all that stands before the first frame; ``info`` is the coder's STREAMINFO, 34 bytes."""
        kept = [(_STREAMINFO, info[-_INFO:]), *self._blocks]
        self._target.write(b"fLaC")
        for n, (kind, body) in enumerate(kept):
            last = 0x80 if n == len(kept) - 1 else 0
            self._target.write(bytes((kind | last,)) + len(body).to_bytes(3, "big") + body)

    def add(self, packet: Any) -> None:
        """Writes a frame; the last one brings the STREAMINFO that counts all samples."""
        if packet.size:
            self._target.write(bytes(packet))
        if packet.has_sidedata("new_extradata"):
            info = bytes(packet.get_sidedata("new_extradata"))
            end = self._target.tell()
            self._target.seek(8)
            self._target.write(info[-_INFO:])
            self._target.seek(end)


def _blocks(source: Any) -> list[tuple[int, bytes]]:
    """The blocks of metadata of a file but its STREAMINFO and what counts samples. Raises Unfit for damage, and for
    samples of more than 24 bits, which the coder would cut."""
    if isinstance(source, str):
        with open(named(source), "rb") as file:
            return _read(file)
    return _read(source)


def _read(file: Any) -> list[tuple[int, bytes]]:
    found, size, kind = list[tuple[int, bytes]](), 0, 0
    if file.read(4) != b"fLaC":
        raise Unfit("this FLAC file has a tag of another format in front; take it out first")
    while kind < 0x80:
        head = file.read(4)
        body = file.read(int.from_bytes(head[1:], "big"))
        size += len(body)
        if len(head) < 4 or size > _LARGEST:
            raise Unfit("the metadata of this FLAC file is damaged; save it anew")
        kind = head[0]
        if kind & 0x7F == _STREAMINFO and len(body) >= _INFO and (body[12] & 1) << 4 | body[13] >> 4 > 23:
            raise Unfit("this FLAC file has samples of more than 24 bits; save it with 24 first")
        if kind & 0x7F not in (_STREAMINFO, _SEEKTABLE, _CUESHEET):
            found.append((kind & 0x7F, body))
    return found
