"""EBML (RFC 8794): the elements that Matroska and WebM are made of, walked and made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from guiju.labels.carrier import LARGEST, Buffer, Damaged

HEADER: Final = 0x1A45DFA3
DOC_TYPE: Final = 0x4282
VOID: Final = 0xEC
CRC: Final = 0xBF

_OPEN: Final = (0x18538067, 0x1F43B675)  # a segment and its clusters, of which streams do not know the size
_LONGEST: Final = 8
_HEAD: Final = 4 + _LONGEST


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its id with the marker, where it begins, where its content begins, where it ends. One of unknown size
    is ``open``: it ends where what is around it ends, or where an element comes that cannot be in it."""

    id: int
    start: int
    body: int
    end: int
    open: bool = False


def element(data: Buffer, at: int, end: int) -> Element:
    """The element at a byte. Raises Damaged."""
    head = data[at : min(at + _HEAD, end)]
    wide = _width(head[0]) if head else _LONGEST + 1
    if wide > 4 or len(head) <= wide:
        raise Damaged("no element begins here" if head else "the file ends without an element", at)
    long = _width(head[wide])
    body = at + wide + long
    if long > _LONGEST or len(head) < wide + long:
        raise Damaged("an element has no size", at)
    size = int.from_bytes(head[wide : wide + long], "big") & ((1 << 7 * long) - 1)
    unknown = size == (1 << 7 * long) - 1
    if not unknown and body + size > end:
        raise Damaged(f"an element of {size} bytes where {end - body} are left", at)
    return Element(int.from_bytes(head[:wide], "big"), at, body, end if unknown else body + size, unknown)


def _width(first: int) -> int:
    """Bytes of a number by its first; 9 for none."""
    return 9 - first.bit_length()


def elements(data: Buffer, start: int, end: int) -> Iterator[Element]:
    """The elements from ``start`` to ``end``. Raises Damaged, as where one of unknown size would take in the rest."""
    at = start
    while at < end:
        one = element(data, at, end)
        if one.open and one.id not in _OPEN:
            raise Damaged("an element of unknown size where none may be", at)
        yield one
        at = one.end


def inside(data: Buffer, around: Element, *path: int) -> Iterator[Element]:
    """The elements that ``path`` leads to. Raises Damaged."""
    for one in elements(data, around.body, around.end):
        if one.id == path[0]:
            if path[1:]:
                yield from inside(data, one, *path[1:])
            else:
                yield one


def read(data: Buffer, one: Element) -> bytes:
    """The content of an element of metadata. Raises Damaged where it is larger than is read."""
    if one.end - one.body > LARGEST:
        raise Damaged(f"an element of metadata of {one.end - one.body} bytes", one.start)
    return data[one.body : one.end]


def number(data: Buffer, one: Element) -> int:
    """The unsigned number that an element is. Raises Damaged."""
    if one.end - one.body > _LONGEST:
        raise Damaged(f"a number of {one.end - one.body} bytes", one.start)
    return int.from_bytes(data[one.body : one.end], "big")


def size(value: int, width: int = 1) -> bytes:
    """A size in ``width`` bytes, or in more where it needs them; all ones are kept for the unknown."""
    while value >= (1 << 7 * width) - 1:
        width += 1
    return (value | 1 << 7 * width).to_bytes(width, "big")


def made(kind: int, *parts: bytes, width: int = 1) -> bytes:
    """An element of an id and its content, its size in ``width`` bytes or more."""
    content = b"".join(parts)
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + size(len(content), width) + content


def unsigned(kind: int, value: int, width: int = 1) -> bytes:
    """An element that is an unsigned number, in ``width`` bytes or more."""
    return made(kind, value.to_bytes(max(width, (value.bit_length() + 7) // 8), "big"))


def sealed(content: bytes, seal: bool) -> bytes:
    """The content of an element, with the checksum of it in front where it is to have one."""
    return made(CRC, crc32(content).to_bytes(4, "little")) + content if seal else content


def void(room: int) -> bytes:
    """An element of this many bytes, 2 or more, that says nothing."""
    width = 1 if room < 128 else _LONGEST
    return made(VOID, bytes(room - 1 - width), width=width)


def filled(kind: int, content: bytes, room: int) -> bytes | None:
    """An element, and one that says nothing behind it, in just so many bytes; None where there is no room."""
    for width in (1, 2):
        found = made(kind, content, width=width)
        left = room - len(found)
        if left == 0 or left > 1:
            return found + (void(left) if left else b"")
    return None
