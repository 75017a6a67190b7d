"""The list of a ``meta`` box: keys and their values (QuickTime File Format, Metadata; iTunes' list has no keys).

``keys`` names what the items of ``ilst`` are by their number, counted from 1; an iTunes list (handler ``mdir``) names
them by a type of four characters, or by the name in a ``----`` item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Splice
from guiju.labels.carriers.boxes import Box, Edit, body, boxes, made, read
from guiju.labels.reading import meant
from guiju.labels.remark import Remark

KEYED: Final = b"mdta"
"""The handler of a list with keys, and the namespace of its keys."""

_KEYWORD: Final = b"AIGC"
_TEXT: Final = (1).to_bytes(4, "big") + bytes(4)
_UTF16: Final = 2
_TEXTS: Final = (0, 1, _UTF16)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its ``meta`` box, its handler, its keys (namespace and name), the boxes they and the items stand in."""

    meta: Box
    handler: bytes
    keys: tuple[tuple[bytes, bytes], ...]
    table: Box | None
    list: Box | None
    items: tuple[tuple[Box, Box], ...]
    """Each item, behind the ``ilst`` it stands in."""

    @property
    def keyed(self) -> bool:
        """Whether a key can be added to it."""
        return self.handler == KEYED and self.table is not None and self.list is not None

    def key(self, item: Box) -> tuple[bytes, bytes] | None:
        """The key of an item; None for one that has none."""
        number = int.from_bytes(item.type, "big")
        return self.keys[number - 1] if 0 < number <= len(self.keys) else None


def listing(data: Buffer, meta: Box) -> Listing:
    """The list in a ``meta`` box. Raises Damaged."""
    handler, table, lists = b"", None, list[Box]()
    for box in boxes(data, body(data, meta), meta.end):
        if box.type == b"hdlr":
            handler = handler or data[box.body + 8 : min(box.body + 12, box.end)]
        elif box.type == b"keys":
            table = table or box
        elif box.type == b"ilst":
            lists.append(box)
    items = tuple((found, item) for found in lists for item in boxes(data, found.body, found.end))
    keys = tuple(_keys(read(data, table), table.body)) if table else ()
    return Listing(meta, handler, keys, table, lists[0] if lists else None, items)


def _keys(table: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    here = 8
    for _ in range(int.from_bytes(table[4:8], "big")):
        size = int.from_bytes(table[here : here + 4], "big")
        if size < 8 or here + size > len(table):
            raise Damaged("the table of keys is shorter than it says", at + here)
        yield table[here + 4 : here + 8], table[here + 8 : here + size]
        here += size


def labels(data: Buffer, found: Listing, place: str, *, own: bool) -> Iterator[tuple[Box, Found]]:
    """Every label of a list with the item it is. ``own`` where the list is one that a label belongs in."""
    for _, item in found.items:
        name = _name(data, found, item)
        for kind, at, end in _values(data, item):
            if name and end - at > LARGEST:
                raise Damaged(f"a label of {end - at} bytes", at)
            raw = data[at:end] if kind in _TEXTS and end - at <= LARGEST else b""
            text = raw.decode("utf-16-be" if kind == _UTF16 else "utf-8", "replace")
            if name or meant(text):
                right = own and found.handler == KEYED and found.key(item) == (KEYED, _KEYWORD)
                where = f"{place}/ilst {(name or item.type).decode('latin-1')}"
                yield item, Found(text, at, where, () if right else (Remark("other_place", at, where),))


def _name(data: Buffer, found: Listing, item: Box) -> bytes:
    """The name under which an item is a label; empty where it has another."""
    if item.type == b"----":
        name = b"".join(read(data, box)[4:] for box in boxes(data, item.body, item.end) if box.type == b"name")
    else:
        name = (found.key(item) or (b"", item.type))[1]
    return name if _labelling(name) else b""


def _labelling(name: bytes) -> bool:
    return name.rpartition(b".")[2].upper() == _KEYWORD


def _values(data: Buffer, item: Box) -> Iterator[tuple[int, int, int]]:
    """The values of an item: the type of each, where it begins, where it ends. Raises Damaged."""
    if data[item.body + 4 : item.body + 8] in (b"data", b"mean", b"name"):
        for box in boxes(data, item.body, item.end):
            if box.type == b"data":
                kind = int.from_bytes(data[box.body + 1 : box.body + 4], "big")
                yield kind, min(box.body + 8, box.end), box.end
    elif item.end > item.body:
        yield 0, item.body, item.end


def edits(data: Buffer, found: Listing, within: tuple[Box, ...], value: str | None) -> list[Edit]:
    """What makes ``value`` the one label of a list, or with None leaves it without any. ``within`` are the boxes around
    its ``meta`` box and that box itself. Raises Damaged."""
    exact = (KEYED, _KEYWORD)
    own = found.keys.index(exact) if value is not None and exact in found.keys else -1
    stay = [at for at, (_, name) in enumerate(found.keys) if at == own or not _labelling(name)]
    numbers = {old: new for new, old in enumerate(stay, 1)}
    keys = [found.keys[at] for at in stay] + ([exact] if value is not None and own < 0 else [])
    written = labelled_item(keys.index(exact) + 1, value) if value is not None else b""
    if written and any(not found.key(item) and item.type == len(keys).to_bytes(4, "big") for _, item in found.items):
        raise Damaged("an item has the number of a key that there is not", found.meta.start)
    gone = {item for item, _ in labels(data, found, "", own=False)}
    changes, end = list[Edit](), found.list.body if found.list else 0
    for around, item in found.items:
        end = item.end if around == found.list else end
        key = int.from_bytes(item.type, "big") - 1 if found.key(item) else None
        if item in gone or key == own or (key is not None and key not in numbers):
            mine, written = (written, b"") if key == own else (b"", written)
            changes.append(Edit(Splice(item.start, item.end, mine), (*within, around)))
        elif key is not None and numbers[key] != key + 1:
            changes.append(Edit(Splice(item.start + 4, item.start + 8, numbers[key].to_bytes(4, "big"))))
    if written and found.list:
        changes.append(Edit(Splice(end, end, written), (*within, found.list)))
    if found.table and tuple(keys) != found.keys:
        changes.append(Edit(Splice(found.table.start, found.table.end, _table(keys)), within))
    return changes


def labelled_item(number: int, value: str) -> bytes:
    """The item of ``ilst`` that is the label, under the key of this number."""
    return made(number.to_bytes(4, "big"), made(b"data", _TEXT, value.encode()))


def fresh(value: str) -> bytes:
    """A ``meta`` box with the label alone, as ``ffmpeg -movflags use_metadata_tags`` writes it."""
    handler = made(b"hdlr", bytes(8), KEYED, bytes(13))
    items = made(b"ilst", labelled_item(1, value))
    return made(b"meta", bytes(4), handler, _table([(KEYED, _KEYWORD)]), items)


def _table(keys: list[tuple[bytes, bytes]]) -> bytes:
    return made(b"keys", bytes(4), len(keys).to_bytes(4, "big"), *(made(space, name) for space, name in keys))
