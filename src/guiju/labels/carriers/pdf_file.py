"""The structure of a PDF file (ISO 32000-2, 7.5): its cross-reference sections, newest first, and objects by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import LARGEST, Buffer, Damaged
from guiju.labels.carriers.pdf_crypt import Handler, handler
from guiju.labels.carriers.pdf_filters import inflated, predicted
from guiju.labels.carriers.pdf_syntax import Dictionary, Reference, Value, parsed

# own number: more objects than the longest files met have; a small file may pretend to any number of them
_OBJECTS: Final = 1_000_000
_INDEX: Final = 32 << 20  # bytes of so many rows
_SECTIONS: Final = 4096  # own number: a file saved anew each day for ten years

HEADED: Final = 1024 + 5
"""Bytes within which programs look for the header (ISO 32000-1, annex H, note 13)."""

_HEADER: Final = re.compile(rb"[\0\t\n\f\r \xef\xbb\xbf]{0,1024}%PDF-\d")
_START: Final = re.compile(rb"startxref\s{1,20}(\d{1,12})")

OBJECT: Final = re.compile(rb"\s{0,20}(\d{1,10})\s{1,20}(\d{1,5})\s{1,20}obj(?![A-Za-z])")
"""What begins an object: its number and generation."""

_TABLE: Final = re.compile(rb"\s{0,20}xref(?=\s)")
_PART: Final = re.compile(rb"\s{0,20}(\d{1,10})\s{1,20}(\d{1,10})(?=\s)(?!\s{1,20}[nf])")
_ROW: Final = re.compile(rb"\s{0,20}(\d{1,10})\s{1,20}(\d{1,5})\s{1,20}([nf])")
_TRAILER: Final = re.compile(rb"\s{0,20}trailer")
STREAM: Final = re.compile(rb">>(?:\s|\0)*+stream(?:\r\n|\n|\r)")
"""Behind a dictionary, what begins a stream."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an object stands: at a byte, or as the ``index``-th of the object stream of number ``within``."""

    at: int
    within: int = 0
    index: int = 0


@dataclass(frozen=True, slots=True)
class Object:
    """An object: its value, the bytes that its value was read from, and its stream's bytes in the file where it has
    one. ``at`` is where it begins in the file, or where the stream begins that it is packed in."""

    value: Value
    source: Buffer
    at: int
    number: int = 0
    generation: int = 0
    packed: bool = False
    stream: tuple[int, int] | None = None


def header(data: Buffer) -> int | None:
    """Where the header begins; None in what is no PDF."""
    found = _HEADER.match(data, 0, 1100)
    return found.end() - 6 if found else None


class File:
    """A PDF file whose sections hold together.

    ``places`` has None for free numbers; ``trailers`` are all, newest first; the offsets in the file count from
    ``base``; ``starts`` are the bytes where cross-reference streams begin; ``streamed`` tells that the newest section
    is one; ``newest`` is where it is said to begin; ``end`` is the byte behind the last ``%%EOF``;
    ``handler`` decrypts, where the file is encrypted. Raises Damaged, Encrypted where that takes a password.
    """

    def __init__(self, data: Buffer) -> None:
        self.data = data
        self.places: dict[int, Place | None] = {}
        self.starts: list[int] = []
        self.streamed = False
        self._count = 0
        self._left = 8 * len(data) + LARGEST
        self._unpacked: dict[int, tuple[bytes, list[int], int]] = {}
        mark = data.rfind(b"startxref")
        found = _START.match(data, mark) if mark >= 0 else None
        self.end = data.find(b"%%EOF", mark) + 5
        if not found or self.end < 5:
            raise Damaged("the file does not end as a PDF; it is cut short", len(data))
        said, head = int(found[1]), max(data.find(b"%PDF-", 0, HEADED), 0)
        self.base = 0 if _TABLE.match(data, said) or OBJECT.match(data, said) else head
        self.newest = said
        self.handler: Handler | None = None
        self.trailers: list[Dictionary] = []
        self._sections(said)
        self.handler = self._handler()

    @property
    def trailer(self) -> Dictionary:
        """The newest trailer."""
        return self.trailers[0]

    def resolved(self, value: Value) -> Value:
        """The value itself, or what it refers to. Raises Damaged."""
        if isinstance(value, Reference):
            found = self.object(value.number)
            return found.value if found else None
        return value

    def object(self, number: int) -> Object | None:
        """The object of this number; None where the number is free. Raises Damaged."""
        place = self.places.get(number)
        if place is None:
            return None
        return self._within(number, place) if place.within else self._at(number, place.at)

    def decoded(self, stream: Object, limit: int = LARGEST) -> bytes:
        """What a stream holds. Raises Damaged for a filter that is not read, and for more than ``limit`` bytes."""
        about, span = stream.value, stream.stream
        if not isinstance(about, Dictionary) or span is None or span[1] - span[0] > limit:
            raise Damaged("there is no stream, or one larger than is read", stream.at)
        content, filters = self.data[span[0] : span[1]], self.resolved(about.get("Filter"))
        filters = filters if isinstance(filters, list) else [] if filters is None else [filters]
        if filters[:1] == ["Crypt"]:
            filters = filters[1:]
        elif self.handler and (self.handler.metadata or about.get("Type") != "Metadata"):
            content = self.handler.opened(content, stream.number, stream.generation, stream=True)
        if filters not in ([], ["FlateDecode"], ["Fl"]):
            raise Damaged("a stream is packed in a way that is not read", stream.at)
        if filters:
            parms = self.resolved(about.get("DecodeParms"))
            parms = self.resolved(parms[-1]) if isinstance(parms, list) and parms else parms
            content = inflated(content, limit, stream.at)
            content = predicted(content, parms, stream.at) if isinstance(parms, Dictionary) else content
        return content

    def _handler(self) -> Handler | None:
        about, both = self.resolved(self.trailer.get("Encrypt")), self.resolved(self.trailer.get("ID"))
        if about is None:
            return None
        first = both[0] if isinstance(both, list) and both else b""
        if not isinstance(about, Dictionary):
            raise Damaged("the encryption of the file is not told")
        return handler(about, first if isinstance(first, bytes) else b"")

    def _sections(self, said: int) -> None:
        """Reads all sections."""
        waiting, seen = [said], set[int]()
        while waiting:
            said = waiting.pop()
            at = said + self.base
            if said in seen or len(seen) > _SECTIONS:
                raise Damaged("the cross-reference sections go in a circle", at)
            seen.add(said)
            table = _TABLE.match(self.data, at)
            trailer = self._table(table.end()) if table else self._stream(at)
            self.streamed = self.streamed if self.trailers else not table
            self.trailers.append(trailer)
            previous = trailer.get("Prev")
            if previous is not None:
                if not isinstance(previous, int) or previous < 0:
                    raise Damaged("a trailer does not say where the one before it is", trailer.start)
                waiting.append(previous)
        if not isinstance(self.trailer.get("Root"), Reference):
            raise Damaged("the file has no catalog", self.end)

    def _table(self, at: int) -> Dictionary:
        rows = dict[int, Place | None]()
        while part := _PART.match(self.data, at):
            first, count, at = int(part[1]), int(part[2]), part.end()
            for number in range(first, first + count):
                row = _ROW.match(self.data, at, at + 80)
                if not row:
                    raise Damaged("the cross-reference table is broken", at)
                at, offset = row.end(), int(row[1])
                rows.setdefault(number, Place(offset + self.base) if row[3] == b"n" and offset else None)
            self._counted(count)
        mark = _TRAILER.match(self.data, at)
        if not mark:
            raise Damaged("the cross-reference table has no trailer", at)
        trailer = self._value(mark.end())
        if not isinstance(trailer, Dictionary):
            raise Damaged("the trailer is no dictionary", at)
        hidden = trailer.get("XRefStm")
        if isinstance(hidden, int) and hidden + self.base not in self.starts:
            # its rows are of objects that the table calls free, for programs that do not know of such streams
            self._stream(hidden + self.base)
        self._take(rows)
        return trailer

    def _stream(self, at: int) -> Dictionary:
        head = OBJECT.match(self.data, at, at + 80)
        found = self._at(int(head[1]), at) if head else None
        if found is None or not isinstance(found.value, Dictionary) or found.value.get("Type") != "XRef":
            raise Damaged("there is no cross-reference section where one has to be", at)
        about = found.value
        widths, size = about.get("W"), about.get("Size")
        index = about.get("Index") or [0, size]
        if not isinstance(widths, list) or not isinstance(index, list) or len(widths) != 3:
            raise Damaged("a cross-reference stream does not say how it is to be read", at)
        wide = [one for one in widths if isinstance(one, int) and 0 <= one <= 8]
        told = [one for one in index if isinstance(one, int) and one >= 0]
        if len(wide) < 3 or not sum(wide) or len(told) < len(index) or len(told) % 2:
            raise Damaged("a cross-reference stream does not say how it is to be read", at)
        self.starts.append(at)
        content = self.decoded(found, _INDEX)
        self._counted(len(content) // sum(wide))
        self._take(dict(self._rows(content, wide, told)))
        return about

    def _rows(self, content: bytes, widths: list[int], index: list[int]) -> Iterator[tuple[int, Place | None]]:
        first, second, step = widths[0], widths[0] + widths[1], sum(widths)
        at = 0
        for start, count in zip(index[::2], index[1::2], strict=True):
            for number in range(start, start + min(count, (len(content) - at) // step)):
                kind = int.from_bytes(content[at : at + first], "big") if first else 1
                one = int.from_bytes(content[at + first : at + second], "big")
                two = int.from_bytes(content[at + second : at + step], "big")
                yield number, Place(one + self.base) if kind == 1 and one else Place(0, one, two) if kind == 2 else None
                at += step

    def _take(self, rows: dict[int, Place | None]) -> None:
        """Adds the rows of an older section to those that are known."""
        for number, place in rows.items():
            self.places.setdefault(number, place)

    def _counted(self, rows: int) -> None:
        self._count += rows
        if self._count > _OBJECTS:
            raise Damaged(f"the file has more than {_OBJECTS} objects")

    def _value(self, at: int) -> Value:
        value, end = parsed(self.data, at)
        self._left -= end - at
        if self._left < 0:
            raise Damaged("objects of the file lie over each other", at)
        return value

    def _at(self, number: int, at: int) -> Object:
        head = OBJECT.match(self.data, at, at + 80)
        if not head or int(head[1]) != number:
            raise Damaged(f"object {number} is not where the cross-reference section says", at)
        value = self._value(head.end())
        stream = STREAM.match(self.data, value.end - 2) if isinstance(value, Dictionary) else None
        if stream is None or not isinstance(value, Dictionary):
            return Object(value, self.data, at, number, int(head[2]))
        size, mine = value.get("Length"), stream.end()
        if isinstance(size, Reference) and size.number != number:
            place = self.places.get(size.number)
            size = self._value(_headed(self.data, place.at)) if place and not place.within else None
        if not isinstance(size, int) or not 0 <= size <= len(self.data) - mine:
            raise Damaged(f"the stream of object {number} does not say where it ends", at)
        return Object(value, self.data, at, number, int(head[2]), stream=(mine, mine + size))

    def _within(self, number: int, place: Place) -> Object:
        """An object in an object stream (7.5.7)."""
        outer = self.places.get(place.within)
        if outer is None or outer.within:
            raise Damaged(f"the object stream of object {number} is not there")
        if place.within not in self._unpacked:
            self._unpacked[place.within] = self._stack(place.within, outer.at)
        content, table, first = self._unpacked[place.within]
        row = table[2 * place.index : 2 * place.index + 2]
        if len(row) < 2 or row[0] != number:
            raise Damaged(f"object {number} is not in its object stream", outer.at)
        return Object(parsed(content, first + row[1])[0], content, outer.at, number, packed=True)

    def _stack(self, number: int, at: int) -> tuple[bytes, list[int], int]:
        holder = self._at(number, at)
        about = holder.value
        first = about.get("First") if isinstance(about, Dictionary) and about.get("Type") == "ObjStm" else None
        if not isinstance(first, int) or first < 0:
            raise Damaged(f"object {number} is no object stream", at)
        content = self.decoded(holder)
        return content, [int(one) for one in re.findall(rb"\d{1,10}", content[:first])], first


def _headed(data: Buffer, at: int) -> int:
    head = OBJECT.match(data, at, at + 80)
    if not head:
        raise Damaged("an object is not where the cross-reference section says", at)
    return head.end()
