from __future__ import annotations

import struct

import pytest

from guiju.labels.carrier import Splice
from guiju.labels.carriers import mpf
from guiju.labels.splices import spliced
from tests.labels.carriers.test_jpeg import index

AT = 100


def moved(order: str, cuts: list[Splice]) -> tuple[int, ...]:
    data = index(order, [(1000, 0), (500, 900), (400, 1400)])[4:]
    assert mpf.is_index(data)
    made = spliced(bytes(AT) + data, mpf.moved(data, AT, cuts))[AT:]
    return struct.unpack(order + "4xII4x4xII4x4xII4x", made[-48:])


@pytest.mark.parametrize("order", ["<", ">"])
def test_sizes_and_places_follow_what_grows(order: str) -> None:
    assert moved(order, []) == (1000, 0, 500, 900, 400, 1400)
    before, behind = Splice(20, 20, bytes(70)), Splice(800, 830, b"")
    assert moved(order, [before]) == (1070, 0, 500, 900, 400, 1400)
    assert moved(order, [behind]) == (970, 0, 500, 870, 400, 1370)
    assert moved(order, [before, behind]) == (1040, 0, 500, 870, 400, 1370)


@pytest.mark.parametrize(
    "data", [b"MPF\0", b"MPF\0II*\0\xff\0\0\0", b"MPF\0II*\0\0\0\0\0", b"MPF\0II*\0\x08\0\0\0\0\0\0\0\0\0"]
)
def test_an_index_that_cannot_be_read_stays(data: bytes) -> None:
    assert mpf.moved(data, AT, [Splice(0, 0, b"x")]) == []
