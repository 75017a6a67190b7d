"""Image file directories: what TIFF is made of, and the EXIF block in other formats (TIFF 6.0; BigTIFF; Exif 3.0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final, Literal

from guiju.labels.carrier import Buffer, Damaged, Splice

_SIZES: Final = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8, 129: 1,
}  # fmt: skip
"""Bytes of one value of each type."""

_INNER: Final = {0x014A: "SubIFD", 0x8769: "ExifIFD", 0x8825: "GPS", 0xA005: "Interop"}
"""Tags whose values are places of other directories."""

_NEEDED: Final = frozenset((0x010E, 0x0111, 0x0117, 0x0144, 0x0145, 0x02BC, 0x9286))
"""Tags whose values have to be there: where the picture is, and where a label may be. Cameras leave others dangling."""

_DEEPEST: Final = 32  # own number: pictures within pictures of real files stay below 5


@dataclass(frozen=True, slots=True)
class Layout:
    """How numbers stand in a file: the order of their bytes, and whether it is BigTIFF, whose offsets have eight."""

    order: Literal["little", "big"]
    big: bool

    @property
    def width(self) -> int:
        """Bytes of an offset."""
        return 8 if self.big else 4

    @property
    def entry(self) -> int:
        """Bytes of an entry: tag, type, count, and the value or where it is."""
        return 4 + 2 * self.width

    @property
    def counter(self) -> int:
        """Bytes of the number of entries."""
        return 8 if self.big else 2

    def number(self, raw: bytes) -> int:
        """The number that bytes are."""
        return int.from_bytes(raw, self.order)

    def raw(self, number: int, size: int) -> bytes:
        """The bytes of a number. Raises Damaged where they do not suffice."""
        if number >= 1 << 8 * size:
            raise Damaged(f"the number {number} does not fit {size} bytes of this TIFF")
        return number.to_bytes(size, self.order)


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: its tag and type, where its entry begins, and where its value begins and ends."""

    tag: int
    type: int
    start: int
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory, from the number of its entries to behind the offset of the next."""

    name: str
    at: int
    end: int
    entries: tuple[Entry, ...]

    def tagged(self, tag: int) -> Entry | None:
        """The first field of this tag."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


@dataclass(frozen=True, slots=True)
class Tree:
    """Every directory of a file or block, IFD0 first."""

    layout: Layout
    directories: tuple[Directory, ...]


def tree(data: Buffer) -> Tree:
    """The directories of a file or block. A field whose value lies outside is left out, or is damage where the value is
    needed. Raises Damaged."""
    layout = _layout(data)
    reader = _Reader(data, layout)
    start = data[8:16] if layout.big else data[4:8]
    reader.chain(layout.number(start), "IFD", 0)
    return Tree(layout, tuple(reader.directories))


def numbers(data: Buffer, layout: Layout, entry: Entry) -> Iterator[int]:
    """The values of a field of whole numbers."""
    size = _SIZES[entry.type]
    raw = data[entry.at : entry.end]
    return (layout.number(raw[at : at + size]) for at in range(0, len(raw), size))


def without(data: Buffer, layout: Layout, directory: Directory, gone: list[Entry]) -> list[Splice]:
    """What takes fields out of a directory, their values with them; nothing else changes its place. A directory that
    would be left empty, which TIFF does not know, keeps them as blanks."""
    blank = [Splice(entry.at, entry.end, bytes(entry.end - entry.at)) for entry in gone]
    places = {entry.start for entry in gone}
    first, last = directory.at + layout.counter, directory.end - layout.width
    starts = range(first, last, layout.entry)
    kept = [data[start : start + layout.entry] for start in starts if start not in places]
    if not kept:
        return blank
    outside = [cut for cut in blank if not directory.at <= cut.start < directory.end]
    body = layout.raw(len(kept), layout.counter) + b"".join(kept) + data[last : directory.end]
    return [Splice(directory.at, directory.end, body.ljust(directory.end - directory.at, b"\0")), *outside]


def _layout(data: Buffer) -> Layout:
    orders: dict[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
    order = orders.get(data[:2])
    if order is None or len(data) < 8:
        raise Damaged("the TIFF header is not whole", 0)
    magic = int.from_bytes(data[2:4], order)
    if magic not in (42, 43) or (magic == 43 and int.from_bytes(data[4:8], order) not in (0x80000, 0x0008)):
        raise Damaged(f"the TIFF header is of an unknown version {magic}", 2)
    return Layout(order, magic == 43)


class _Reader:
    """One walk through the directories. Each is met once, and they and their values are no larger together than the
    file, each for themselves: otherwise they lie on each other, and looking at them all might take any time."""

    def __init__(self, data: Buffer, layout: Layout) -> None:
        self.data, self.layout = data, layout
        self.directories: list[Directory] = []
        self._met: set[int] = set()
        self._bytes = 0
        self._values = 0

    def chain(self, at: int, name: str, depth: int) -> None:
        """A directory and those behind it. Only the first chain is numbered."""
        for number in count():
            if at == 0 or at in self._met:
                return
            directory = self._directory(at, f"{name}{number}" if name == "IFD" else name)
            self._inner(directory, depth)
            if name not in ("IFD", "SubIFD"):  # what stands there in EXIF is often no offset
                return
            at = self.layout.number(self.data[directory.end - self.layout.width : directory.end])

    def _directory(self, at: int, name: str) -> Directory:
        layout, data = self.layout, self.data
        self._met.add(at)
        first = at + layout.counter
        entries = layout.number(data[at:first])
        end = first + entries * layout.entry + layout.width
        self._bytes += end - at
        if at < 8 or end > len(data) or self._bytes > len(data):
            raise Damaged(f"{name} goes beyond the file", at)
        found = (self._entry(start) for start in range(first, end - layout.width, layout.entry))
        directory = Directory(name, at, end, tuple(entry for entry in found if entry))
        self.directories.append(directory)
        return directory

    def _entry(self, start: int) -> Entry | None:
        layout, width = self.layout, self.layout.width
        raw = self.data[start : start + layout.entry]
        tag, kind = layout.number(raw[:2]), layout.number(raw[2:4])
        size = _SIZES.get(kind, 0) * layout.number(raw[4 : 4 + width])
        at = start + 4 + width if size <= width else layout.number(raw[4 + width :])
        if size <= 0:
            return None
        if at + size > len(self.data):
            if tag in _NEEDED:
                raise Damaged(f"the field 0x{tag:04X} goes beyond the file", start)
            return None
        self._values += size if size > width else 0
        if self._values > len(self.data):
            raise Damaged("the values of fields lie on each other", start)
        return Entry(tag, kind, start, at, at + size)

    def _inner(self, directory: Directory, depth: int) -> None:
        for entry in directory.entries:
            if entry.tag in _INNER and entry.type in (4, 13, 16, 18):
                if depth == _DEEPEST:
                    raise Damaged(f"directories lie deeper than {_DEEPEST} within each other", entry.start)
                for at in numbers(self.data, self.layout, entry):
                    self.chain(at, _INNER[entry.tag], depth + 1)
