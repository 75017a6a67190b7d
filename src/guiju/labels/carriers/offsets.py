"""The places in ISO base media files that say where in the file something lies, put right when it has moved.

``stco``, ``co64`` and ``saio`` of each track, ``tfhd`` of fragments, ``tfra`` and ``sidx`` (ISO/IEC 14496-12, 8.7.5,
8.7.9, 8.8.7, 8.8.10, 8.16.3), and ``iloc`` of items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from guiju.labels.carrier import Buffer, Damaged, Splice
from guiju.labels.carriers.boxes import Box, Edit, Moves, boxes, inside
from guiju.labels.carriers.iloc import locations

_MEDIA: Final = (b"mdia", b"minf")
_BASE_GIVEN: Final = 1
_SELF: Final = 1
_TYPED: Final = 1


def relocated(data: Buffer, tops: Sequence[Box], moves: Moves) -> Iterator[Edit]:
    """What has to change in a file of these boxes for all that says where things lie to stay true. Raises Damaged."""
    if not moves:
        return
    for top in tops:
        if top.type == b"moov":
            for track in inside(data, top, b"trak"):
                yield from _track(data, track, moves)
            for meta in _metas(data, top):
                yield from _items(data, meta, moves)
        elif top.type == b"moof":
            for head in inside(data, top, b"traf", b"tfhd"):
                yield from _fragment(data, head, moves)
        elif top.type == b"mfra":
            for table in inside(data, top, b"tfra"):
                yield from _access(data, table, moves)
        elif top.type == b"sidx":
            yield from _index(data, top, moves)


def _metas(data: Buffer, movie: Box) -> Iterator[Box]:
    yield from inside(data, movie, b"meta")
    yield from inside(data, movie, b"trak", b"meta")


def _items(data: Buffer, meta: Box, moves: Moves) -> Iterator[Edit]:
    for box in inside(data, meta, b"iloc"):
        found = locations(data, box)
        items = tuple(item.moved(moves) for item in found.items)
        new = type(found)(found.version, found.widths, items).encoded() if items != found.items else b""
        if new and len(new) != box.end - box.body:
            raise Damaged("the offsets of the iloc box have no room for where its items come to lie", box.start)
        if new:
            yield Edit(Splice(box.body, box.end, new))


def _track(data: Buffer, track: Box, moves: Moves) -> Iterator[Edit]:
    for information in inside(data, track, *_MEDIA):
        if any(_elsewhere(data, box) for box in inside(data, information, b"dinf", b"dref")):
            continue
        for tables in inside(data, information, b"stbl"):
            for box in boxes(data, tables.body, tables.end):
                if box.type in (b"stco", b"co64"):
                    yield from _numbers(data, box, box.body + 4, 4 if box.type == b"stco" else 8, moves)
                elif box.type == b"saio":
                    head = data[box.body : box.body + 4].ljust(4, b"\0")
                    at, width = box.body + (12 if head[3] & _TYPED else 4), 8 if head[0] else 4
                    yield from _numbers(data, box, at, width, moves)


def _elsewhere(data: Buffer, references: Box) -> bool:
    """Whether the samples of a track lie in another file."""
    if references.end - references.body < 8:
        return False
    return any(
        not int.from_bytes(data[entry.body : entry.body + 4], "big") & _SELF
        for entry in boxes(data, references.body + 8, references.end)
    )


def _numbers(data: Buffer, box: Box, at: int, width: int, moves: Moves) -> Iterator[Edit]:
    """A count of 4 bytes and that many offsets."""
    start = at + 4
    end = start + int.from_bytes(data[at:start], "big") * width
    if end > box.end:
        raise Damaged("a table of offsets is longer than its box", box.start)
    kind = np.dtype(f">u{width}")
    old = np.frombuffer(data[start:end], kind).astype(np.uint64)
    new = moves.many(old)
    if width == 4 and len(new) and int(new.max()) >= 1 << 32:
        raise Damaged("an offset of 32 bits has no room for where its samples come to lie", box.start)
    if (new != old.astype(np.int64)).any():
        yield Edit(Splice(start, end, new.astype(kind).tobytes()))


def _fragment(data: Buffer, head: Box, moves: Moves) -> Iterator[Edit]:
    if head.end - head.body >= 16 and data[head.body + 3] & _BASE_GIVEN:
        yield from _one(data, head.body + 8, 8, moves)


def _one(data: Buffer, at: int, width: int, moves: Moves) -> Iterator[Edit]:
    old = int.from_bytes(data[at : at + width], "big")
    new = moves.one(old)
    if new >= 1 << (8 * width):
        raise Damaged("an offset has no room for where it comes to point", at)
    if new != old:
        yield Edit(Splice(at, at + width, new.to_bytes(width, "big")))


def _access(data: Buffer, table: Box, moves: Moves) -> Iterator[Edit]:
    """``tfra``: each entry has a time, the offset of a ``moof``, and three numbers of given widths."""
    head = data[table.body : min(table.body + 16, table.end)]
    if len(head) < 16:
        raise Damaged("a table of fragments is too short", table.start)
    wide, count = 8 if head[0] else 4, int.from_bytes(head[12:], "big")
    row = 2 * wide + (head[11] >> 4 & 3) + (head[11] >> 2 & 3) + (head[11] & 3) + 3
    if table.body + 16 + count * row > table.end:
        raise Damaged("a table of fragments is longer than its box", table.start)
    for number in range(count):
        yield from _one(data, table.body + 16 + number * row + wide, wide, moves)


def _index(data: Buffer, box: Box, moves: Moves) -> Iterator[Edit]:
    """``sidx``: the first offset counts from the end of the box."""
    wide = 8 if box.end > box.body and data[box.body] else 4
    at = box.body + 12 + wide
    if at + wide > box.end:
        raise Damaged("a sidx box is too short", box.start)
    first = int.from_bytes(data[at : at + wide], "big")
    new = moves.one(box.end + first) - moves.one(box.end)
    if not 0 <= new < 1 << (8 * wide):
        raise Damaged("a sidx box has no room for where its first segment comes to lie", box.start)
    if new != first:
        yield Edit(Splice(at, at + wide, new.to_bytes(wide, "big")))
