"""FLV: the label is the property AIGC of ``onMetaData`` (TC260-PG-20257A; Video File Format Specification 10, annex E).

``onMetaData`` may tell where key frames lie in the file and how large it is: that is put right.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice, ordered
from guiju.labels.carriers import amf
from guiju.labels.carriers.amf import Property, Value
from guiju.labels.carriers.boxes import Edit, Moves
from guiju.labels.reading import meant
from guiju.labels.remark import Remark

_KEYWORD: Final = b"AIGC"
_SOUND, _FILM, _DATA, _SCRIPT = 8, 9, 15, 18
_HEAD: Final = 11
_MAIN: Final = b"onMetaData"
_PACKET: Final = b"liveXML"
_TEXTS: Final = (amf.STRING, amf.LONG)
_PLACES: Final = (b"filepositions", b"lastkeyframelocation")
_SIZE: Final = b"filesize"


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag: its type, where it begins, where its content begins and ends."""

    type: int
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class _Script:
    """A script tag: its name, the value that is its object, and the properties of that."""

    tag: _Tag
    name: bytes
    value: Value
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class FLV:
    """Flash video."""

    name: str = "flv"
    kind: Kind = Kind.VIDEO
    endings: tuple[str, ...] = (".flv",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature."""
        return data[:3] == b"FLV"

    def scan(self, data: Buffer) -> Scan:
        """Properties of script tags, and packets of properties in them."""
        seen = Gathering()
        try:
            for tag in _tags(data):
                script = _script(data, tag) if tag.type == _SCRIPT else None
                for one in script.properties if script else ():
                    seen.found += _labels(data, script, one) if script else ()
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The property in the first ``onMetaData``, which is made where there is none; labels elsewhere go."""
        scripts = [found for tag in _tags(data) if tag.type == _SCRIPT and (found := _script(data, tag))]
        own = next((script for script in scripts if script.name == _MAIN), None)
        edits, sizes = list[Splice](), list[Splice]()
        for script in scripts:
            changes = list(_changes(data, script, value if script is own else None))
            edits += changes
            sizes += _sizes(data, script.tag, _growth(changes))
        if own is None:
            edits.append(_fresh(_first(data), value))
        moves = Moves(Edit(edit) for edit in edits)
        places = [splice for script in scripts for splice in _moved(data, script, moves)]
        return ordered([*edits, *sizes, *places])

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The tags of sound and film, with their times."""
        return ((tag.start, tag.end) for tag in _tags(data) if tag.type in (_SOUND, _FILM))


def _first(data: Buffer) -> int:
    """Where the first tag begins, behind the size of the one before it, which there is not."""
    start = int.from_bytes(data[5:9], "big")
    if start < 9 or start + 4 > len(data):
        raise Damaged("the header goes on beyond the file", 5)
    return start + 4


def _tags(data: Buffer) -> Iterator[_Tag]:
    """The tags of a file; the size behind the last may be missing. Raises Damaged."""
    at = _first(data)
    while at < len(data):
        head = data[at : at + _HEAD]
        kind, end = head[0] & 31, at + _HEAD + int.from_bytes(head[1:4], "big")
        if len(head) < _HEAD or end > len(data):
            raise Damaged("the file ends within a tag", at)
        if kind not in (_SOUND, _FILM, _DATA, _SCRIPT):
            raise Damaged(f"a tag of type {kind}", at)
        yield _Tag(kind if head[0] < 32 else 0, at, at + _HEAD, end)
        at = end + 4


def _script(data: Buffer, tag: _Tag) -> _Script | None:
    """What a script tag says; None where it is no object under a name. Raises Damaged."""
    if tag.end - tag.body > LARGEST:
        raise Damaged(f"a script tag of {tag.end - tag.body} bytes", tag.start)
    at, name = tag.body, b""
    while at < tag.end and data[at] == amf.STRING:
        word = amf.value(data, at, tag.end)
        name, at = data[word.body : word.end], word.end
    if at >= tag.end or data[at] not in (amf.OBJECT, amf.ARRAY):
        return None
    try:
        found = amf.value(data, at, tag.end)
        return _Script(tag, name, found, tuple(amf.properties(data, found.body, found.end)))
    except Damaged:
        if name == _MAIN:
            raise
        return None


def _labels(data: Buffer, script: _Script, one: Property) -> list[Found]:
    place = f"{script.name.decode('latin-1')} {one.name.decode('utf-8', 'replace')}"
    raw, at = data[one.value.body : one.value.end], one.value.body
    if one.name == _PACKET and one.value.kind in _TEXTS:
        found = xmp.labels(raw, at, place)
        return [Found(two.text, two.at, two.place, (*two.remarks, Remark("other_place", two.at))) for two in found]
    odd = [Remark("other_place", at, place)] if (script.name, one.name) != (_MAIN, _KEYWORD) else []
    if one.value.kind in _TEXTS:
        text = raw.decode("utf-8", "replace")
        return [Found(text, at, place, tuple(odd))] if _named(one) or meant(text) else []
    if _named(one) and one.value.kind in (amf.OBJECT, amf.ARRAY):
        return [Found(_fields(data, one.value), at, place, (*odd, Remark("fields_form", at)))]
    return [Found("", at, place, tuple(odd))] if _named(one) else []


def _named(one: Property) -> bool:
    return one.name.upper() == _KEYWORD


def _fields(data: Buffer, found: Value) -> str:
    """The label of which each field is a property of its own."""
    inner = [one for one in amf.properties(data, found.body, found.end) if one.value.kind in _TEXTS]
    rows = {one.name.decode("utf-8", "replace"): data[one.value.body : one.value.end] for one in inner}
    return orjson.dumps({name: raw.decode("utf-8", "replace") for name, raw in rows.items()}).decode()


def _changes(data: Buffer, script: _Script, value: str | None) -> Iterator[Splice]:
    """What makes ``value`` the one label of a script tag, or with None leaves it without any."""
    written = amf.named(_KEYWORD, value) if value is not None else b""
    gone = [one for one in script.properties if _labels(data, script, one)]
    count = len(script.properties) - len([one for one in gone if one.name != _PACKET]) + (value is not None)
    for one in gone:
        if one.name == _PACKET:
            yield Splice(one.value.body, one.value.end, xmp.unlabelled(data[one.value.body : one.value.end]))
        else:
            mine, written = (written, b"") if one.name == _KEYWORD else (b"", written)
            yield Splice(one.start, one.value.end, mine)
    if written:
        end = script.properties[-1].value.end if script.properties else script.value.body
        yield Splice(end, end, written)
    told = int.from_bytes(data[script.value.body - 4 : script.value.body], "big")
    if script.value.kind == amf.ARRAY and told == len(script.properties) != count:
        yield Splice(script.value.body - 4, script.value.body, count.to_bytes(4, "big"))


def _growth(changes: Sequence[Splice]) -> int:
    return sum(len(splice.data) - (splice.end - splice.start) for splice in changes)


def _sizes(data: Buffer, tag: _Tag, growth: int) -> list[Splice]:
    """The two places where the size of a tag stands. Raises Damaged where it has no room."""
    size = tag.end - tag.body + growth
    if size >= 1 << 24:
        raise Damaged("a script tag has no room for its size", tag.start)
    behind = Splice(tag.end, tag.end + 4, (size + _HEAD).to_bytes(4, "big"))
    sizes = [Splice(tag.start + 1, tag.start + 4, size.to_bytes(3, "big"))]
    return [*sizes, *([behind] if behind.end <= len(data) else [])] if growth else []


def _fresh(at: int, value: str) -> Splice:
    body = amf.text(_MAIN.decode()) + amf.array(amf.named(_KEYWORD, value))
    head = bytes((_SCRIPT,)) + len(body).to_bytes(3, "big") + bytes(7)
    return Splice(at, at, head + body + (_HEAD + len(body)).to_bytes(4, "big"))


def _moved(data: Buffer, script: _Script, moves: Moves) -> Iterator[Splice]:
    """The places in the file and its size that a script tag tells."""
    inner = list(script.properties)
    for one in script.properties:
        if one.name == b"keyframes" and one.value.kind in (amf.OBJECT, amf.ARRAY):
            inner += amf.properties(data, one.value.body, one.value.end)
    for one in inner:
        if one.name in _PLACES:
            listed = [one.value] if one.value.kind != amf.LIST else amf.listed(data, one.value.start, one.value.end)
            for number in listed:
                yield from _shifted(data, number, moves)
        elif one.name == _SIZE and _number(data, one.value) == len(data):
            yield from _shifted(data, one.value, moves)


def _number(data: Buffer, found: Value) -> float | None:
    if found.kind != amf.NUMBER:
        return None
    (number,) = struct.unpack(">d", data[found.body : found.end])
    return float(number)


def _shifted(data: Buffer, found: Value, moves: Moves) -> Iterator[Splice]:
    old = _number(data, found)
    if old is not None and 0 <= old <= len(data) and moves.one(int(old)) != int(old):
        yield Splice(found.body, found.end, struct.pack(">d", moves.one(int(old))))
