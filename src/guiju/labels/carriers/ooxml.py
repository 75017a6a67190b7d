"""Office Open XML: the label is a custom property of the document (TC260-PG-20258A, 6.1; ISO/IEC 29500-1, 22.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from guiju.core.content import Kind
from guiju.labels.carrier import Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers import zips
from guiju.labels.carriers.ooxml_shown import shown
from guiju.labels.carriers.shown import noted
from guiju.labels.elements import Document, Element, parsed
from guiju.labels.remark import Remark

_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "_rels/.rels"
_PART: Final = "docProps/custom.xml"
_OFFICE: Final = ("word/", "xl/", "ppt/", "visio/")
_KEYWORD: Final = "AIGC"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SIGNATURES: Final = "_xmlsignatures/"


@dataclass(frozen=True, slots=True)
class _Conformance:
    """The names that the two classes of documents, transitional and strict, give to the same things."""

    relation: str
    properties: str
    values: str


_TRANSITIONAL: Final = _Conformance(
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
)
_STRICT: Final = _Conformance(
    "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
)


@dataclass(frozen=True, slots=True)
class OOXML:
    """Documents, sheets, slides and drawings of Office, with macros or without, and templates of each."""

    name: str = "ooxml"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (
        ".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".xlsb", ".pptx", ".pptm",
        ".potx", ".potm", ".ppsx", ".ppsm", ".ppam", ".vsdx", ".vsdm",
    )  # fmt: skip
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the member that lists the types, and a folder of a program of Office."""
        members = zips.names(data)
        return _TYPES.lower() in members and any(one.startswith(_OFFICE) for one in members)

    def scan(self, data: Buffer) -> Scan:
        """The custom properties of the name AIGC, and a notice in the document."""
        seen = Gathering()
        try:
            archive = zips.opened(data)
            seen.remarks += zips.odd(archive)
            package = _Package(archive)
            package.look(seen)
            seen.remarks += noted(shown(archive, package.relations))
        except Damaged as damage:
            seen.remarks.append(Remark(damage.code, damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The property, and what makes its part known where there was none."""
        package = _Package(zips.opened(data))
        return package.archive.splices(package.labelled(value))

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """Every member but the custom properties, the list of types and the relations of the package."""
        archive = zips.opened(data)
        parts = (one.lower() for one in (_TYPES, _RELATIONS, _Package(archive).part))
        return archive.payload(frozenset(parts))


class _Package:
    """A package: its relations, and the part of its custom properties where it has one."""

    def __init__(self, archive: zips.Archive) -> None:
        self.archive = archive
        self.relations = self._document(_RELATIONS)
        self.types = self._document(_TYPES)
        kinds = {_TRANSITIONAL.relation, _STRICT.relation}
        related = list(self.relations.root.find("Relationship"))
        strict = any(one.attributes.get("Type", "").startswith("http://purl.oclc.org/ooxml/") for one in related)
        self.conformance = _STRICT if strict else _TRANSITIONAL
        self.ids = {one.attributes.get("Id", "") for one in related}
        parts = [
            posixpath.normpath("/" + one.attributes.get("Target", "")).lstrip("/")
            for one in related
            if one.attributes.get("Type") in kinds and one.attributes.get("TargetMode") != "External"
        ]
        if len(parts) > 1:
            raise Damaged("the package has two parts of custom properties")
        self.related = bool(parts)
        self.part = parts[0] if parts else _PART

    def _document(self, name: str) -> Document:
        member = self.archive.member(name)
        if member is None:
            raise Damaged(f"the package has no {name}")
        return parsed(self.archive.content(member), name)

    def look(self, seen: Gathering) -> None:
        """Every label of the package."""
        member = self.archive.member(self.part)
        if member is None:
            return
        unlisted = () if self.related else (Remark("other_place", member.body, f"{self.part} ({_RELATIONS})"),)
        for one in _labels(parsed(self.archive.content(member), self.part)):
            held = one.within[0] if one.within else one
            odd = () if _right(one) else (Remark("other_place", member.body, f"{one.attributes['name']} {held.tag}"),)
            seen.found.append(Found(held.text, member.body, f"{self.part} {_KEYWORD}", (*odd, *unlisted)))

    def labelled(self, value: str) -> dict[str, bytes]:
        """The members that change. Raises Damaged."""
        member = self.archive.member(self.part)
        name = member.name if member else self.part
        old = parsed(self.archive.content(member), name) if member else parsed(_empty(self.conformance), name)
        made = {name: _changed(old, value)}
        if not self.related:
            made[self._named(_RELATIONS)] = self._relation()
        listed = self._type()
        if listed is not None:
            made[self._named(_TYPES)] = listed
        changed = {name: content for name, content in made.items() if content != self._held(name)}
        self._unsigned(set(changed))
        return changed

    def _held(self, name: str) -> bytes | None:
        member = self.archive.member(name)
        return self.archive.content(member) if member else None

    def _named(self, name: str) -> str:
        member = self.archive.member(name)
        return member.name if member else name

    def _relation(self) -> bytes:
        root = self.relations.root
        fresh = next(name for name in (f"rId{n}" for n in range(1, len(self.ids) + 2)) if name not in self.ids)
        written = f'<{root.prefix}Relationship Id="{fresh}" Type="{self.conformance.relation}" Target="{self.part}"/>'
        return self.relations.changed([self.relations.appended(root, written)])

    def _type(self) -> bytes | None:
        """The list of types with the part, or None where it is in it."""
        root, part = self.types.root, f"/{self.part}"
        for one in root.find("Override"):
            if one.attributes.get("PartName", "").lower() == part.lower():
                if one.attributes.get("ContentType") == _TYPE:
                    return None
                return self.types.changed([self.types.attribute(one, "ContentType", _TYPE)])
        quoted = escape(part, {'"': "&quot;"})
        written = f'<{root.prefix}Override PartName="{quoted}" ContentType="{_TYPE}"/>'
        return self.types.changed([self.types.appended(root, written)])

    def _unsigned(self, changed: set[str]) -> None:
        """Raises Damaged where a signature would not hold over what is changed (ISO/IEC 29500-2, 10)."""
        for one in self.archive.members:
            if changed and one.name.startswith(_SIGNATURES) and one.name.lower().endswith(".xml"):
                signature = self.archive.content(one)
                whole = b"/_rels/.rels" in signature and b"RelationshipTransform" not in signature
                bound = (b"custom.xml", b"custom-properties", b"Content_Types")
                if whole or any(word in signature for word in bound):
                    raise Damaged(
                        "the document is signed, and a label would break it: label first, then sign", one.start
                    )


def _labels(document: Document) -> list[Element]:
    """The properties of the name; names of properties do not tell cases apart (ISO/IEC 29500-1, 22.3.2.2)."""
    if document.root.local != "Properties" or document.root.space not in (_TRANSITIONAL.properties, _STRICT.properties):
        raise Damaged("the part of custom properties holds something else")
    return [one for one in document.root.within if one.attributes.get("name", "").lower() == "aigc"]


def _right(one: Element) -> bool:
    held = [inner.local for inner in one.within]
    identified = one.attributes.get("fmtid", "").upper() == _FORMAT
    return one.attributes["name"] == _KEYWORD and held == ["lpwstr"] and identified and not one.within[0].within


def _changed(document: Document, value: str) -> bytes:
    found = _labels(document)
    own = next((one for one in found if _right(one)), None)
    cuts = [Splice(one.start, one.end, b"") for one in found if one is not own]
    if own is None:
        cuts.append(document.appended(document.root, _property(document.root, value)))
    elif own.within[0].text != value:
        cuts.append(document.filled(own.within[0], escape(value)))
    return document.changed(cuts)


def _property(root: Element, value: str) -> str:
    used = {one.attributes.get("pid", "") for one in root.find("property")}
    # 0 and 1 are not for properties (MS-OLEPS 2.18.2)
    fresh = next(n for n in range(2, len(used) + 3) if str(n) not in used)
    values = f'xmlns:vt="{(_STRICT if root.space == _STRICT.properties else _TRANSITIONAL).values}"'
    return (
        f'<{root.prefix}property fmtid="{_FORMAT}" pid="{fresh}" name="{_KEYWORD}">'
        f"<vt:lpwstr {values}>{escape(value)}</vt:lpwstr></{root.prefix}property>"
    )


def _empty(conformance: _Conformance) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{conformance.properties}" xmlns:vt="{conformance.values}"></Properties>'
    ).encode()
