"""The pages of Ogg: walked, written, and given another number (RFC 3533, 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from guiju.labels.carrier import Buffer, Damaged, Splice

BEGINS: Final = 2
"""The flag of the first page of a stream."""

_CONTINUED: Final = 1
_ENDS: Final = 4
_HEAD: Final = 27
_FULL: Final = 255
_NONE: Final = b"\xff" * 8
_POLYNOMIAL: Final = 0x04C11DB7


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it begins, its body and its end, its flags, the place it tells, the number of its stream (4 bytes),
    its own number, and the sizes of its segments."""

    start: int
    body: int
    end: int
    flags: int
    granule: bytes
    serial: bytes
    sequence: int
    lacing: bytes

    @property
    def whole(self) -> bool:
        """Whether the last packet on it ends on it."""
        return bool(self.lacing) and self.lacing[-1] < _FULL


def pages(data: Buffer) -> Iterator[Page]:
    """The pages of a file. Raises Damaged where none begins, or the file ends within one."""
    at = 0
    while at < len(data):
        head = data[at : at + _HEAD]
        if len(head) < _HEAD or head[:5] != b"OggS\0":
            raise Damaged("there is no page of Ogg where one should begin", at)
        lacing = data[at + _HEAD : at + _HEAD + head[26]]
        body = at + _HEAD + head[26]
        end = body + sum(lacing)
        if end > len(data):
            raise Damaged("the file ends within a page of Ogg", at)
        number = int.from_bytes(head[18:22], "little")
        yield Page(at, body, end, head[5], head[6:14], head[14:18], number, lacing)
        at = end


def packets(data: Buffer, run: Sequence[Page]) -> list[bytes]:
    """The packets on pages of one stream that begin and end with a whole packet."""
    found, left = list[bytes](), list[bytes]()
    for page in run:
        at = page.body
        for size in page.lacing:
            left.append(data[at : at + size])
            at += size
            if size < _FULL:
                found.append(b"".join(left))
                left = []
    return found


def paged(some: Sequence[bytes], run: Sequence[Page]) -> list[bytes]:
    """Pages of these packets in place of a run of pages: as many where that can be, so that no later one needs another
    number."""
    segments = [one[at : at + _FULL] for one in some for at in range(0, len(one) + 1, _FULL)]
    count = max(-(-len(segments) // _FULL), min(len(run), len(segments)))
    out, at, continued = list[bytes](), 0, False
    for n in range(count):
        taken = segments[at : at + min(_FULL, len(segments) - at - (count - n - 1))]
        at += len(taken)
        ends = any(len(one) < _FULL for one in taken)
        flags = _CONTINUED * continued | (run[-1].flags & _ENDS if n == count - 1 else 0)
        head = b"OggS\0" + bytes((flags,)) + (bytes(8) if ends else _NONE) + run[0].serial
        number = (run[0].sequence + n & 0xFFFFFFFF).to_bytes(4, "little")
        lacing = bytes((len(taken), *map(len, taken)))
        body = b"".join(taken)
        sum_ = crc(head + number + bytes(4) + lacing + body).to_bytes(4, "little")
        out.append(head + number + sum_ + lacing + body)
        continued = len(taken[-1]) == _FULL
    return out


def renumbered(data: Buffer, page: Page, grown: int) -> Splice:
    """The number of a page, ``grown`` higher, and the checksum that goes with it: worked out of the old one, and wrong
    where that was."""
    at = page.start + 18
    old, summed = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
    new = (page.sequence + grown & 0xFFFFFFFF).to_bytes(4, "little")
    difference = crc(bytes(a ^ b for a, b in zip(old, new, strict=True)))
    summed ^= _times(difference, _power(page.end - at - 4))
    return Splice(at, at + 8, new + summed.to_bytes(4, "little"))


def crc(data: bytes) -> int:
    """The checksum of Ogg: 32 bits, not mirrored, of nothing it is 0."""
    found, table = 0, _table()
    for byte in data:
        found = (found << 8 & 0xFFFFFFFF) ^ table[found >> 24 ^ byte]
    return found


@cache
def _table() -> tuple[int, ...]:
    found = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 & 0xFFFFFFFF) ^ (_POLYNOMIAL if value & 0x80000000 else 0)
        found.append(value)
    return tuple(found)


def _times(one: int, other: int) -> int:
    """The product of two remainders of the polynomial, over two elements."""
    found = 0
    for bit in range(31, -1, -1):
        found = (found << 1 & 0xFFFFFFFF) ^ (_POLYNOMIAL if found & 0x80000000 else 0)
        if other >> bit & 1:
            found ^= one
    return found


@cache
def _power(size: int) -> int:
    """What a checksum is multiplied by when ``size`` bytes of nought follow."""
    found, base = 1, 1 << 8
    while size:
        found = _times(found, base) if size & 1 else found
        base, size = _times(base, base), size >> 1
    return found
