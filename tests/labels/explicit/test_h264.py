from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.explicit.h264 import sets

SPS = (bytes.fromhex("6764000cacd941419f9f0110"), bytes.fromhex("674d4014ec"))
PPS = (bytes.fromhex("68ebe3cb22c0"),)
IDR, SLICE, SEI = b"\x65\x88\x84", b"\x41\x9a\x24", b"\x06\x05\x01"


def avcc(sps: tuple[bytes, ...], pps: tuple[bytes, ...], size: int = 4) -> bytes:
    units = [b"".join(len(one).to_bytes(2, "big") + one for one in every) for every in (sps, pps)]
    head = bytes((1, 100, 0, 12, 0xFC | size - 1, 0xE0 | len(sps)))
    return head + units[0] + bytes((len(pps),)) + units[1] + b"\xfd\xf8\xf8\0"


def coded(*units: bytes) -> bytes:
    return b"".join(b"\0\0\0\1" + unit for unit in units)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_a_record_of_sets(size: int) -> None:
    found = sets(avcc(SPS[:1], PPS, size), b"")
    assert found and (found.sps, found.pps, found.size) == (SPS[:1], PPS, size)
    more = found.with_sets(coded(SPS[1], PPS[0]))
    again = sets(more, b"")
    assert again and again.sps == SPS and again.pps == (*PPS, *PPS) and more.endswith(b"\xfd\xf8\xf8\0")
    packet = found.packet(coded(SPS[0], PPS[0], SEI, IDR, SLICE), b"")
    assert list(found.units(packet)) == [IDR, SLICE] and found.instant(packet)
    assert not found.instant(found.packet(coded(SLICE), b""))


def test_sets_within_the_stream() -> None:
    found = sets(b"", coded(SPS[0], PPS[0], IDR))
    assert found and found.size == 0 and found.sps == SPS[:1]
    extra = coded(SPS[1], PPS[0])
    assert found.packet(coded(SEI, IDR), extra) == extra + coded(IDR)
    assert found.packet(coded(SLICE), extra) == coded(SLICE)
    assert found.instant(coded(IDR)) and not found.instant(coded(SLICE))
    assert found.with_sets(extra) == coded(SPS[0], SPS[1], PPS[0], PPS[0])


def test_a_free_number() -> None:
    numbered = b"\x67\x64\0\x0c" + bytes((0b00000100, 0b00000000))  # Exp-Golomb: 31
    found = sets(avcc((numbered,), (b"\x68\x80",)), b"")
    assert found and found.free == 30


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes(before: bytes, packet: bytes) -> None:
    for start in (b"", b"\1", b"\1\x64\0\x0c\xff\xe1"):
        found = sets(start + before, packet)
        if found:
            assert 0 <= found.free <= 31
            list(found.units(packet))
            found.instant(packet)
