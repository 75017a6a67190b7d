from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged, Splice
from guiju.labels.carriers.boxes import Edit, Moves, boxes, made
from guiju.labels.carriers.iloc import IN_FILE, IN_IDAT, Extent, Item, Locations, locations

SMALL = st.integers(0, 200)
EXTENTS = st.lists(st.builds(Extent, st.just(0), SMALL, SMALL), min_size=1, max_size=3).map(tuple)


def again(found: Locations) -> Locations:
    data = made(b"iloc", found.encoded())
    (box,) = boxes(data, 0, len(data))
    return locations(data, box)


@given(
    st.integers(0, 2),
    st.tuples(*[st.sampled_from((4, 8))] * 3),
    st.lists(st.builds(Item, SMALL, st.just(0), st.just(0), SMALL, EXTENTS), max_size=4),
)
def test_what_is_written_is_read(version: int, widths: tuple[int, int, int], items: list[Item]) -> None:
    found = Locations(version, (*widths, 0), tuple(items))
    assert again(found) == found


def test_fields_grow_where_a_value_needs_it() -> None:
    extent = Extent(0, 1 << 33, 5)
    found = again(Locations(1, (4, 4, 0, 0), (Item(1, IN_FILE, 0, 0, (extent,)),)))
    assert found.widths == (8, 4, 0, 0)
    assert found.items[0].extents == (extent,)


@given(SMALL, EXTENTS, st.integers(0, 400), st.integers(0, 90))
def test_items_move_with_their_bytes(base: int, extents: tuple[Extent, ...], at: int, growth: int) -> None:
    moves = Moves([Edit(Splice(at, at, bytes(growth)))])
    item = Item(1, IN_FILE, 0, base, extents)
    assert [start for start, _ in item.moved(moves).spans()] == [moves.one(start) for start, _ in item.spans()]
    within = Item(1, IN_IDAT, 0, base, extents).moved(moves, 100)
    places = [moves.one(100 + start) - moves.one(100) for start, _ in item.spans()]
    assert [start for start, _ in within.spans()] == places
    elsewhere = Item(1, IN_FILE, 1, base, extents)
    assert elsewhere.moved(moves) == elsewhere


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\3\0\0\0\x44\0\0\0",
        b"\1\0\0\0\x55\0\0\0",
        b"\0\0\0\0\x44\0\0\1\0\1",
        b"\0\0\0\0\x00\0\0\1\0\1\0\0\xff\xff",
        b"\0\0\0\0\x44\0\0\1\0\1\0\0\xff\xff",
    ],
)
def test_what_is_shorter_than_it_says_is_damage(content: bytes) -> None:
    data = made(b"iloc", content)
    (box,) = boxes(data, 0, len(data))
    with pytest.raises(Damaged):
        locations(data, box)
