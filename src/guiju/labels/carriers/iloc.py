"""Where the items of a ``meta`` box lie: its ``iloc`` box (ISO/IEC 14496-12, 8.11.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from guiju.labels.carrier import Buffer, Damaged
from guiju.labels.carriers.boxes import Box, Moves, read

IN_FILE: Final = 0
IN_IDAT: Final = 1
_WIDTHS: Final = (0, 4, 8)


@dataclass(frozen=True, slots=True)
class Extent:
    """A part of an item: its index, its offset from the item's base, its bytes; 0 of them mean all there is."""

    index: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item: how it is found (in the file, in ``idat``, in another item), in which file, its base and its parts."""

    id: int
    method: int
    source: int
    base: int
    extents: tuple[Extent, ...]

    def spans(self) -> Iterator[tuple[int, int]]:
        """Start and end of each part, counted as its method counts."""
        for extent in self.extents:
            start = self.base + extent.offset
            yield start, start + extent.length

    def moved(self, moves: Moves, idat: int = 0) -> Item:
        """The item once bytes of the file have moved, of whose ``idat`` box the content begins at ``idat``. Its parts
        keep their distances where they can."""
        if self.source or self.method not in (IN_FILE, IN_IDAT) or not self.extents:
            return self
        old, new = (idat, moves.one(idat)) if self.method == IN_IDAT else (0, 0)
        places = [moves.one(old + start) - new for start, _ in self.spans()]
        base = self.base + places[0] - (self.base + self.extents[0].offset) if self.base else 0
        base = base if 0 <= base <= min(places) else 0
        parts = [replace(extent, offset=at - base) for extent, at in zip(self.extents, places, strict=True)]
        return replace(self, base=base, extents=tuple(parts))


@dataclass(frozen=True, slots=True)
class Locations:
    """What an ``iloc`` box says. ``widths`` are the bytes of an offset, a length, a base and an index."""

    version: int
    widths: tuple[int, int, int, int]
    items: tuple[Item, ...]

    def encoded(self) -> bytes:
        """The content of the box; its fields grow where a value needs it."""
        extents = [extent for item in self.items for extent in item.extents]
        needed = [
            max((extent.offset for extent in extents), default=0),
            max((extent.length for extent in extents), default=0),
            max((item.base for item in self.items), default=0),
            max((extent.index for extent in extents), default=0) if self.version else 0,
        ]
        widths = [_wide(value, width) for value, width in zip(needed, self.widths, strict=True)]
        wide = 4 if self.version == 2 else 2
        out = [bytes((self.version, 0, 0, 0, widths[0] << 4 | widths[1], widths[2] << 4 | widths[3]))]
        out.append(len(self.items).to_bytes(wide, "big"))
        for item in self.items:
            out.append(item.id.to_bytes(wide, "big"))
            out.append(item.method.to_bytes(2, "big") if self.version else b"")
            out.append(item.source.to_bytes(2, "big") + item.base.to_bytes(widths[2], "big"))
            out.append(len(item.extents).to_bytes(2, "big"))
            for extent in item.extents:
                out.append(extent.index.to_bytes(widths[3], "big"))
                out.append(extent.offset.to_bytes(widths[0], "big") + extent.length.to_bytes(widths[1], "big"))
        return b"".join(out)


def _wide(value: int, width: int) -> int:
    return next(wide for wide in _WIDTHS if wide >= width and value < 1 << (8 * wide))


def locations(data: Buffer, box: Box) -> Locations:
    """What an ``iloc`` box says. Raises Damaged."""
    fields = _Fields(read(data, box), box.body)
    version = fields.number(4) >> 24
    sizes = fields.number(2)
    widths = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15 if version else 0)
    if version > 2 or not {*widths} <= {*_WIDTHS}:
        raise Damaged(f"an iloc box of version {version} with fields of {widths} bytes", box.start)
    wide = 4 if version == 2 else 2
    items = list[Item]()
    for _ in range(fields.number(wide)):
        number, method = fields.number(wide), fields.number(2) & 15 if version else IN_FILE
        source, base = fields.number(2), fields.number(widths[2])
        extents = [
            Extent(fields.number(widths[3]), fields.number(widths[0]), fields.number(widths[1]))
            for _ in range(fields.count(2, widths[0] + widths[1] + widths[3]))
        ]
        items.append(Item(number, method, source, base, tuple(extents)))
    return Locations(version, widths, tuple(items))


class _Fields:
    """Numbers out of bytes, one behind the other."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at, self._here = data, at, 0

    def number(self, width: int) -> int:
        """The next number. Raises Damaged where the bytes end before."""
        end = self._here + width
        if end > len(self._data):
            raise Damaged("the iloc box is shorter than it says", self._at + self._here)
        found = int.from_bytes(self._data[self._here : end], "big")
        self._here = end
        return found

    def count(self, width: int, each: int) -> int:
        """How many things of so many bytes follow; things of no bytes are one at most. Raises Damaged."""
        found = self.number(width)
        if found > ((len(self._data) - self._here) // each if each else 1):
            raise Damaged("the iloc box is shorter than it says", self._at + self._here)
        return found
