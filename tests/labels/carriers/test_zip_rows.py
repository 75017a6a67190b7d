from __future__ import annotations

import struct

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.zip_rows import FULL, ROW_FORM, packed, placed, raw, widened


def row(size: int, inside: int, offset: int, extra: bytes = b"") -> bytes:
    about = (b"PK\1\2", 45, 45, 0, 0, 0, 33, 0, inside, size, 1, len(extra), 0, 0, 0, 0, offset)
    return ROW_FORM.pack(*about) + b"n" + extra


OTHER = struct.pack("<HHI", 9, 4, 7)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (row(3, 2, 1), (3, 2, 1)),
        (row(3, 2, 1, OTHER), (3, 2, 1)),
        (row(FULL, 2, 1, struct.pack("<HHQ", 1, 8, 2**33)), (2**33, 2, 1)),
        (row(3, 2, FULL, OTHER + struct.pack("<HHQ", 1, 8, 2**33)), (3, 2, 2**33)),
        (row(FULL, FULL, FULL, struct.pack("<HHQQQ", 1, 24, 2**35, 2**34, 2**33)), (2**35, 2**34, 2**33)),
    ],
)
def test_numbers_are_read_and_the_offset_is_set_where_it_stands(told: bytes, meant: tuple[int, int, int]) -> None:
    assert widened(told) == meant
    moved = placed(told, 77)
    assert widened(moved) == (*meant[:2], 77) and len(moved) == len(told) and raw(moved) == b"n"


@pytest.mark.parametrize("extra", [b"", OTHER, struct.pack("<HHQ", 1, 8, 1), b"\1\0\xff\xff"])
def test_a_number_that_is_nowhere_is_damage(extra: bytes) -> None:
    with pytest.raises(Damaged, match="ZIP64"):
        widened(row(FULL, FULL, 1, extra))


def test_an_offset_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Damaged, match="too large"):
        placed(row(3, 2, 1), 2**32)


def test_a_member_keeps_how_it_was_packed_and_when() -> None:
    old = packed(b"", b"one" * 99, "好")
    new = packed(old.row, b"two" * 99)
    assert raw(new.row).decode() == "好" and new.row[8:16] == old.row[8:16]
    assert old.local[6:8] == b"\0\x08" and len(old.local) < 99
