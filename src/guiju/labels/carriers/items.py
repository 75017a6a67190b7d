"""The items of a ``meta`` box of pictures (ISO/IEC 14496-12, 8.11): what they are, where they lie, their change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from guiju.labels.carrier import LARGEST, Buffer, Damaged, Splice
from guiju.labels.carriers.boxes import Box, Edit, Moves, body, boxes, made, read
from guiju.labels.carriers.iloc import IN_FILE, IN_IDAT, Extent, Item, Locations, locations

RDF: Final = b"application/rdf+xml"
"""The content type of an XMP packet."""

MEDIA: Final = (b"mdat", b"imda", b"idat")
"""Boxes in which items lie."""

_SHORT: Final = 1 << 16
_ROUNDS: Final = 6


@dataclass(frozen=True, slots=True)
class Info:
    """What an item is: its type; of ``mime`` items the type of their content and how that is packed."""

    type: bytes
    content: bytes = b""
    packed: bytes = b""


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a ``meta`` box by their number, and the boxes that tell of them, by type."""

    meta: Box
    boxes: Mapping[bytes, Box]
    infos: Mapping[int, Info]
    locations: Locations
    places: Mapping[int, Item]
    primary: int
    describing: frozenset[int]

    @property
    def packet(self) -> int | None:
        """The XMP packet that describes the primary item, or the first where none says so."""
        packets = [number for number, info in self.infos.items() if info.content == RDF and self._placed(number)]
        return next((number for number in packets if number in self.describing), packets[0] if packets else None)

    def _placed(self, number: int) -> bool:
        return number in self.places and bool(self.places[number].extents)

    def spans(self, data: Buffer, number: int) -> list[tuple[int, int]]:
        """Where in the file the parts of an item lie. Raises Damaged where they do not lie in it."""
        if not self._placed(number):
            return []
        item = self.places[number]
        if not _lies(item):
            raise Damaged(f"item {number} lies in another file or in another item", self.meta.start)
        idat = self.boxes.get(b"idat") if item.method == IN_IDAT else None
        origin, end = (idat.body, idat.end) if idat else (0, len(data))
        found = [(origin + start, origin + stop if stop > start else end) for start, stop in item.spans()]
        if any(start > stop or stop > end for start, stop in found) or (item.method == IN_IDAT and not idat):
            raise Damaged(f"item {number} lies beyond the end", self.meta.start)
        return found

    def content(self, data: Buffer, number: int) -> bytes:
        """An item of metadata, whole. Raises Damaged."""
        spans = self.spans(data, number)
        if sum(end - start for start, end in spans) > LARGEST:
            raise Damaged(f"item {number} is too large for metadata", self.meta.start)
        return b"".join(data[start:end] for start, end in spans)


def items(data: Buffer, meta: Box) -> Items:
    """The items of a ``meta`` box. Raises Damaged."""
    found = dict[bytes, Box]()
    for box in boxes(data, body(data, meta), meta.end):
        found.setdefault(box.type, box)
    if b"iloc" not in found or b"iinf" not in found:
        raise Damaged("the meta box does not tell of its items", meta.start)
    infos = dict(_infos(data, found[b"iinf"]))
    primary = read(data, found[b"pitm"])[4:] if b"pitm" in found else b""
    number = int.from_bytes(primary[: 4 if len(primary) >= 4 else 2], "big")
    describing = frozenset(_describing(data, found[b"iref"], number)) if b"iref" in found else frozenset[int]()
    where = locations(data, found[b"iloc"])
    places = {item.id: item for item in reversed(where.items)}
    return Items(meta, found, infos, where, places, number, describing)


def _infos(data: Buffer, table: Box) -> Iterator[tuple[int, Info]]:
    wide = 2 if data[table.body : table.body + 1] == b"\0" else 4
    for box in boxes(data, min(table.body + 4 + wide, table.end), table.end):
        row = read(data, box) if box.type == b"infe" else b""
        if row[:1] in (b"\2", b"\3"):
            at = 6 if row[0] == 2 else 8
            texts = (row[at + 6 :] + b"\0\0\0").split(b"\0")
            kind = row[at + 2 : at + 6]
            yield int.from_bytes(row[4:at], "big"), Info(kind, *texts[1:3] if kind == b"mime" else ())
        elif row:
            texts = (row[8:] + b"\0\0\0").split(b"\0")
            yield int.from_bytes(row[4:6], "big"), Info(b"mime", *texts[1:3])


def _describing(data: Buffer, table: Box, primary: int) -> Iterator[int]:
    wide = 2 if data[table.body : table.body + 1] == b"\0" else 4
    for box in boxes(data, min(table.body + 4, table.end), table.end):
        row = read(data, box) if box.type == b"cdsc" else b""
        targets = [int.from_bytes(row[at : at + wide], "big") for at in range(wide + 2, len(row), wide)]
        if primary in targets:
            yield int.from_bytes(row[:wide], "big")


@dataclass(frozen=True, slots=True)
class Change:
    """Items whose content changes, and one that is added: its content, and the byte before which it is put."""

    contents: Mapping[int, bytes]
    added: bytes = b""
    at: int = 0


def changed(data: Buffer, found: Items, tops: Sequence[Box], change: Change, others: Sequence[Edit]) -> list[Edit]:
    """What makes a change of items, with all that says where items lie put right, for these and ``others``, edits of
    the same file. Raises Damaged."""
    edits, table = list(others), found.boxes[b"iloc"]
    where = _bounded(data, found)
    found = replace(found, locations=where, places={item.id: item for item in where.items})
    _apart(data, found, change)
    for number, content in change.contents.items():
        edits += _rewritten(data, found, tops, number, content)
    number = _free(found) if change.added else 0
    if change.added:
        edits += [*_told(data, found, number), _put(data, tops, change)]
    size = table.end - table.body
    for _ in range(_ROUNDS):
        moves = Moves([*edits, Edit(Splice(table.body, table.end, bytes(size)))])
        new = replace(found.locations, items=tuple(_located(found, change, number, moves)))
        content = new.encoded()
        if len(content) == size:
            return [*edits, Edit(Splice(table.body, table.end, content), (found.meta, table))]
        size = len(content)
    raise Damaged("the iloc box does not come to rest", table.start)


def _bounded(data: Buffer, found: Items) -> Locations:
    """Where items lie, with parts that go on to the end told by their lengths: there will be more behind them."""
    rows = list[Item]()
    if len(found.places) < len(found.locations.items):
        raise Damaged("an item lies in two places", found.meta.start)
    for item in found.locations.items:
        parts = zip(item.extents, found.spans(data, item.id), strict=False) if _lies(item) else ()
        extents = tuple(replace(extent, length=end - start) for extent, (start, end) in parts)
        if not all(extent.length for extent in extents):
            raise Damaged(f"item {item.id} has a part of no bytes", found.meta.start)
        rows.append(replace(item, extents=extents or item.extents))
    return replace(found.locations, items=tuple(rows))


def _apart(data: Buffer, found: Items, change: Change) -> None:
    """Raises Damaged where an item that changes shares bytes with another."""
    rows = [(*span, item.id) for item in found.locations.items if _lies(item) for span in found.spans(data, item.id)]
    every = mine = 0
    for start, end, number in sorted(rows):
        if start < (every if number in change.contents else mine):
            raise Damaged(f"item {number} and another lie on each other", found.meta.start)
        every, mine = max(every, end), max(mine, end) if number in change.contents else mine


def _rewritten(data: Buffer, found: Items, tops: Sequence[Box], number: int, content: bytes) -> Iterator[Edit]:
    """The new content where the first part of the item lies; its other parts go."""
    spans = found.spans(data, number)
    idat = found.boxes.get(b"idat")
    for at, (start, end) in enumerate(spans):
        around = next((top for top in tops if top.type in MEDIA and top.body <= start <= end <= top.end), None)
        within = (around,) if around else (found.meta, idat) if idat and idat.body <= start <= end <= idat.end else ()
        if not within:
            raise Damaged(f"item {number} does not lie in media data", start)
        yield Edit(Splice(start, end, content if at == 0 else b""), within)


def _lies(item: Item) -> bool:
    """Whether an item lies in this file by itself."""
    return item.source == 0 and item.method in (IN_FILE, IN_IDAT)


def _free(found: Items) -> int:
    """A number for a new item. Raises Damaged."""
    used = {*found.infos, *(item.id for item in found.locations.items)}
    number = max(used, default=0) + 1
    if number >= _SHORT:
        number = next((number for number in range(1, _SHORT) if number not in used), 0)
    if not number:
        raise Damaged("there is no number left for an item", found.meta.start)
    return number


def _told(data: Buffer, found: Items, number: int) -> Iterator[Edit]:
    """The new item among the others, and that it describes the primary one."""
    table, references = found.boxes[b"iinf"], found.boxes.get(b"iref")
    info = made(b"infe", b"\2\0\0\0", number.to_bytes(2, "big"), bytes(2), b"mime", b"\0", RDF, b"\0")
    wide = 2 if data[table.body : table.body + 1] == b"\0" else 4
    at = table.body + 4
    count = int.from_bytes(data[at : at + wide], "big") + 1
    if count >= 1 << (8 * wide):
        raise Damaged("there is no room for one more item", table.start)
    yield Edit(Splice(at, at + wide, count.to_bytes(wide, "big")))
    yield Edit(Splice(table.end, table.end, info), (found.meta, table))
    if found.primary:
        long = references is not None and data[references.body : references.body + 1] != b"\0"
        size = 4 if long or found.primary >= _SHORT else 2
        row = made(b"cdsc", number.to_bytes(size, "big"), b"\0\1", found.primary.to_bytes(size, "big"))
        if references:
            if size == 4 and not long:
                raise Damaged("the references have no room for the primary item", references.start)
            yield Edit(Splice(references.end, references.end, row), (found.meta, references))
        else:
            content = made(b"iref", bytes((size == 4, 0, 0, 0)), row)
            yield Edit(Splice(found.meta.end, found.meta.end, content), (found.meta,))


def _put(data: Buffer, tops: Sequence[Box], change: Change) -> Edit:
    """A new box of media data; where the last box goes on to the end, the item goes on in it."""
    last = tops[-1]
    open_end = change.at == last.end and data[last.start : last.start + 4] == bytes(4)
    if open_end and last.type not in MEDIA:
        raise Damaged("the last box goes on to the end and is no media data", last.start)
    return Edit(Splice(change.at, change.at, change.added if open_end else made(b"mdat", change.added)))


def _located(found: Items, change: Change, number: int, moves: Moves) -> Iterator[Item]:
    idat = found.boxes.get(b"idat")
    for item in found.locations.items:
        new = item
        if item.id in change.contents and item.extents:
            extent = replace(item.extents[0], length=len(change.contents[item.id]))
            new = replace(item, extents=(extent,))
        yield new.moved(moves, idat.body if idat else 0)
    if change.added:
        at = moves.one(change.at) - len(change.added)
        # Writers of manifests push base and offset of an item whose base is nought where the table has a field for it.
        base = at if found.locations.widths[2] else 0
        yield Item(number, IN_FILE, 0, base, (Extent(0, at - base, len(change.added)),))
