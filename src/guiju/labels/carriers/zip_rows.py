"""One row of a ZIP's central directory, and the local entry it stands for (PKWARE APPNOTE 6.3.10, 4.3.7, 4.3.12)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Damaged

LOCAL_FORM: Final = struct.Struct("<4s5H3I2H")
ROW_FORM: Final = struct.Struct("<4s6H3I5H2I")
SIGNATURE: Final = b"PK\3\4"
ROW: Final = b"PK\1\2"
STORED: Final = 0
DEFLATED: Final = 8
UTF8: Final = 0x800
FULL: Final = 0xFFFFFFFF
"""What stands where a number does not fit; it is then in the field of ZIP64."""

_DAWN: Final = 0x21  # 1980-01-01, so that the same label makes the same file


@dataclass(frozen=True, slots=True)
class Fresh:
    """A member as it is written: its local entry, and its row without an offset."""

    local: bytes
    row: bytes


def raw(row: bytes) -> bytes:
    """The name in a row, as it is written."""
    return row[46 : 46 + int.from_bytes(row[28:30], "little")]


def widened(row: bytes) -> tuple[int, int, int]:
    """Size, packed size and offset of a row, from its field of ZIP64 where they do not fit. Raises Damaged."""
    told = ROW_FORM.unpack(row[: ROW_FORM.size])
    values = [told[9], told[8], told[16]]
    wide = next((body for number, body in _extras(_extra(row)) if number == 1), b"")
    for place, value in enumerate(values):
        if value == FULL:
            if len(wide) < 8:
                raise Damaged("a row of the archive's directory lacks its ZIP64 field")
            values[place], wide = int.from_bytes(wide[:8], "little"), wide[8:]
    return values[0], values[1], values[2]


def _extra(row: bytes) -> bytes:
    name, extra = int.from_bytes(row[28:30], "little"), int.from_bytes(row[30:32], "little")
    return row[46 + name : 46 + name + extra]


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of an extra: number and content."""
    at = 0
    while at + 4 <= len(extra):
        number, size = struct.unpack_from("<2H", extra, at)
        yield number, extra[at + 4 : at + 4 + size]
        at += 4 + size


def placed(row: bytes, offset: int) -> bytes:
    """A row with another offset. Raises Damaged where it does not fit."""
    told = ROW_FORM.unpack(row[: ROW_FORM.size])
    if told[16] != FULL:
        if offset >= FULL:
            raise Damaged("with a label the archive would be too large for its directory: write it anew as ZIP64")
        return row[:42] + offset.to_bytes(4, "little") + row[46:]
    at, extra = 46 + told[10], bytearray(_extra(row))
    place = next(at for at in _places(bytes(extra)))
    skip = 8 * ((told[9] == FULL) + (told[8] == FULL))
    extra[place + skip : place + skip + 8] = offset.to_bytes(8, "little")
    return row[:at] + bytes(extra) + row[at + len(extra) :]


def _places(extra: bytes) -> Iterator[int]:
    at = 0
    for number, body in _extras(extra):
        if number == 1:
            yield at + 4
        at += 4 + len(body)


def packed(old: bytes, content: bytes, name: str = "") -> Fresh:
    """A member with new content; it keeps name, way of packing and time of the row ``old``, which a new one has not."""
    told = ROW_FORM.unpack(old[: ROW_FORM.size]) if old else ()
    stem = raw(old) if old else name.encode()
    flags = (told[3] & UTF8 if told else 0) or (0 if name.isascii() else UTF8)
    method = told[4] if told else DEFLATED
    when = told[5:7] if told else (0, _DAWN)
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = machine.compress(content) + machine.flush() if method == DEFLATED else content
    about = (20, flags, method, *when, zlib.crc32(content), len(body), len(content), len(stem))
    local = LOCAL_FORM.pack(SIGNATURE, *about, 0) + stem + body
    made, kept = (told[1], told[14:16]) if told else (20, (0, 0))
    row = ROW_FORM.pack(ROW, made, *about, 0, 0, 0, *kept, 0) + stem
    return Fresh(local, row)
