from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged
from guiju.labels.carriers import ebml
from guiju.labels.carriers.ebml import CRC, VOID, element, elements, filled, made, number, sealed, size, unsigned, void

KIND = 0x1254C367


@given(st.integers(0, (1 << 56) - 2), st.integers(1, 8))
def test_sizes(value: int, width: int) -> None:
    found = size(value, width)
    assert len(found) >= width
    assert int.from_bytes(found, "big") & ((1 << 7 * len(found)) - 1) == value


@given(st.integers(0, (1 << 64) - 1), st.integers(1, 8))
def test_numbers(value: int, width: int) -> None:
    data = unsigned(0xA7, value, width)
    assert number(data, element(data, 0, len(data))) == value
    assert len(data) >= width + 2


@given(st.integers(2, 9000))
def test_an_element_that_says_nothing_has_any_size(room: int) -> None:
    data = void(room)
    one = element(data, 0, room)
    assert (len(data), one.id, one.end) == (room, VOID, room)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_a_room_is_filled_or_too_small(content: bytes, room: int) -> None:
    found = filled(KIND, content, room)
    least = len(made(KIND, content))
    if found is None:
        assert room < least
    else:
        first, *rest = elements(found, 0, room)
        assert len(found) == room
        assert found[first.body : first.end] == content
        assert [one.id for one in rest] in ([], [VOID])


def test_a_checksum_is_of_all_behind_it() -> None:
    data = sealed(b"abc", True)
    assert element(data, 0, len(data)).id == CRC
    assert data == bytes.fromhex("bf84c2412435") + b"abc"
    assert sealed(b"abc", False) == b"abc"


@pytest.mark.parametrize("data", [b"", b"\0", b"\x08\0\0\0\0", b"\xec", b"\xec\0", b"\xec\x82a", b"\x1a\x45"])
def test_what_is_no_element(data: bytes) -> None:
    with pytest.raises(Damaged):
        element(data, 0, len(data))


def test_only_streams_have_elements_of_unknown_size() -> None:
    cluster = bytes.fromhex("1f43b675ff") + made(0xE7, b"\0")
    (one,) = elements(cluster, 0, len(cluster))
    assert one.open and one.end == len(cluster)
    with pytest.raises(Damaged):
        list(elements(b"\xec\xff", 0, 2))


def test_a_number_of_more_than_8_bytes_is_damage() -> None:
    data = made(0xA7, bytes(9))
    with pytest.raises(Damaged):
        ebml.number(data, element(data, 0, len(data)))
