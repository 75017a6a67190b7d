"""TIFF: the label is an XMP packet in field 0x02BC of the first directory (TC260-PG-20259A; TIFF 6.0).

Nothing of the picture moves: what has no room where it stands is put at the end of the file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Gathering, Scan, Splice, ordered
from guiju.labels.carriers import exif, ifd
from guiju.labels.carriers.ifd import Directory, Entry, Layout, Tree
from guiju.labels.remark import Remark

_HEADS: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_UNDEFINED: Final = 7
_PARTS: Final = ((0x0111, 0x0117), (0x0144, 0x0145), (0x0201, 0x0202))
"""Where the parts of a picture are and their sizes: strips, tiles, and a JPEG as TIFF 6.0 held it."""


@dataclass(frozen=True, slots=True)
class TIFF:
    """TIFF and BigTIFF of either byte order and any number of pages, and what is built alike, as DNG."""

    name: str = "tiff"
    kind: Kind = Kind.IMAGE
    endings: tuple[str, ...] = (".tif", ".tiff", ".dng")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the byte order and the version."""
        return data[:4] in _HEADS

    def scan(self, data: Buffer) -> Scan:
        """Packets of properties and text fields of every directory."""
        seen = Gathering()
        try:
            tree = _tree(data)
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
            return seen.scan()
        met = set[int]()
        for directory in tree.directories:
            try:
                _look(data, tree, directory, met, seen)
            except Damaged as damage:
                seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """One packet in the first directory, which is written anew at the end where it has to grow; labels elsewhere
        go."""
        tree = _tree(data)
        first, *others = tree.directories
        own = first.tagged(exif.XMP)
        packet = xmp.labelled(_packet(data, own) if own else b"", value)
        cuts = _written(data, tree.layout, first, own, packet)
        for directory in others:
            shared = own is not None and any(one.tag == exif.XMP and one.at == own.at for one in directory.entries)
            cuts += exif.clearing(data, tree.layout, directory, packet=not shared)
        cuts = ordered(cut for cut in cuts if data[cut.start : cut.end] != cut.data)
        _unhurt(cuts, list(self.payload(data)))
        return cuts

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The strips and tiles of every directory."""
        tree = _tree(data)
        last = 0
        for start, end in sorted(span for one in tree.directories for span in _spans(data, tree.layout, one)):
            if end > last:
                yield max(start, last), end
                last = end


def _tree(data: Buffer) -> Tree:
    """The directories of a file. Raises Damaged, also where there are none."""
    tree = ifd.tree(data)
    if not tree.directories:
        raise Damaged("the file holds no directory", 4)
    return tree


def _packet(data: Buffer, entry: Entry) -> bytes:
    """The packet in a field. Raises Damaged."""
    if entry.end - entry.at > LARGEST:
        raise Damaged(f"an XMP packet of {entry.end - entry.at} bytes", entry.at)
    return data[entry.at : entry.end]


def _look(data: Buffer, tree: Tree, directory: Directory, met: set[int], seen: Gathering) -> None:
    """The labels of one directory; a packet that several share is looked at once. Raises Damaged."""
    seen.found += exif.texts(data, tree.layout, directory, 0, "TIFF", allowed=False)
    entry = directory.tagged(exif.XMP)
    if entry is None or entry.at in met:
        return
    met.add(entry.at)
    place = f"{directory.name} XMP"
    if directory is tree.directories[0]:
        seen.found += xmp.labels(_packet(data, entry), entry.at, place)
    else:
        seen.found += exif.packets(data, entry, 0, place)


def _written(data: Buffer, layout: Layout, first: Directory, own: Entry | None, packet: bytes) -> list[Splice]:
    """The first directory with the packet and without labels in text. Raises Damaged."""
    gone = exif.labelled(data, layout, first)
    outside = [one for one in (*gone, *([own] if own else [])) if not first.at <= one.at < first.end]
    cuts = [Splice(one.at, one.end, bytes(one.end - one.at)) for one in outside]
    tail = bytes(-len(data) % 8)
    if own in outside and own and len(packet) <= own.end - own.at:
        place = own.at
        cuts[-1] = Splice(own.at, own.end, packet.ljust(own.end - own.at, b"\0"))
    else:
        place = len(data) + len(tail)
        tail += packet + bytes(-(place + len(packet)) % 8)
    body = _directory(data, layout, first, {one.start for one in gone}, (len(packet), place))
    if len(body) <= first.end - first.at:
        cuts.append(Splice(first.at, first.end, body.ljust(first.end - first.at, b"\0")))
    else:
        at = 8 if layout.big else 4
        cuts.append(Splice(at, at + layout.width, layout.raw(len(data) + len(tail), layout.width)))
        tail += body
    if tail.strip(b"\0"):
        cuts.append(Splice(len(data), len(data), tail))
    return cuts


def _directory(data: Buffer, layout: Layout, first: Directory, gone: set[int], packet: tuple[int, int]) -> bytes:
    """The first directory with a packet of this size at this place, and without some fields. Raises Damaged."""
    width, last = layout.width, first.end - layout.width
    raws = [
        (layout.number(data[start : start + 2]), data[start : start + layout.entry])
        for start in range(first.at + layout.counter, last, layout.entry)
        if start not in gone
    ]
    head = layout.raw(exif.XMP, 2) + layout.raw(_UNDEFINED, 2)
    kept = [one for one in raws if one[0] != exif.XMP]
    place = next((number for number, (tag, _) in enumerate(kept) if tag > exif.XMP), len(kept))
    kept.insert(place, (exif.XMP, head + b"".join(layout.raw(number, width) for number in packet)))
    return layout.raw(len(kept), layout.counter) + b"".join(raw for _, raw in kept) + data[last : first.end]


def _spans(data: Buffer, layout: Layout, directory: Directory) -> Iterator[tuple[int, int]]:
    """The parts of the picture of one directory. Raises Damaged."""
    for places, sizes in _PARTS:
        one, other = directory.tagged(places), directory.tagged(sizes)
        if one is None:
            continue
        if other is None:
            raise Damaged(f"{directory.name} does not say how large the parts of its picture are", one.start)
        for at, size in zip(ifd.numbers(data, layout, one), ifd.numbers(data, layout, other), strict=False):
            if at + size > len(data):
                raise Damaged(f"the picture of {directory.name} goes beyond the file", at)
            if size:
                yield at, at + size


def _unhurt(cuts: Sequence[Splice], spans: Sequence[tuple[int, int]]) -> None:
    """Raises Damaged where something that is to change lies within the picture."""
    for cut in cuts:
        number = bisect_left(spans, (cut.end,)) - 1
        if cut.start < cut.end and number >= 0 and spans[number][1] > cut.start:
            raise Damaged("a field lies within the picture", cut.start)
