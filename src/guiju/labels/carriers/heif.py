"""HEIC and AVIF: the label is in an XMP packet, an item of ``meta`` (ISO/IEC 23008-12, annex A; TC260-PG-20259A).

The item is of the type ``mime`` with the content type of RDF, and describes the primary item (a ``cdsc`` reference). A
packet that is there changes where it lies; a new one lies in a box of media data of its own at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers import exif
from guiju.labels.carriers.boxes import Box, Moves, body, boxes, resized
from guiju.labels.carriers.items import MEDIA, RDF, Change, Items, changed, items
from guiju.labels.carriers.mp4 import places, without
from guiju.labels.carriers.offsets import relocated
from guiju.labels.remark import Remark

_EITHER: Final = (b"mif1", b"msf1", b"mif2", b"mif3")
_AVIF: Final = (b"avif", b"avis")
_HEIC: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs")
_BEHIND: Final = (b"mpvd", b"sefd")
"""Boxes of phones that are looked for at the end of a file: the film of a moving photograph."""


@dataclass(frozen=True, slots=True)
class HEIF:
    """One of the two formats of this build; ``brands`` tell it where the major brand is one that both have."""

    name: str
    endings: tuple[str, ...]
    brands: tuple[bytes, ...]
    kind: Kind = Kind.IMAGE
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the major brand, or by the others where that says no more than that it is a picture."""
        major, size = data[8:12], min(int.from_bytes(data[:4], "big"), 1024)
        if data[4:8] != b"ftyp" or major not in _EITHER:
            return data[4:8] == b"ftyp" and major in self.brands
        others = [data[at : at + 4] for at in range(16, size - 3, 4)]
        return any(brand in _AVIF for brand in others) == (self.brands == _AVIF)

    def scan(self, data: Buffer) -> Scan:
        """Packets of properties, EXIF, and what a film beside the picture may hold."""
        seen = Gathering()
        try:
            for top in boxes(data, 0, len(data)):
                if _pictures(data, top):
                    for one in _described(data, items(data, top)):
                        seen.found += one.found
                else:
                    for place in places(data, top):
                        seen.found += place.found
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The label in the packet of the primary item; labels elsewhere go."""
        tops = list(boxes(data, 0, len(data)))
        metas = [top for top in tops if _pictures(data, top)]
        if len(metas) != 1:
            raise Damaged(
                "the file has no meta box of pictures" if not metas else "the file has two meta boxes of pictures"
            )
        (meta,) = metas
        found, end = items(data, meta), next((top.start for top in tops if top.type in _BEHIND), tops[-1].end)
        others = [
            edit for top in tops if top is not meta for place in places(data, top) for edit in without(data, place)
        ]
        own = found.packet
        contents = {one.number: one.cleared for one in _described(data, found) if one.found and one.number != own}
        if own is not None:
            contents[own] = xmp.labelled(found.content(data, own), value)
        change = Change(contents, b"" if own is not None else xmp.labelled(b"", value), end)
        edits = changed(data, found, tops, change, others)
        return resized(data, [*edits, *relocated(data, tops, Moves(edits))])

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The media data but for items that describe: packets of properties and EXIF."""
        tops = list(boxes(data, 0, len(data)))
        meta = next((top for top in tops if _pictures(data, top)), None)
        found = items(data, meta) if meta else None
        told = [found.spans(data, number) for number in _describing(found)] if found else []
        holes = sorted(span for spans in told for span in spans)
        idat = [found.boxes[b"idat"]] if found and b"idat" in found.boxes else []
        media = sorted([top for top in tops if top.type in MEDIA] + idat, key=lambda box: box.start)
        return (span for box in media for span in _around(box, holes))


HEIC: Final = HEIF("heic", (".heic", ".heif", ".hif", ".heics", ".heifs"), _HEIC)
AVIF: Final = HEIF("avif", (".avif", ".avifs"), _AVIF)


@dataclass(frozen=True, slots=True)
class _Described:
    """An item of metadata: its labels, and its content without them."""

    number: int
    found: tuple[Found, ...]
    cleared: bytes


def _pictures(data: Buffer, top: Box) -> bool:
    """Whether a box is the ``meta`` box of pictures."""
    if top.type != b"meta":
        return False
    handler = next((box for box in boxes(data, body(data, top), top.end) if box.type == b"hdlr"), None)
    return handler is not None and data[handler.body + 8 : handler.body + 12] == b"pict"


def _describing(found: Items) -> Iterator[int]:
    return (number for number, info in found.infos.items() if info.content == RDF or info.type == b"Exif")


def _described(data: Buffer, found: Items) -> Iterator[_Described]:
    """The items of metadata that can hold a label. Raises Damaged."""
    room = 2 * LARGEST
    for number in _describing(found):
        content, spans = found.content(data, number), found.spans(data, number)
        room -= len(content)
        if room < 0:
            raise Damaged("the items of metadata are too large", found.meta.start)
        at, place = spans[0][0] if spans else 0, f"meta item {number}"
        if found.infos[number].packed:
            raise Damaged(f"the XMP packet is packed as {found.infos[number].packed.decode('latin-1')}", at)
        if found.infos[number].content == RDF:
            labels = tuple(xmp.labels(content, at, f"{place} XMP"))
            yield _Described(number, labels, xmp.unlabelled(content) if labels else content)
        elif len(content) > 4:
            start = 4 + int.from_bytes(content[:4], "big")
            labels = tuple(exif.labels(content[start:], at + start, f"{place} EXIF"))
            cleared = content[:start] + exif.cleared(content[start:]) if labels else content
            yield _Described(number, labels, cleared)


def _around(box: Box, holes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = box.body
    for start, end in holes:
        if start < box.end and end > at:
            if start > at:
                yield at, start
            at = max(at, end)
    if at < box.end:
        yield at, box.end
