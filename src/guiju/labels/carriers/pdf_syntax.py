"""The objects of PDF (ISO 32000-2, 7.3) as values that know the bytes they were written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import LARGEST, Buffer, Damaged

# own number: catalogs, trailers and Info nest a few deep
_DEEPEST: Final = 32

SPACE: Final = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+")
"""White space and comments."""

_NAME: Final = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]*+)")
_NUMBER: Final = re.compile(rb"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})")
_REFERENCE: Final = re.compile(rb"(\d{1,10})[\0\t\n\f\r ]++(\d{1,5})[\0\t\n\f\r ]++R(?![A-Za-z0-9])")
_WORD: Final = re.compile(rb"true|false|null")
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\0\t\n\f\r ]*+)>")
_MOST: Final = 1 << 16  # own number: the largest tables of names have some thousands
_PLAIN: Final = re.compile(rb"\(([^()\\]*+)\)")
_PIECE: Final = re.compile(rb"[^()\\]++|\\[0-7]{1,3}|\\\r\n|\\.|[()]", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r": b"", b"\n": b""}


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a value stands that is an object of its own: its number and generation."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a dictionary, from the byte of its key to that behind its value."""

    name: str
    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary: its entries as they are written, twice where one is there twice, and its bytes."""

    entries: tuple[Entry, ...]
    start: int
    end: int

    def get(self, name: str) -> Value:
        """The value of the last entry of this name; None where there is none."""
        return next((one.value for one in reversed(self.entries) if one.name == name), None)

    def every(self, name: str) -> Iterator[Entry]:
        """All entries of this name."""
        return (one for one in self.entries if one.name == name)


Value = None | bool | int | float | bytes | Name | Reference | list["Value"] | Dictionary


def parsed(data: Buffer, at: int, depth: int = 0) -> tuple[Value, int]:
    """The value that begins at a byte or behind white space there, and the byte behind it. Raises Damaged."""
    at = _past(data, at)
    if depth > _DEEPEST:
        raise Damaged(f"an object nests deeper than {_DEEPEST}", at)
    sign = data[at : at + 2]
    if sign == b"<<":
        return _dictionary(data, at, depth)
    if sign[:1] == b"[":
        return _array(data, at, depth)
    if sign[:1] == b"(":
        return _string(data, at)
    return _simple(data, at)


def _simple(data: Buffer, at: int) -> tuple[Value, int]:
    end = at + LARGEST
    found = _NAME.match(data, at, end)
    if found:
        plain = found[1]
        if b"#" in plain:
            plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes((int(code[1], 16),)), plain)
        return Name(plain.decode("latin-1")), found.end()
    found = _REFERENCE.match(data, at, end)
    if found:
        return Reference(int(found[1]), int(found[2])), found.end()
    found = _NUMBER.match(data, at, end)
    if found:
        return (float(found[0]) if b"." in found[0] else int(found[0])), found.end()
    found = _WORD.match(data, at, end)
    if found:
        return {b"true": True, b"false": False, b"null": None}[found[0]], found.end()
    found = _HEX.match(data, at, end)
    if found:
        digits = re.sub(rb"\s|\0", b"", found[1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()), found.end()
    raise Damaged("there is no object where one has to be", at)


def _dictionary(data: Buffer, at: int, depth: int) -> tuple[Dictionary, int]:
    start, entries = at, list[Entry]()
    at = _past(data, at + 2)
    while data[at : at + 2] != b">>":
        key, end = _simple(data, at)
        if not isinstance(key, Name):
            raise Damaged("a dictionary has a key that is no name", at)
        value, end = parsed(data, end, depth + 1)
        if value is not None:
            entries.append(Entry(key, value, at, end))
        at = _past(data, end)
        if at - start > LARGEST or len(entries) > _MOST:
            raise Damaged("a dictionary is longer than is read", start)
    return Dictionary(tuple(entries), start, at + 2), at + 2


def _array(data: Buffer, at: int, depth: int) -> tuple[list[Value], int]:
    start, values = at, list[Value]()
    at = _past(data, at + 1)
    while data[at : at + 1] != b"]":
        value, end = parsed(data, at, depth + 1)
        values.append(value)
        at = _past(data, end)
        if at - start > LARGEST:
            raise Damaged("an array is longer than is read", start)
    return values, at + 1


def _string(data: Buffer, at: int) -> tuple[bytes, int]:
    if found := _PLAIN.match(data, at, at + LARGEST):
        return found[1], found.end()
    start, out, depth = at, list[bytes](), 0
    while at - start < LARGEST:
        found = _PIECE.match(data, at, start + LARGEST)
        if not found:
            break
        piece, at = found[0], found.end()
        depth += (piece == b"(") - (piece == b")")
        if not depth:
            return b"".join(out[1:]), at
        if piece[:1] == b"\\":
            piece = _unescaped(piece[1:])
        out.append(piece)
    raise Damaged("a string does not end", start)


def _unescaped(code: bytes) -> bytes:
    if code[:1].isdigit() and code[:1] < b"8":
        return bytes((int(code, 8) & 0xFF,))
    return b"" if code == b"\r\n" else _ESCAPED.get(code, code)


def _past(data: Buffer, at: int) -> int:
    found = SPACE.match(data, at, at + LARGEST)
    return found.end() if found else at


def text(string: bytes) -> str:
    """A text string (ISO 32000-2, 7.9.2.2); what has no mark is read as UTF-8 where it is that."""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if string.startswith(mark):
            return string[len(mark) :].decode(encoding, "replace")
    try:
        return string.decode()
    except UnicodeDecodeError:
        return string.decode("latin-1")


def written(plain: str) -> bytes:
    """ASCII as a string in brackets, so that a program that only looks at bytes sees it too."""
    return b"(" + re.sub(rb"([()\\])", rb"\\\1", plain.encode("ascii")) + b")"
