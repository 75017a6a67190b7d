"""The label as a property of an XMP packet (ISO 16684-1): found in any form, written as one element.

The guides register the prefix ``TC260`` with a namespace of its own; what others write is met by the local name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

import orjson

from guiju.labels.aigc import FIELDS
from guiju.labels.carrier import LARGEST, Damaged, Found, Splice
from guiju.labels.remark import Remark

NAMESPACE: Final = "http://www.tc260.org.cn/ns/AIGC/1.0/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_KEYWORD: Final = "AIGC"
_NEEDED: Final = frozenset(("ContentProducer", "ProduceID"))
_DEEPEST: Final = 64  # own number: structures within structures of real packets stay below 20
_ATTRIBUTE: Final = re.compile(rb"""(?<!\s)\s++([^\s=<>"'/]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_TAG: Final = re.compile(rb"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_ENCODING: Final = re.compile(r"\A(<\?xml[^>]*?)(?<!\s)\s++encoding\s*=\s*(\"[^\"]*\"|'[^']*')")
_WIDE: Final = (
    (b"\0\0\xfe\xff", "utf-32-be"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0\0\0", "utf-32-le"), (b"\0<", "utf-16-be"),
    (b"<\0", "utf-16-le"),
)  # fmt: skip
"""How a packet begins that is not UTF-8, and its encoding."""


def labels(packet: bytes, at: int, place: str) -> list[Found]:
    """Every label in a packet that begins at byte ``at`` of a file; none in a blank one. Raises Damaged where it is no
    XML."""
    packet = _utf8(packet)
    if _blank(packet):
        return []
    return [Found(one.text, at + one.start, f"{place} {one.form}", one.remarks) for one in _Reader(packet).properties]


def labelled(packet: bytes, value: str) -> bytes:
    """The packet with one label, ``value``; a new packet where it is empty. All else in it stays. Raises Damaged."""
    packet = _utf8(packet)
    return _fresh(value) if _blank(packet) else _changed(packet, value)


def unlabelled(packet: bytes) -> bytes:
    """The packet with blanks where its labels stood, of the same length; the same bytes where it has none. Raises
    Damaged."""
    text = _utf8(packet)
    cuts = [cut for one in _Reader(text).properties for cut in one.cuts] if not _blank(text) else []
    blanks = [Splice(cut.start, cut.end, b" " * (cut.end - cut.start)) for cut in cuts]
    if cuts and len(text) > len(packet):
        raise Damaged("the XMP packet is no UTF-8 and would not fit its place as UTF-8")
    return _spliced(text, blanks).ljust(len(packet)) if cuts else packet


def _blank(packet: bytes) -> bool:
    return not packet.strip(b"\0 \r\n\t\xef\xbb\xbf")


def _fresh(value: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">{_description(value, "")}</rdf:RDF>'
        '</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _changed(packet: bytes, value: str) -> bytes:
    reader = _Reader(packet)
    if reader.close is None:
        raise Damaged("the XMP packet holds no rdf:RDF")
    own = next((one for one in reader.properties if one.form == _KEYWORD and not one.remarks), None)
    cuts = [cut for one in reader.properties if one is not own for cut in one.cuts]
    start, end, tag = reader.close
    written = _description(value, reader.about).encode()
    if own:  # one that stands where it should only changes its text
        (whole,) = own.cuts
        opening = packet[whole.start : _ending(packet, whole.start)].rstrip(b"/")
        name = opening[1:].split(None, 1)[0]
        cuts.append(Splice(whole.start, whole.end, b"%s>%s</%s>" % (opening, escape(value).encode(), name)))
    elif tag:  # an RDF that was empty becomes one that is not
        written = packet[start : packet.rindex(b"/", start, end)] + b">" + written + b"</" + tag + b">"
        cuts.append(Splice(start, end, written))
    else:
        cuts.append(Splice(start, start, written))
    return _spliced(packet, cuts)


def _spliced(packet: bytes, cuts: list[Splice]) -> bytes:
    """The packet with the cuts made; one within another goes with it."""
    out, last = [], 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if cut.start >= last:
            out += [packet[last : cut.start], cut.data]
            last = cut.end
    return b"".join([*out, packet[last:]])


def _description(value: str, about: str) -> str:
    quoted = escape(about, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return (
        f'<rdf:Description rdf:about="{quoted}" xmlns:rdf="{_RDF}" xmlns:TC260="{NAMESPACE}">'
        f"<TC260:{_KEYWORD}>{escape(value)}</TC260:{_KEYWORD}></rdf:Description>"
    )


def _utf8(packet: bytes) -> bytes:
    """The packet in UTF-8, without the noughts that pad it. Raises Damaged where it is larger than is read."""
    if len(packet) > LARGEST:
        raise Damaged(f"an XMP packet of {len(packet)} bytes, more than is read")
    for sign, encoding in _WIDE:
        if packet.startswith(sign):
            text = packet.decode(encoding, "replace").lstrip("\ufeff").rstrip("\0")
            return _ENCODING.sub(r"\1", text).encode("utf-8", "replace")
    return packet.rstrip(b"\0")


@dataclass(frozen=True, slots=True)
class _Property:
    text: str
    form: str
    cuts: tuple[Splice, ...]
    remarks: tuple[Remark, ...]

    @property
    def start(self) -> int:
        return self.cuts[0].start


@dataclass(slots=True)
class _Open:
    """An element that has begun: its name, where its tag begins, its text so far. A ``leaf`` has no element in it but
    labels, which go. ``fields`` are those of a label that
    is a structure, ``items`` the texts of a label that is a list; ``apart`` are children that are named as fields."""

    space: str
    local: str
    start: int
    leaf: bool = True
    text: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    apart: list[tuple[str, str, str, Splice]] = field(default_factory=list)


class _Reader:
    """One reading of a packet: its labels with their spans, and where its RDF ends."""

    def __init__(self, packet: bytes) -> None:
        self.packet = packet
        self.properties: list[_Property] = []
        self.close: tuple[int, int, bytes] | None = None
        self.about = ""
        self._open: list[_Open] = []
        self._label: _Open | None = None
        self._spaces = defaultdict[str, list[str]](list, xml=[_XML])
        self._parser = expat.ParserCreate("UTF-8", " ")  # XMP is Unicode, whatever a packet declares
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartNamespaceDeclHandler = self._declared
        self._parser.EndNamespaceDeclHandler = self._undeclared
        self._parser.StartDoctypeDeclHandler = self._refused
        self._parser.buffer_text = True
        try:
            self._parser.Parse(packet, True)
        except expat.ExpatError as error:
            raise Damaged(f"the XMP packet is no XML: {expat.ErrorString(error.code)}") from None
        self.properties.sort(key=lambda one: one.start)

    def _refused(self, *_: object) -> None:
        raise Damaged("the XMP packet declares a document type")

    def _declared(self, prefix: str | None, space: str) -> None:
        self._spaces[prefix or ""].append(space or "")

    def _undeclared(self, prefix: str | None) -> None:
        self._spaces[prefix or ""].pop()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == _DEEPEST:
            raise Damaged(f"the XMP packet nests deeper than {_DEEPEST} elements")
        space, _, local = name.rpartition(" ")
        one = _Open(space, local, self._parser.CurrentByteIndex)
        if self._open and local != _KEYWORD:
            self._open[-1].leaf = False
        self._open.append(one)
        if (space, local) == (_RDF, "Description"):
            self.about = self.about or attributes.get(f"{_RDF} about", "")
        if self._label is None and local == _KEYWORD:
            self._label = one
        if self._label is not None:
            for key, value in attributes.items():
                within, _, named = key.rpartition(" ")
                if within not in ("", _RDF, _XML):
                    self._label.fields[named] = value
        elif attributes:
            self._attributes(one.start, attributes)

    def _attributes(self, at: int, attributes: dict[str, str]) -> None:
        """Labels that stand in a tag: the property as an attribute, or its fields as several."""
        spaces = defaultdict[str, dict[str, str]](dict)
        for name, value in attributes.items():
            space, _, local = name.rpartition(" ")
            if local == _KEYWORD or local in FIELDS:
                spaces[space][local] = value
        if not any(local == _KEYWORD or local in _NEEDED for names in spaces.values() for local in names):
            return
        cuts = defaultdict[str, dict[str, Splice]](dict)
        for found in _ATTRIBUTE.finditer(self.packet, at, _ending(self.packet, at)):
            prefix, _, local = found[1].decode("utf-8", "replace").rpartition(":")
            space = self._spaces[prefix][-1] if prefix and self._spaces[prefix] else ""
            cuts[space][local] = Splice(*found.span(), b"")
        for space, names in spaces.items():
            if _KEYWORD in names:
                cut = cuts[space][_KEYWORD]
                remarks = (Remark("attribute_form", cut.start), *_foreign(space, cut.start))
                self.properties.append(_Property(names.pop(_KEYWORD), f"@{_KEYWORD}", (cut,), remarks))
            told = tuple(cut for local, cut in cuts[space].items() if local in FIELDS)
            self._fields(names, "@ContentProducer", told, ("fields_form", "attribute_form"))

    def _fields(self, fields: dict[str, str], form: str, cuts: tuple[Splice, ...], odd: tuple[str, ...]) -> None:
        """A label whose fields stand apart, where they are one."""
        if fields.keys() >= _NEEDED:
            remarks = tuple(Remark(code, cuts[0].start) for code in odd)
            self.properties.append(_Property(orjson.dumps(fields).decode(), form, cuts, remarks))

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _end(self, name: str) -> None:
        one = self._open.pop()
        closing = self._parser.CurrentByteIndex
        if self.packet[_ending(self.packet, one.start) - 1] == 0x2F:  # of an empty element expat tells where it ends
            closing = one.start
        end = _ending(self.packet, closing) + 1
        if one is self._label:
            self._label = None
            self._found(one, end)
        elif self._label is not None:
            self._within(self._label, one)
        elif (one.space, one.local) == (_RDF, "RDF"):
            tag = self.packet[closing + 1 : end].split(None, 1)[0].rstrip(b"/>") if closing == one.start else b""
            self.close = (closing, end, tag)
        else:
            if one.local in FIELDS and one.leaf and self._open:
                self._open[-1].apart.append((one.space, one.local, "".join(one.text), Splice(one.start, end, b"")))
            spaces = defaultdict[str, list[tuple[str, str, Splice]]](list)
            for space, local, text, cut in one.apart:
                spaces[space].append((local, text, cut))
            for parts in spaces.values():
                fields = {local: text for local, text, _ in parts}
                self._fields(fields, "ContentProducer", tuple(part[2] for part in parts), ("fields_form",))

    def _within(self, label: _Open, one: _Open) -> None:
        """What ends inside a label: an item of a list, or a field of a structure."""
        if one.space != _RDF:
            label.fields[one.local] = "".join(one.text).strip()
        elif one.local in ("li", "value") and one.leaf:
            label.items.append("".join(one.text))

    def _found(self, one: _Open, end: int) -> None:
        text, remarks = "".join(one.text), _foreign(one.space, one.start)
        if one.fields:
            text, remarks = orjson.dumps(one.fields).decode(), (*remarks, Remark("fields_form", one.start))
        elif one.items:
            text, remarks = one.items[0], (*remarks, Remark("other_place", one.start, "rdf:li"))
        outer = [(outer.space, outer.local) for outer in self._open[-2:]]
        if outer != [(_RDF, "RDF"), (_RDF, "Description")]:
            where = outer[-1][1] if outer else "XMP"
            remarks = (*remarks, Remark("other_place", one.start, where))
        self.properties.append(_Property(text, _KEYWORD, (Splice(one.start, end, b""),), remarks))


def _foreign(space: str, at: int) -> tuple[Remark, ...]:
    return () if space == NAMESPACE else (Remark("other_namespace", at, space or "-"),)


def _ending(packet: bytes, at: int) -> int:
    """Where the tag that begins at a byte has its ``>``; that sign may stand in a quoted value before."""
    found = _TAG.match(packet, at)
    return found.end() - 1 if found else len(packet) - 1
