"""OpenDocument: the label is a user-defined property of meta.xml (OpenDocument 1.3 part 3, 4.3.3); no guide says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from guiju.core.content import Kind
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Encrypted, Found, Gathering, Scan, Splice
from guiju.labels.carriers import zips
from guiju.labels.carriers.shown import both, lines, noted
from guiju.labels.elements import Document, Element, parsed
from guiju.labels.remark import Remark

_MIMETYPE: Final = b"application/vnd.oasis.opendocument."
_META: Final = "meta.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_CONTENT: Final = "content.xml"
_SIGNATURES: Final = "META-INF/documentsignatures.xml"
_KEYWORD: Final = "AIGC"
_FRAME: Final = re.compile(rb"""name="aigc-notice [^<>]{0,999}>(.{1,2000}?)</[\w.-]+:frame>""", re.DOTALL)
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"


@dataclass(frozen=True, slots=True)
class ODF:
    """Texts, sheets, slides, drawings and formulas of OpenDocument, and templates of each."""

    name: str = "odf"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (".odt", ".ods", ".odp", ".odg", ".odf", ".ott", ".ots", ".otp", ".otg", ".odm")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the first member, or by the members that every such package has."""
        return zips.typed(data).startswith(_MIMETYPE) or {_MANIFEST.lower(), _CONTENT} <= zips.names(data)

    def scan(self, data: Buffer) -> Scan:
        """The user-defined properties of the name AIGC, and a notice in the document."""
        seen = Gathering()
        try:
            archive = zips.opened(data)
            seen.remarks += zips.odd(archive)
            unlocked(archive)
            member = archive.member(_META)
            if member:
                for one in _labels(parsed(archive.content(member), _META)):
                    kind = one.attributes.get("value-type", "string")
                    odd = () if kind == "string" else (Remark("other_place", member.body, kind),)
                    seen.found.append(Found(one.text, member.body, f"{_META} {_KEYWORD}", odd))
            content = archive.member(_CONTENT)
            if content and content.size <= LARGEST:
                seen.remarks += noted(_shown(archive.content(content)))
        except Damaged as damage:
            seen.remarks.append(Remark(damage.code, damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The property; in a package without meta.xml that too, and its row of the manifest."""
        archive = zips.opened(data)
        unlocked(archive)
        member = archive.member(_META)
        if member is None:
            changed = {_META: _fresh(value), **listed(archive, _META)}
        else:
            old = archive.content(member)
            changed = {member.name: _changed(parsed(old, _META), value)}
            changed = {name: new for name, new in changed.items() if new != old}
        signed = archive.member(_SIGNATURES)
        if changed and signed:
            raise Damaged("the document is signed, and a label would break it: label first, then sign", signed.start)
        return archive.splices(changed)

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """Every member but meta.xml and the manifest."""
        return zips.opened(data).payload(frozenset((_META, _MANIFEST.lower())))


def _shown(content: bytes) -> Iterator[str]:
    """The lines at either end; before them those of a notice's own frame, which stands last on its page."""
    for frame in _FRAME.findall(content):
        yield from lines(frame.decode("utf-8", "replace"))
    yield from both(content)


def unlocked(archive: zips.Archive) -> None:
    """Raises Encrypted where the package is (OpenDocument 1.3 part 2, 3.4)."""
    manifest = archive.member(_MANIFEST)
    # old manifests leave the namespace to a DTD that is not at hand: they are no XML with namespaces
    if manifest and b"encryption-data" in archive.content(manifest):
        raise Encrypted("the document is encrypted: save it without a password, label it, and encrypt it then")


def _labels(document: Document) -> list[Element]:
    return [one for one in _held(document) if one.attributes.get("name", "") == _KEYWORD]


def _held(document: Document) -> Iterator[Element]:
    """The user-defined properties."""
    for meta in document.root.within:
        if (meta.space, meta.local) == (_OFFICE, "meta"):
            yield from (one for one in meta.within if (one.space, one.local) == (_NAMESPACE, "user-defined"))


def _changed(document: Document, value: str) -> bytes:
    if (document.root.space, document.root.local) != (_OFFICE, "document-meta"):
        raise Damaged(f"{_META} holds something else")
    found = _labels(document)
    own = next((one for one in found if one.attributes.get("value-type", "string") == "string"), None)
    cuts = [Splice(one.start, one.end, b"") for one in found if one is not own]
    meta = next((one for one in document.root.within if (one.space, one.local) == (_OFFICE, "meta")), None)
    if own is not None:
        if own.text != value or own.within:
            cuts.append(document.filled(own, escape(value)))
    elif meta is not None:
        cuts.append(document.appended(meta, _property(value)))
    else:
        cuts.append(document.appended(document.root, _meta(value)))
    return document.changed(cuts)


def _property(value: str) -> str:
    return (
        f'<meta:user-defined xmlns:meta="{_NAMESPACE}" meta:name="{_KEYWORD}" meta:value-type="string">{escape(value)}'
        "</meta:user-defined>"
    )


def _meta(value: str) -> str:
    return f'<office:meta xmlns:office="{_OFFICE}">{_property(value)}</office:meta>'


def _fresh(value: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-meta xmlns:office="{_OFFICE}" office:version="1.3">{_meta(value)}</office:document-meta>'
    ).encode()


def listed(archive: zips.Archive, name: str) -> dict[str, bytes]:
    """The manifest with a row for a new member of XML. Raises Damaged."""
    member = archive.member(_MANIFEST)
    if member is None:
        raise Damaged(f"the package has no {_MANIFEST}")
    document = parsed(archive.content(member), _MANIFEST)
    if any(one.attributes.get("full-path") == name for one in document.root.within):
        return {}
    row = (
        f'<manifest:file-entry xmlns:manifest="{document.root.space}" manifest:full-path="{name}" '
        'manifest:media-type="text/xml"/>'
    )
    return {member.name: document.changed([document.appended(document.root, row)])}
