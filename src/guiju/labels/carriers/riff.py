"""RIFF: the chunks of WebP, WAV and AVI (Multimedia Programming Interface and Data Specifications 1.0, 1991)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Buffer, Damaged, Splice

HEAD: Final = 8
"""Bytes of a chunk before its data: four of its id, four of its size, little-endian."""

_NONE: Final[Mapping[bytes, int]] = {}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk: its id, where its head begins, its data from ``body`` to ``end``, and where the next one begins: a byte
    of padding follows data of an odd size, which the last chunk of a careless file lacks."""

    id: bytes
    start: int
    body: int
    end: int
    after: int

    @property
    def size(self) -> int:
        """Bytes of its data, as its head should say."""
        return self.end - self.body

    @property
    def padded(self) -> bool:
        """Whether it ends on an even byte, padding included: what is put behind a chunk that does not is not found."""
        return (self.after - self.start) % 2 == 0


def chunks(data: Buffer, start: int, end: int, sizes: Mapping[bytes, int] = _NONE) -> Iterator[Chunk]:
    """The chunks that lie between two bytes. ``sizes`` are those that stand elsewhere than in the head, by id: RF64
    keeps that of ``data`` in ``ds64``. What is inside a list is asked for with ``inside``.

    Raises Damaged where a chunk has no id of four characters or goes beyond ``end``.
    """
    at = start
    while at < end:
        head = data[at : min(at + HEAD, end)]
        if len(head) < HEAD or not all(0x20 <= byte < 0x7F for byte in head[:4]):
            raise Damaged("there is no chunk where one should begin", at)
        stated = int.from_bytes(head[4:], "little")
        size = sizes.get(head[:4], stated) if stated == 0xFFFFFFFF else stated
        body = at + HEAD
        if body + size > end:
            raise Damaged(f"the chunk {head[:4].decode()} of {size} bytes goes beyond what holds it", at)
        after = min(body + size + size % 2, end)
        yield Chunk(head[:4], at, body, body + size, after)
        at = after


def kind(data: Buffer, chunk: Chunk) -> bytes:
    """The four characters by which a RIFF or LIST chunk tells what it lists, as ``WEBP``, ``INFO``, ``movi``."""
    return data[chunk.body : min(chunk.body + 4, chunk.end)]


def inside(data: Buffer, chunk: Chunk, sizes: Mapping[bytes, int] = _NONE) -> Iterator[Chunk]:
    """The chunks inside a RIFF or LIST chunk. Raises Damaged."""
    if chunk.size < 4:
        raise Damaged(f"the {chunk.id.decode()} chunk does not say what it lists", chunk.start)
    return chunks(data, chunk.body + 4, chunk.end, sizes)


def form(data: Buffer) -> Chunk:
    """The RIFF chunk that a file begins with. What comes behind it is for the format to judge. Raises Damaged."""
    if data[:4] != b"RIFF":
        raise Damaged("the file does not begin with RIFF", 0)
    return next(chunks(data, 0, len(data)))


def sized(chunk: Chunk, grown: int) -> Splice:
    """The new size in the head of a chunk whose data grows by ``grown`` bytes (padding of what is inside included; less
    than nothing where it shrinks). Raises Damaged where that does not fit."""
    size = chunk.size + grown
    if not 0 <= size < 0xFFFFFFFF:
        raise Damaged(f"the {chunk.id.decode()} chunk cannot hold {size} bytes", chunk.start)
    return Splice(chunk.start + 4, chunk.start + HEAD, size.to_bytes(4, "little"))


def written(name: bytes, body: bytes) -> bytes:
    """A chunk of this id, padded."""
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
