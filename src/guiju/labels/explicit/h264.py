"""H.264: parameter sets of two coders side by side, each with a number (ITU-T H.264, 7.3.2; ISO/IEC 14496-15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

SPS, PPS, IDR = 7, 8, 5
_SLICES: Final = (1, 5)
_START: Final = re.compile(b"\0\0\0?\1")
_MOST: Final = 31


@dataclass(frozen=True, slots=True)
class Sets:
    """The parameter sets that stand before a stream, and how its units are told apart: behind their length in ``size``
    bytes (avcC), or behind start codes where it is 0. ``head`` and ``tail`` are what avcC has around the sets."""

    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    size: int
    head: bytes = b""
    tail: bytes = b""

    @property
    def free(self) -> int:
        """A number that no set of these has."""
        used = {_number(one, 4) for one in self.sps} | {_number(one, 1) for one in self.pps}
        return next(number for number in range(_MOST, -1, -1) if number not in used)

    def units(self, packet: bytes) -> Iterator[bytes]:
        """The units of a packet. Ends at what is no unit."""
        if not self.size:
            yield from _split(packet)
            return
        at = 0
        while at + self.size < len(packet):
            end = at + self.size + int.from_bytes(packet[at : at + self.size], "big")
            yield packet[at + self.size : end]
            at = end

    def instant(self, packet: bytes) -> bool:
        """Whether a packet begins anew: nothing after it leans on what was before (an IDR picture)."""
        return any(unit and unit[0] & 31 == IDR for unit in self.units(packet))

    def with_sets(self, extra: bytes) -> bytes:
        """What stands before a stream that is coded by these sets and by those of ``extra``, with start codes."""
        more = _split(extra)
        sps = (*self.sps, *(one for one in more if one[0] & 31 == SPS))
        pps = (*self.pps, *(one for one in more if one[0] & 31 == PPS))
        if not self.size:
            return b"".join(b"\0\0\0\1" + one for one in (*sps, *pps))
        sized = [b"".join(len(one).to_bytes(2, "big") + one for one in every) for every in (sps, pps)]
        return self.head + bytes((0xE0 | len(sps),)) + sized[0] + bytes((len(pps),)) + sized[1] + self.tail

    def packet(self, coded: bytes, extra: bytes) -> bytes:
        """A packet with start codes as this stream has them; where sets stand within the stream, ``extra`` goes in
        front of a picture that begins anew."""
        units = [unit for unit in _split(coded) if unit[0] & 31 in _SLICES]
        if self.size:
            return b"".join(len(unit).to_bytes(self.size, "big") + unit for unit in units)
        front = _split(extra) if any(unit[0] & 31 == IDR for unit in units) else []
        return b"".join(b"\0\0\0\1" + unit for unit in (*front, *units))


def sets(before: bytes, packet: bytes) -> Sets | None:
    """The sets of a stream, from what stands before it and from its first packet; None where that is not understood."""
    if before[:1] == b"\1" and len(before) >= 7:
        return _avcc(before)
    every = [*_split(before), *_split(packet)]
    sps = tuple(unit for unit in every if unit[0] & 31 == SPS)
    pps = tuple(unit for unit in every if unit[0] & 31 == PPS)
    return Sets(tuple(dict.fromkeys(sps)), tuple(dict.fromkeys(pps)), 0) if sps and pps else None


def _avcc(data: bytes) -> Sets | None:
    """The record of ISO/IEC 14496-15, 5.3.3.1."""
    at, found = 5, list[tuple[bytes, ...]]()
    for mask in (31, 255):
        count, units = data[at] & mask if at < len(data) else 0, list[bytes]()
        at += 1
        for _ in range(count):
            size = int.from_bytes(data[at : at + 2], "big")
            units.append(data[at + 2 : at + 2 + size])
            at += 2 + size
        if at > len(data) or not all(units):
            return None
        found.append(tuple(units))
    return Sets(found[0], found[1], (data[4] & 3) + 1, data[:5], data[at:])


def _split(data: bytes) -> Sequence[bytes]:
    return [unit for unit in _START.split(data)[1:] if unit]


def _number(unit: bytes, skipped: int) -> int:
    """The number of a set: an Exp-Golomb code behind the first bytes of its unit."""
    bits = "".join(f"{byte:08b}" for byte in unit[skipped : skipped + 8])
    zeros = len(bits) - len(bits.lstrip("0"))
    return int(bits[zeros : 2 * zeros + 1] or "0", 2) - 1
