"""The boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2) and of QuickTime: walked, made, resized."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from guiju.labels.carrier import LARGEST, Buffer, Damaged, Splice

XMP: Final = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac").bytes
"""The extended type of a ``uuid`` box that holds an XMP packet (XMP specification, part 3)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its type, where it begins, where its content begins, where it ends. A ``uuid`` box begins its content
    behind the extended type, which is ``extended``."""

    type: bytes
    start: int
    body: int
    end: int
    extended: bytes = b""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change inside boxes: ``within`` are the boxes that grow by it, in any order."""

    splice: Splice
    within: tuple[Box, ...] = ()

    @property
    def growth(self) -> int:
        """Bytes by which the file grows."""
        return len(self.splice.data) - (self.splice.end - self.splice.start)


def boxes(data: Buffer, start: int, end: int) -> Iterator[Box]:
    """The boxes from ``start`` to ``end``; only the last of a file may have the size 0, and go on to its end. Noughts
    behind the last are let be: QuickTime ends a list of user data with four. Raises Damaged."""
    at = start
    while at < end:
        head = data[at : min(at + 32, end)]
        if len(head) < 8 or (start and head[:4] == bytes(4)):
            if end - at > LARGEST or data[at:end].strip(b"\0"):
                raise Damaged("the file ends within the head of a box" if len(head) < 8 else "a box of no size", at)
            return
        box = _box(head, at, end)
        yield box
        at = box.end


def _box(head: bytes, at: int, end: int) -> Box:
    size, kind, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
    if size == 1:
        size, body = int.from_bytes(head[8:16], "big"), at + 16
    elif size == 0:
        size = end - at
    extended = head[body - at : body - at + 16] if kind == b"uuid" else b""
    body += 16 if kind == b"uuid" else 0
    if size < body - at or at + size > end:
        raise Damaged(f"a box {_shown(kind)} of {size} bytes where {end - at} are left", at)
    return Box(kind, at, body, at + size, extended)


def _shown(kind: bytes) -> str:
    return kind.decode("latin-1") if kind.isalnum() else kind.hex()


def inside(data: Buffer, box: Box, *path: bytes) -> Iterator[Box]:
    """The boxes of the type that ``path`` ends with, down the path from ``box``. Raises Damaged."""
    for inner in boxes(data, body(data, box), box.end):
        if inner.type == path[0]:
            if path[1:]:
                yield from inside(data, inner, *path[1:])
            else:
                yield inner


def body(data: Buffer, box: Box) -> int:
    """Where the boxes in a box begin. A ``meta`` box has version and flags in ISO files, and none in QuickTime ones."""
    if box.type != b"meta" or data[box.body + 4 : box.body + 8] == b"hdlr":
        return box.body
    return min(box.body + 4, box.end)


def read(data: Buffer, box: Box) -> bytes:
    """The content of a box of metadata. Raises Damaged where it is larger than is read."""
    if box.end - box.body > LARGEST:
        raise Damaged(f"a box {_shown(box.type)} of {box.end - box.body} bytes", box.start)
    return data[box.body : box.end]


def made(kind: bytes, *parts: bytes) -> bytes:
    """A box of a type and its content."""
    content = b"".join(parts)
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def resized(data: Buffer, edits: Sequence[Edit]) -> list[Splice]:
    """The edits, and the sizes of the boxes that grow by them, in order. Raises Damaged where a size has no room."""
    grown = dict[Box, int]()
    for edit in edits:
        for box in edit.within:
            grown[box] = grown.get(box, 0) + edit.growth
    sizes = [size for box, growth in grown.items() if growth and (size := _size(data, box, growth))]
    return sorted([*(edit.splice for edit in edits), *sizes], key=lambda splice: (splice.start, splice.end))


def _size(data: Buffer, box: Box, growth: int) -> Splice | None:
    head, size = data[box.start : box.start + 4], box.end - box.start + growth
    if head == b"\0\0\0\0":
        return None
    if head == b"\0\0\0\1":
        return Splice(box.start + 8, box.start + 16, size.to_bytes(8, "big"))
    if size >= 1 << 32:
        raise Damaged(f"a box {_shown(box.type)} has no room for its size", box.start)
    return Splice(box.start, box.start + 4, size.to_bytes(4, "big"))


class Moves:
    """Where bytes of a file lie once edits are done: a byte behind an edit moves by what the edit grows."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        places = sorted((edit.splice.end, edit.growth) for edit in edits if edit.growth)
        self._ends = np.array([end for end, _ in places], np.uint64)
        self._growth = np.array([0, *accumulate(growth for _, growth in places)], np.int64)

    def __bool__(self) -> bool:
        return len(self._ends) > 0

    def many(self, offsets: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The new offsets of bytes; offsets below 2^63."""
        return offsets.astype(np.int64) + self._growth[np.searchsorted(self._ends, offsets, "right")]

    def one(self, offset: int) -> int:
        """The new offset of a byte. One beyond any file stays."""
        return int(self.many(np.array([offset], np.uint64))[0]) if offset < 1 << 62 else offset
