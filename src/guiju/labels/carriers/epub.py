"""EPUB: the label is a meta of the package document, which no guide names.

In a package of version 3 it is a property with the prefix of the guides' namespace (EPUB 3.3, 5.5.5 and D.1.4); before
that a name with a content (OPF 2.0.1, 2.2), which programs for either version read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote
from xml.sax.saxutils import escape

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers import zips
from guiju.labels.carriers.html import shown
from guiju.labels.carriers.shown import noted
from guiju.labels.elements import Document, Element, parsed
from guiju.labels.remark import Remark

_MIMETYPE: Final = b"application/epub+zip"
_CONTAINER: Final = "META-INF/container.xml"
_SIGNATURES: Final = "META-INF/signatures.xml"
_PACKAGE: Final = "application/oebps-package+xml"
_PAGE: Final = "application/xhtml+xml"
_KEYWORD: Final = "AIGC"
_PROPERTY: Final = f"TC260:{_KEYWORD}"
_PREFIX: Final = re.compile(r"(?<!\S)([^\s:]++):\s++(\S++)")


@dataclass(frozen=True, slots=True)
class EPUB:
    """Books of version 2 and 3."""

    name: str = "epub"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (".epub",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the first member, or by the member that every book has."""
        return zips.typed(data).startswith(_MIMETYPE) or _CONTAINER.lower() in zips.names(data)

    def scan(self, data: Buffer) -> Scan:
        """The metas of the name AIGC, in the package documents of all renditions, and a notice on the first page or the
        last."""
        seen = Gathering()
        try:
            archive = zips.opened(data)
            seen.remarks += zips.odd(archive)
            for place, member in enumerate(packages(archive)):
                document = parsed(archive.content(member), member.name)
                for one in _labels(document):
                    right = _right(document, one) and not place
                    odd = () if right else (Remark("other_place", member.body, f"{member.name} {one.tag}"),)
                    seen.found.append(Found(_value(one), member.body, f"{member.name} {_KEYWORD}", odd))
            seen.remarks += noted(line for page in _ends(archive) for line in shown(archive.content(page)))
        except Damaged as damage:
            seen.remarks.append(Remark(damage.code, damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The meta of the first rendition, which is the one that programs show; those of others go."""
        archive = zips.opened(data)
        changed = dict[str, bytes]()
        for place, member in enumerate(packages(archive)):
            old = archive.content(member)
            new = _changed(parsed(old, member.name), "" if place else value)
            if new != old:
                changed[member.name] = new
        signed = archive.member(_SIGNATURES)
        if changed and signed:
            raise Damaged("the book is signed, and a label would break it: label first, then sign", signed.start)
        return archive.splices(changed)

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """Every member but the package documents."""
        archive = zips.opened(data)
        return archive.payload(frozenset(member.name.lower() for member in packages(archive)))


def spine(archive: zips.Archive) -> list[zips.Member]:
    """The pages of XHTML of the first rendition, in the order of reading. Raises Damaged."""
    package = packages(archive)[0]
    root = parsed(archive.content(package), package.name).root
    items = {one.attributes.get("id", ""): one.attributes for one in root.find("item")}
    folder, members = posixpath.dirname(package.name), {one.name.lower(): one for one in archive.members}
    rows = [row.attributes for row in root.find("itemref") if row.attributes.get("linear") != "no"]
    told = [items.get(row.get("idref", ""), {}) for row in rows]
    pages = [one.get("href", "") for one in told if one.get("media-type") == _PAGE]
    names = (posixpath.normpath(posixpath.join(folder, unquote(name))).lower() for name in pages)
    return [members[name] for name in names if name in members]


def _ends(archive: zips.Archive) -> list[zips.Member]:
    """The first page and the last, where they are not too large to be looked at."""
    pages = spine(archive)
    return [page for page in dict.fromkeys((*pages[:1], *pages[-1:])) if page.size <= LARGEST]


def packages(archive: zips.Archive) -> list[zips.Member]:
    """The members that hold package documents, at least one. Raises Damaged."""
    container = archive.member(_CONTAINER)
    if container is None:
        raise Damaged(f"the book has no {_CONTAINER}")
    rows = parsed(archive.content(container), _CONTAINER).root.find("rootfile")
    paths = [row.attributes.get("full-path", "") for row in rows if row.attributes.get("media-type") == _PACKAGE]
    found = [archive.member(path) for path in dict.fromkeys(path.lower() for path in paths)]
    packages = [member for member in found if member is not None]
    if not packages or len(packages) < len(found):
        raise Damaged("the book's package document is not where its container says")
    return packages


def _metadata(document: Document) -> Element:
    found = next((one for one in document.root.within if one.local == "metadata"), None)
    if document.root.local != "package" or found is None:
        raise Damaged("the book's package document has no metadata")
    return found


def _labels(document: Document) -> list[Element]:
    """The metas of the name; a package of before version 2 has them one level deeper."""
    return list(_within(_metadata(document)))


def _within(outer: Element) -> Iterator[Element]:
    for one in outer.within:
        if one.local == "meta" and _named(one):
            yield one
        else:
            yield from _within(one)


def _named(one: Element) -> bool:
    names = (one.attributes.get("property", ""), one.attributes.get("name", ""))
    return any(name.rpartition(":")[2] == _KEYWORD for name in names) and "refines" not in one.attributes


def _value(one: Element) -> str:
    return one.text if "property" in one.attributes else one.attributes.get("content", "")


def _third(document: Document) -> bool:
    return document.root.attributes.get("version", "").startswith("3")


def _right(document: Document, one: Element) -> bool:
    if one.within:
        return False
    if _third(document):
        return one.attributes.get("property") == _PROPERTY and _declared(document)
    return one.attributes.get("name") == _KEYWORD and "content" in one.attributes and "property" not in one.attributes


def _declared(document: Document) -> bool:
    """Whether the package says what the prefix TC260 stands for."""
    return dict(_PREFIX.findall(document.root.attributes.get("prefix", ""))).get("TC260") == xmp.NAMESPACE


def _changed(document: Document, value: str) -> bytes:
    """The package document with this one label; without any where the value is empty."""
    metadata, found = _metadata(document), _labels(document)
    own = next((one for one in found if _right(document, one)), None) if value else None
    cuts = [Splice(one.start, one.end, b"") for one in found if one is not own]
    if own is not None and _value(own) != value:
        written = escape(value) if _third(document) else escape(value, {'"': "&quot;"})
        held = document.filled(own, written) if _third(document) else document.attribute(own, "content", written)
        cuts.append(held)
    elif own is None and value:
        cuts.append(document.appended(metadata, _meta(document, metadata, value)))
        if _third(document) and not _declared(document):
            cuts.append(document.attribute(document.root, "prefix", _prefixes(document)))
    return document.changed(cuts)


def _meta(document: Document, metadata: Element, value: str) -> str:
    name = f"{metadata.prefix}meta"
    if _third(document):
        return f'<{name} property="{_PROPERTY}">{escape(value)}</{name}>'
    quoted = escape(value, {'"': "&quot;"})
    return f'<{name} name="{_KEYWORD}" content="{quoted}"/>'


def _prefixes(document: Document) -> str:
    """The prefixes of the package, with TC260 as what the guides say."""
    others = [pair for pair in _PREFIX.findall(document.root.attributes.get("prefix", "")) if pair[0] != "TC260"]
    told = " ".join(f"{name}: {meant}" for name, meant in [*others, ("TC260", xmp.NAMESPACE)])
    return escape(told, {'"': "&quot;"})
