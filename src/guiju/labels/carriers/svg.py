"""SVG: the label is in an XMP packet in the element ``metadata`` (TC260-PG-20259A, for other formats; SVG 1.1, 21)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Gathering, Scan, Splice
from guiju.labels.carriers.shown import noted
from guiju.labels.elements import Element, parsed
from guiju.labels.remark import Remark

_LARGEST: Final = 8 * LARGEST  # own number: drawings with pictures in them are of some megabytes
_PROLOGUE: Final = (
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+"
)
_BEGINS: Final = re.compile(_PROLOGUE + rb"<(?:[\w.-]+:)?svg[\s>/]")
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^>\[]*(\[[^\]]*\]\s*)?>")
_PACKET: Final = re.compile(rb"<x:xmpmeta.*</x:xmpmeta>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: its bytes with blanks for a document type, its first element, and those that hold metadata."""

    data: bytes
    root: Element
    metadata: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class SVG:
    """SVG. Content is all but the elements ``metadata``."""

    name: str = "svg"
    kind: Kind = Kind.IMAGE
    endings: tuple[str, ...] = (".svg",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By its first element."""
        return bool(_BEGINS.match(data[:8192])) or (name.lower().endswith(".svg") and b"<svg" in data[:8192])

    def scan(self, data: Buffer) -> Scan:
        """Properties of RDF, wherever they stand, and a notice in the drawing."""
        seen = Gathering()
        try:
            drawing = drawn(data)
            seen.found += xmp.labels(drawing.data, 0, "metadata")
            seen.remarks += noted(_shown(drawing.root))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The property in the RDF that is there; an element of its own with a packet where there is none. Raises
        Damaged."""
        drawing = drawn(data)
        if not any(True for one in drawing.metadata for _ in one.find("RDF")):
            cleared = xmp.unlabelled(drawing.data)
            if cleared != drawing.data:
                raise Damaged("a label stands outside of metadata, where it cannot be taken out")
            return [_inserted(drawing.root, value)]
        return _difference(drawing.data, xmp.labelled(drawing.data, value))

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """All but the elements ``metadata``. Raises Damaged."""
        at = 0
        for one in drawn(data).metadata:
            yield at, one.start
            at = one.end
        yield at, len(data)


def _shown(root: Element) -> Iterator[str]:
    """The words of the house's notice, which may go over lines; then the texts."""
    for one in root.within:
        if one.attributes.get("class") == "aigc-notice":
            parts = [inner.text for inner in one.find("text")]
            yield from (" ".join(parts), "".join(parts))
    yield from ("".join(inner.text for inner in one.every()) for one in root.find("text"))


def _inserted(root: Element, value: str) -> Splice:
    """The element as the first one in the drawing."""
    if root.closing == root.start:
        raise Damaged("the drawing is empty", root.start)
    packet = _PACKET.search(xmp.labelled(b"", value))
    tag = root.prefix.encode() + b"metadata"
    return Splice(root.opened, root.opened, b"<%s>%s</%s>" % (tag, packet[0] if packet else b"", tag))


def _difference(old: bytes, new: bytes) -> list[Splice]:
    """What makes the new bytes of the old: one splice, as small as it can be."""
    if old == new:
        return []
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if old[:middle] == new[:middle] else (low, middle - 1)
    first, low, high = low, 0, min(len(old), len(new)) - low
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if old[len(old) - middle :] == new[len(new) - middle :] else (low, middle - 1)
    return [Splice(first, len(old) - low, new[first : len(new) - low])]


def drawn(data: Buffer) -> Drawing:
    """A file as a drawing. Raises Damaged."""
    if len(data) > _LARGEST:
        raise Damaged(f"a drawing of {len(data)} bytes is more than is read")
    whole = data[:]
    if whole[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Damaged("the drawing is in UTF-16: save it in UTF-8", 0)
    found = _DOCTYPE.search(whole, 0, 8192)
    if found:  # the reader of packets refuses a document type, and nothing here needs one
        whole = whole[: found.start()] + b" " * len(found[0]) + whole[found.end() :]
    root = parsed(whole, "the drawing").root
    if root.local != "svg":
        raise Damaged("the first element is not svg", root.start)
    return Drawing(whole, root, tuple(_outermost(root)))


def _outermost(element: Element) -> Iterator[Element]:
    """The elements that hold metadata, without those in another one."""
    for one in element.within:
        if one.local == "metadata":
            yield one
        else:
            yield from _outermost(one)
