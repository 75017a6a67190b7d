"""The label as a property of an XMP packet (ISO 16684-1): found in any form, written as one element.

The guides register the prefix ``TC260`` with a namespace of its own; what others write is met by the local name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

import orjson

from guiju.labels.carrier import Damaged, Found, Splice
from guiju.labels.remark import Remark

NAMESPACE: Final = "http://www.tc260.org.cn/ns/AIGC/1.0/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_KEYWORD: Final = "AIGC"
_FIELDS: Final = frozenset(("ContentProducer", "ProduceID"))
_ATTRIBUTE: Final = re.compile(rb"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_ENCODING: Final = re.compile(r"\A(<\?xml[^>]*?)\s+encoding\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class _Open:
    """An element that has begun: its name, where its tag begins, its text so far, its fields."""

    space: str
    local: str
    start: int
    text: list[str]
    fields: dict[str, str]


def labels(packet: bytes, at: int, place: str) -> list[Found]:
    """Every label in a packet that begins at byte ``at`` of a file. Raises Damaged where it is no XML."""
    return [
        Found(one.text, at + one.start, f"{place} {one.form}", one.remarks) for one in _Reader(_utf8(packet)).properties
    ]


def labelled(packet: bytes, value: str) -> bytes:
    """The packet with one label, ``value``; a new packet where it is empty. All else in it stays. Raises Damaged."""
    packet = _utf8(packet)
    return _fresh(value) if not packet.strip(b"\0 \r\n\t\xef\xbb\xbf") else _changed(packet, value)


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
    cuts = [Splice(one.start, one.end, b"") for one in reader.properties if one is not own]
    start, end, tag = reader.close
    written = _description(value, reader.about).encode()
    if own:  # one that stands where it should only changes its text
        name = packet[own.start + 1 : own.end].split(None, 1)[0].split(b">", 1)[0].rstrip(b"/")
        tags = packet[own.start : _ending(packet, own.start)].rstrip(b"/"), name
        cuts.append(Splice(own.start, own.end, b"%s>%s</%s>" % (tags[0], escape(value).encode(), tags[1])))
    elif tag:  # an RDF that was empty becomes one that is not
        written = packet[start : packet.rindex(b"/", start, end)] + b">" + written + b"</" + tag + b">"
        cuts.append(Splice(start, end, written))
    else:
        cuts.append(Splice(start, start, written))
    out, last = [], 0
    for cut in sorted(cuts, key=lambda cut: cut.start):
        out += [packet[last : cut.start], cut.data]
        last = cut.end
    return b"".join([*out, packet[last:]])


def _description(value: str, about: str) -> str:
    quoted = escape(about, {'"': "&quot;"})
    return (
        f'<rdf:Description rdf:about="{quoted}" xmlns:rdf="{_RDF}" xmlns:TC260="{NAMESPACE}">'
        f"<TC260:{_KEYWORD}>{escape(value)}</TC260:{_KEYWORD}></rdf:Description>"
    )


def _utf8(packet: bytes) -> bytes:
    """The packet in UTF-8, without the noughts that pad it."""
    if packet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = packet.decode("utf-16", "replace")
        return _ENCODING.sub(r"\1", text.lstrip("\ufeff")).encode()
    return packet.rstrip(b"\0")


@dataclass(frozen=True, slots=True)
class _Property:
    text: str
    start: int
    end: int
    form: str
    remarks: tuple[Remark, ...]


class _Reader:
    """One reading of a packet: its labels with their spans, and where its RDF ends."""

    def __init__(self, packet: bytes) -> None:
        self.packet = packet
        self.properties: list[_Property] = []
        self.close: tuple[int, int, bytes] | None = None
        self.about = ""
        self._open: list[_Open] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refused
        self._parser.buffer_text = True
        try:
            self._parser.Parse(packet, True)
        except expat.ExpatError as error:
            raise Damaged(f"the XMP packet is no XML: {expat.ErrorString(error.code)}") from None
        self.properties.sort(key=lambda one: one.start)

    def _refused(self, *_: object) -> None:
        raise Damaged("the XMP packet declares a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        at = self._parser.CurrentByteIndex
        self._open.append(_Open(space, local, at, [], {}))
        if (space, local) == (_RDF, "Description"):
            self.about = self.about or attributes.get(f"{_RDF} about", "")
        self._attributes(at, attributes)

    def _attributes(self, at: int, attributes: dict[str, str]) -> None:
        """Labels that stand in a tag: the property as an attribute, or its fields as several."""
        if self._open[-1].local == _KEYWORD or any(one.local == _KEYWORD for one in self._open[:-1]):
            return
        spans = [(found[1], found.span()) for found in _ATTRIBUTE.finditer(self.packet, at, _ending(self.packet, at))]
        for name, value in attributes.items():
            space, _, local = name.rpartition(" ")
            if local == _KEYWORD:
                for raw, (start, end) in spans:
                    if raw.rpartition(b":")[2] == _KEYWORD.encode():
                        remarks = (Remark("attribute_form", start), *_foreign(space, start))
                        self.properties.append(_Property(value, start, end, f"@{_KEYWORD}", remarks))
        fields = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if fields.keys() >= _FIELDS:
            for raw, (start, end) in spans:
                if raw.rpartition(b":")[2].decode("utf-8", "replace") in _FIELDS:
                    text = orjson.dumps(_known(fields)).decode()
                    remarks = (Remark("fields_form", start), Remark("attribute_form", start))
                    self.properties.append(_Property(text, start, end, "@ContentProducer", remarks))
                    break

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _end(self, name: str) -> None:
        one = self._open.pop()
        closing = self._parser.CurrentByteIndex
        end = _ending(self.packet, closing) + 1
        if (one.space, one.local) == (_RDF, "RDF"):
            tag = self.packet[closing + 1 : end].split(None, 1)[0].rstrip(b"/>") if closing == one.start else b""
            self.close = (closing, end, tag)
        elif one.local == _KEYWORD and not any(outer.local == _KEYWORD for outer in self._open):
            text, remarks = "".join(one.text), _foreign(one.space, one.start)
            if one.fields:
                text, remarks = orjson.dumps(_known(one.fields)).decode(), (*remarks, Remark("fields_form", one.start))
            self.properties.append(_Property(text, one.start, end, _KEYWORD, remarks))
        elif self._open:
            outer = next((outer for outer in self._open if outer.local == _KEYWORD), None)
            if outer and one.local not in ("Description", "li", "Seq", "Bag", "Alt"):
                outer.fields[one.local] = "".join(one.text).strip()


def _foreign(space: str, at: int) -> tuple[Remark, ...]:
    return () if space == NAMESPACE else (Remark("other_namespace", at, space or "-"),)


def _known(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in ("about", "parseType")}


def _ending(packet: bytes, at: int) -> int:
    """Where the tag that begins at a byte has its ``>``; that sign may stand in a quoted value before."""
    quote = 0
    for place in range(at, len(packet)):
        byte = packet[place]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 0x3E:
            return place
    return len(packet) - 1
