"""AMF0: the values that script tags of FLV hold (Action Message Format, AMF 0, 2007)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Buffer, Damaged

NUMBER: Final = 0
STRING: Final = 2
OBJECT: Final = 3
ARRAY: Final = 8
LIST: Final = 10
LONG: Final = 12

_FIXED: Final = {0: 8, 1: 1, 5: 0, 6: 0, 7: 2, 11: 10, 13: 0}
"""Bytes of the kinds whose values are all of one size, behind the byte of the kind."""

_TEXTS: Final = {STRING: 2, LONG: 4, 15: 4}
"""Bytes of the length before the kinds that are texts; 15 is XML."""

_TYPED: Final = 16
_CLOSE: Final = b"\0\0\x09"
_DEEPEST: Final = 32


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its kind, where it begins (the byte of its kind), where its content begins, where it ends."""

    kind: int
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an object: its name, where that begins, and its value."""

    name: bytes
    start: int
    value: Value


def value(data: Buffer, at: int, end: int, depth: int = 0) -> Value:
    """The value at a byte. Raises Damaged."""
    if at >= end:
        raise Damaged("a script tag ends without a value", at)
    kind = data[at]
    body, stop = at + 1, end + 1
    if kind in _FIXED:
        stop = body + _FIXED[kind]
    elif kind in _TEXTS:
        stop = _text_end(data, body, _TEXTS[kind])
        body += _TEXTS[kind]
    elif kind in (OBJECT, ARRAY, _TYPED):
        body = body + 4 if kind == ARRAY else _text_end(data, body, 2) if kind == _TYPED else body
        *_, stop = (body, *(one.value.end for one in properties(data, body, end, depth)))
        stop += 3 if data[stop : stop + 3] == _CLOSE else 0
    elif kind == LIST:
        body, stop = body + 4, body + 4
        for one in listed(data, at, end, depth):
            stop = one.end
    else:
        raise Damaged(f"a value of kind {kind}", at)
    if stop > end:
        raise Damaged("a value goes on beyond its script tag", at)
    return Value(kind, at, body, stop)


def _text_end(data: Buffer, at: int, width: int) -> int:
    return at + width + int.from_bytes(data[at : at + width], "big")


def listed(data: Buffer, at: int, end: int, depth: int = 0) -> Iterator[Value]:
    """The values of the list that begins at a byte. Raises Damaged."""
    if depth > _DEEPEST:
        raise Damaged("values stand in values without end", at)
    here = at + 5
    for _ in range(int.from_bytes(data[at + 1 : here], "big")):
        one = value(data, here, end, depth + 1)
        yield one
        here = one.end


def properties(data: Buffer, at: int, end: int, depth: int = 0) -> Iterator[Property]:
    """The properties from a byte to the sign of the end, or to ``end`` where a writer left that out. Raises Damaged."""
    if depth > _DEEPEST:
        raise Damaged("values stand in values without end", at)
    while at < end and data[at : at + 3] != _CLOSE:
        name = _text_end(data, at, 2)
        one = Property(data[at + 2 : min(name, end)], at, value(data, name, end, depth + 1))
        yield one
        at = one.value.end


def text(content: str) -> bytes:
    """A value that is a text."""
    raw = content.encode()
    if len(raw) < 1 << 16:
        return bytes((STRING,)) + len(raw).to_bytes(2, "big") + raw
    return bytes((LONG,)) + len(raw).to_bytes(4, "big") + raw


def named(name: bytes, content: str) -> bytes:
    """A property that is a text."""
    return len(name).to_bytes(2, "big") + name + text(content)


def array(*rows: bytes) -> bytes:
    """A value that is an array of named properties."""
    return bytes((ARRAY,)) + len(rows).to_bytes(4, "big") + b"".join(rows) + _CLOSE
