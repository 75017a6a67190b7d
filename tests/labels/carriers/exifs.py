"""EXIF blocks for tests, built field by field."""

from __future__ import annotations

import struct
from typing import Literal

WELL = '{"Label":"1","ContentProducer":"001191320118MAK93FC72D10001","ProduceID":"n1","ReservedCode1":"",' + (
    '"ContentPropagator":"","PropagateID":"","ReservedCode2":""}'
)
WRAPPED = '{"AIGC":' + WELL + "}"
TENCENT = '{"ServiceProvider":"Tencent Cloud","ServiceUser":"1300000000","Time":1754000000,"ContentID":"c1"}'
ASCII, UNDEFINED, LONG, BYTE = 2, 7, 4, 1
COMMENT, DESCRIPTION, MAKE, EXIF = 0x9286, 0x010E, 0x010F, 0x8769

Fields = list[tuple[int, int, bytes]]


def directory(order: Literal["<", ">"], at: int, fields: Fields, link: int = 0) -> bytes:
    """A directory that stands at a byte, with the values that do not fit it behind."""
    fields = sorted(fields)
    place = at + 2 + 12 * len(fields) + 4
    head, tail = struct.pack(order + "H", len(fields)), b""
    for tag, kind, raw in fields:
        count = len(raw) // (4 if kind == LONG else 1)
        inline = raw.ljust(4, b"\0") if len(raw) <= 4 else struct.pack(order + "I", place + len(tail))
        head += struct.pack(order + "HHI", tag, kind, count) + inline
        if len(raw) > 4:
            tail += raw + b"\0" * (len(raw) % 2)
    return head + struct.pack(order + "I", link) + tail


def block(fields: Fields, inner: Fields = [], order: Literal["<", ">"] = "<") -> bytes:  # noqa: B006 (never changed)
    """A block of EXIF: IFD0 with ``fields``, and its EXIF directory with ``inner``."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    if not inner:
        return head + directory(order, 8, fields)
    size = len(directory(order, 8, [*fields, (EXIF, LONG, bytes(4))]))
    link = struct.pack(order + "I", 8 + size)
    return head + directory(order, 8, [*fields, (EXIF, LONG, link)]) + directory(order, 8 + size, inner)


def comment(code: bytes, text: bytes) -> tuple[int, int, bytes]:
    """A UserComment with its code of eight bytes."""
    return (COMMENT, UNDEFINED, code.ljust(8, b"\0") + text)


def comments(order: Literal["<", ">"] = "<") -> list[tuple[str, bytes]]:
    """A well written label under every code of a UserComment, and the block."""
    wide = WRAPPED.encode("utf-16-le" if order == "<" else "utf-16-be")
    other = WRAPPED.encode("utf-16-be" if order == "<" else "utf-16-le")
    texts = [
        ("ascii", comment(b"ASCII", WRAPPED.encode())),
        ("unicode", comment(b"UNICODE", wide)),
        ("unicode of the other order", comment(b"UNICODE", other)),
        ("unicode that is UTF-8", comment(b"UNICODE", WRAPPED.encode())),
        ("JIS", comment(b"JIS", WRAPPED.encode("iso2022_jp"))),
        ("undefined", comment(b"", WRAPPED.encode())),
        ("no code", (COMMENT, UNDEFINED, WRAPPED.encode())),
        ("of type ASCII", (COMMENT, ASCII, WRAPPED.encode() + b"\0")),
        ("bare", comment(b"ASCII", WELL.encode())),
        ("with a name before", comment(b"ASCII", b"AIGC" + WELL.encode())),
    ]
    return [(name, block([(MAKE, ASCII, b"Maker\0")], [field], order)) for name, field in texts]
