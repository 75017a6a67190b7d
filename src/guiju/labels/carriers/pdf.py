"""PDF: the label is a string of the Info dictionary (TC260-PG-20258A, 6.3), written as an incremental update.

The bytes that were there stay as they are, so a signature over them still holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import orjson

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers.pdf_crypt import Handler
from guiju.labels.carriers.pdf_extents import extents
from guiju.labels.carriers.pdf_file import HEADED, File, Object, header
from guiju.labels.carriers.pdf_notice import shown
from guiju.labels.carriers.pdf_syntax import Dictionary, Entry, Name, Reference, text, written
from guiju.labels.carriers.pdf_update import edited, fresh, updated
from guiju.labels.carriers.shown import noted
from guiju.labels.remark import Remark

_KEYWORD: Final = "AIGC"


@dataclass(frozen=True, slots=True)
class PDF:
    """PDF of any version; what opens with a password alone is not read."""

    name: str = "pdf"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (".pdf",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the header, which white space may precede; in a file that is called a PDF other bytes too."""
        named = name.lower().endswith(self.endings)
        return header(data) is not None or (named and data.find(b"%PDF-", 0, HEADED) >= 0)

    def scan(self, data: Buffer) -> Scan:
        """The entries AIGC of the Info dictionary, the properties of the catalog's metadata, and our notice."""
        seen = Gathering()
        try:
            file = _open(data)
            behind = data[file.end : file.end + 4096].strip(b"\0\t\n\f\r ")
            if behind:
                seen.remarks.append(Remark("trailing", file.end, f"{len(data) - file.end} bytes"))
            seen.found += _in_info(file)
            seen.found += _in_metadata(file)
            seen.remarks += noted([shown(file)])
        except Damaged as damage:
            seen.remarks.append(Remark(damage.code, damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """One splice at the end: a new Info dictionary, and new metadata where a label stands there."""
        file = _open(data)
        found = [*_in_info(file), *_in_metadata(file)]
        if len(found) == 1 and found[0].text == value and not found[0].remarks:
            return ()
        _changeable(file)
        list(self.payload(data))
        place, info = _info(file)
        objects = {place: _labelled(file, place, info, value)}
        metadata = _metadata(file)
        if metadata and _in_metadata(file):
            objects[metadata[0]] = _unlabelled(file, metadata[1])
        return (Splice(len(data), len(data), updated(file, objects, place)),)

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """Every object but the Info dictionary, the metadata and the cross-references, as the newest section has them:
        pages, what they show and what else hangs on the catalog. Object streams count whole."""
        file = _open(data)
        metadata = _metadata(file)
        without = {_info(file)[0].number, *((metadata[0].number,) if metadata else ())}
        return extents(file, frozenset(without))


def _open(data: Buffer) -> File:
    """Raises Damaged, Encrypted."""
    file = File(data)
    if not isinstance(file.resolved(file.trailer.get("Root")), Dictionary):
        raise Damaged("the file has no catalog")
    return file


def _info(file: File) -> tuple[Reference, Object | None]:
    """Where the Info dictionary stands, or is to stand, and what it is. Raises Damaged."""
    told = next((found for found in (one.get("Info") for one in file.trailers) if found is not None), None)
    if isinstance(told, Reference):
        found = file.object(told.number)
        if found is not None and (not isinstance(found.value, Dictionary) or found.stream):
            raise Damaged("the Info dictionary is something else", found.at)
        if found is not None:
            return (Reference(told.number, 0) if found.packed else told), found
    new = Reference(fresh(file), 0)
    # against the standard, and met: it stands in the trailer itself
    return new, Object(told, file.data, told.start, packed=True) if isinstance(told, Dictionary) else None


def _in_info(file: File) -> list[Found]:
    _, info = _info(file)
    if info is None or not isinstance(info.value, Dictionary):
        return []
    found = [_found(file, entry, info) for entry in info.value.every(_KEYWORD)]
    if file.trailer.get("Info") is None:  # an update that lost it: some programs look at the newest trailer alone
        odd = [Remark("other_place", one.at, "Info of an older trailer") for one in found]
        found = [replace(one, remarks=(*one.remarks, remark)) for one, remark in zip(found, odd, strict=True)]
    return found


def _labelled(file: File, place: Reference, info: Object | None, value: str) -> bytes:
    """The Info dictionary with the label, as it is to be written. Raises Damaged."""
    source: Buffer
    string, new = written(value), dict[str, bytes | None]()
    if info is None or not isinstance(info.value, Dictionary):
        source, about = b"<<>>", Dictionary((), 0, 4)
    else:
        source, about = info.source, info.value
    if file.handler:
        string = _closed(file.handler, value.encode(), place)
        if info and info.packed:  # its strings were not encrypted by themselves there, and are where it goes
            if any(isinstance(one.value, list | Dictionary) for one in about.entries):
                raise Damaged("the Info dictionary of this encrypted file holds more than strings", info.at)
            plain = {one.name: one.value for one in about.entries}
            new = {name: _closed(file.handler, one, place) for name, one in plain.items() if isinstance(one, bytes)}
    return edited(source, about, {**new, _KEYWORD: string})


def _closed(handler: Handler, plain: bytes, place: Reference) -> bytes:
    return b"<%s>" % handler.closed(plain, place.number, place.generation).hex().encode()


def _found(file: File, entry: Entry, info: Object) -> Found:
    at = info.at if info.packed else entry.start
    value, holder = entry.value, info
    if isinstance(value, Reference):
        holder = file.object(value.number) or info
        value = holder.value if holder is not info else None
    if isinstance(value, bytes):
        opened = file.handler and not holder.packed
        plain = file.handler.opened(value, holder.number, holder.generation) if file.handler and opened else value
        return Found(text(plain), at, f"Info {_KEYWORD}")
    if isinstance(value, Dictionary):
        fields = {str(one.name): text(one.value) for one in value.entries if isinstance(one.value, bytes)}
        return Found(orjson.dumps(fields).decode(), at, f"Info {_KEYWORD}", (Remark("fields_form", at),))
    shown = str(value) if isinstance(value, Name | int | float) else ""
    return Found(shown, at, f"Info {_KEYWORD}", (Remark("other_place", at, "Info"),))


def _metadata(file: File) -> tuple[Reference, Object] | None:
    """The metadata stream of the catalog."""
    catalog = file.resolved(file.trailer.get("Root"))
    place = catalog.get("Metadata") if isinstance(catalog, Dictionary) else None
    found = file.object(place.number) if isinstance(place, Reference) else None
    return (place, found) if isinstance(place, Reference) and found and found.stream else None


def _packet(file: File, stream: Object) -> bytes:
    """The packet in a metadata stream; empty where it does not name a label. Raises Damaged."""
    packet = file.decoded(stream)
    wide = packet[:2] in (b"\xfe\xff", b"\xff\xfe")
    return packet if wide or _KEYWORD.encode() in packet or b"ContentProducer" in packet else b""


def _in_metadata(file: File) -> list[Found]:
    held = _metadata(file)
    packet = _packet(file, held[1]) if held else b""
    if not held or not packet or not held[1].stream:
        return []
    at = held[1].stream[0]
    about = held[1].value
    plain = isinstance(about, Dictionary) and about.get("Filter") is None and file.handler is None
    return [
        replace(one, at=one.at if plain else at, remarks=(*one.remarks, Remark("other_place", at, "XMP")))
        for one in xmp.labels(packet, at, "Metadata")
    ]


def _unlabelled(file: File, stream: Object) -> bytes:
    """The metadata without a label, as an object."""
    packet = xmp.unlabelled(_packet(file, stream))
    if not isinstance(stream.value, Dictionary):
        raise Damaged("the metadata is no stream", stream.at)
    held, crypt = packet, file.handler
    if crypt and crypt.metadata:
        held = crypt.closed(packet, stream.number, stream.generation, stream=True)
    new = {"Filter": None, "DecodeParms": None, "DL": None, "Length": b"%d" % len(held)}
    return edited(stream.source, stream.value, new) + b"\nstream\n" + held + b"\nendstream"


def _changeable(file: File) -> None:
    """Raises Damaged where the author has certified that nothing may change (12.8.2.2)."""
    value = file.trailer.get("Root")
    for name in ("Perms", "DocMDP", "Reference", "", "TransformParams", "P"):
        held = file.resolved(value)
        if not name:
            value = held[0] if isinstance(held, list) and held else None
        else:
            value = held.get(name) if isinstance(held, Dictionary) else None
    if file.resolved(value) == 1:
        raise Damaged("the file is certified and allows no change: label it first, then certify it")
