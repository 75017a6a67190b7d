"""An incremental update of a PDF file (ISO 32000-2, 7.5.6): what is put behind its bytes to change some objects."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from guiju.labels.carrier import Buffer, Damaged
from guiju.labels.carriers.pdf_file import File
from guiju.labels.carriers.pdf_syntax import Dictionary, Reference

_OWN: Final = frozenset(("Size", "Prev", "XRefStm", "Type", "W", "Index", "Length", "Filter", "DecodeParms", "DL"))
"""Entries of a trailer that an update writes itself, and those of the stream that the trailer may be part of."""

_LARGEST: Final = 10**10  # a row of a table has ten digits
_NUMBERS: Final = 2**31  # programs hold an object's number in so much


def updated(file: File, objects: Mapping[Reference, bytes], info: Reference | None = None) -> bytes:
    """The bytes that follow the file so that these objects are as written and ``info`` is its Info dictionary, which
    stays the one it was where none is given. The section is of the kind of the newest before it. Raises Damaged."""
    data = file.data
    out = bytearray(b"" if data[-1:] in (b"\n", b"\r") else b"\n")
    rows = dict[Reference, int]()
    for reference in sorted(objects, key=lambda one: one.number):
        rows[reference] = len(data) + len(out) - file.base
        out += b"%d %d obj\n" % (reference.number, reference.generation) + objects[reference] + b"\nendobj\n"
    start = len(data) + len(out) - file.base
    if start >= _LARGEST:
        raise Damaged("the file is too large for one more section")
    size = max([fresh(file), *(one.number + 1 for one in rows)])
    identity = _identity(file, bytes(out))
    kept = b"".join(_kept(file, ({"ID"} if identity else set()) | ({"Info"} if info else set()))) + identity
    kept += b"/Info %d %d R " % (info.number, info.generation) if info else b""
    kept += b"/Prev %d" % file.newest
    if size >= _NUMBERS:
        raise Damaged(f"object number {size} is larger than programs read")
    if file.streamed:
        out += _stream({**rows, Reference(size, 0): start}, size + 1, kept)
    else:
        out += b"xref\n" + b"".join(_part(one, at) for one, at in rows.items())
        out += b"trailer\n<<%s /Size %d>>\n" % (kept, size)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def fresh(file: File) -> int:
    """The least number that no object of the file has had."""
    size = file.trailer.get("Size")
    return max(size if isinstance(size, int) else 1, max(file.places, default=0) + 1)


def edited(source: Buffer, about: Dictionary, new: Mapping[str, bytes | None]) -> bytes:
    """A dictionary as it is written in ``source``, with these entries put in and those of None taken out."""
    out, at = bytearray(b"<<"), about.start + 2
    left = {name: value for name, value in new.items() if value is not None}
    for entry in about.entries:
        if entry.name in new:
            out += source[at : entry.start]
            value = left.pop(entry.name, None)
            if value is not None:
                out += b"/%s " % entry.name.encode() + value
            at = entry.end
    out += source[at : about.end - 2]
    for name, value in left.items():
        out += b"\n/%s " % name.encode() + value
    return bytes(out + b"\n>>")


def _kept(file: File, without: set[str]) -> list[bytes]:
    own, data = _OWN | without, file.data
    return [data[entry.start : entry.end] + b" " for entry in file.trailer.entries if entry.name not in own]


def _identity(file: File, written: bytes) -> bytes:
    """The file's identifier, of which the second half tells that the file has changed (14.4); empty where it is not of
    two halves."""
    both = file.resolved(file.trailer.get("ID"))
    if not isinstance(both, list) or len(both) != 2 or not all(isinstance(one, bytes) for one in both):
        return b""
    first, second = (one for one in both if isinstance(one, bytes))
    changed = hashlib.sha256(second + written).digest()[:16]
    return b"/ID [<%s> <%s>] " % (first.hex().encode(), changed.hex().encode())


def _part(reference: Reference, at: int) -> bytes:
    return b"%d 1\n%010d %05d n \n" % (reference.number, at, reference.generation)


def _stream(rows: Mapping[Reference, int], size: int, kept: bytes) -> bytes:
    width = 4 if max(rows.values()) < 1 << 32 else 8
    ordered = sorted(rows.items(), key=lambda row: row[0].number)
    content = b"".join(b"\1" + at.to_bytes(width, "big") + one.generation.to_bytes(2, "big") for one, at in ordered)
    index = b" ".join(b"%d 1" % one.number for one, _ in ordered)
    about = b"<</Type /XRef %s /Size %d /W [1 %d 2] /Index [%s] /Length %d>>" % (
        kept, size, width, index, len(content),
    )  # fmt: skip
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (size - 1, about, content)
