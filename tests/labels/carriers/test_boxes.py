from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged, Splice
from guiju.labels.carriers.boxes import Box, Edit, Moves, boxes, inside, made, read, resized
from guiju.labels.splices import spliced


def test_boxes_of_every_size() -> None:
    wide = b"\0\0\0\1wide" + (20).to_bytes(8, "big") + b"four"
    uuid = made(b"uuid", bytes(range(16)), b"content")
    last = bytes(4) + b"mdat" + b"to the end"
    data = made(b"free", b"x") + wide + uuid + last
    found = list(boxes(data, 0, len(data)))
    assert [box.type for box in found] == [b"free", b"wide", b"uuid", b"mdat"]
    assert [data[box.body : box.end] for box in found] == [b"x", b"four", b"content", b"to the end"]
    assert found[2].extended == bytes(range(16))


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\1",
        b"\0\0\0\x07free",
        b"\0\0\0\x09free",
        b"\0\0\0\1free\0\0\0\0\0\0\0\x0f",
        b"\0\0\0\x14uuid1234567812345678"[:20],
    ],
)
def test_what_is_no_box(data: bytes) -> None:
    with pytest.raises(Damaged):
        list(boxes(data, 0, len(data)))


def test_a_box_without_size_is_none_within_another() -> None:
    around = made(b"moov", made(b"free"), bytes(4) + b"udta")
    (top,) = boxes(around, 0, len(around))
    with pytest.raises(Damaged):
        list(inside(around, top, b"udta"))
    padded = made(b"udta", made(b"name", b"x"), bytes(12))
    (top,) = boxes(padded, 0, len(padded))
    assert [box.type for box in boxes(padded, top.body, top.end)] == [b"name"]


def test_meta_is_of_either_kind() -> None:
    for flags in (b"", bytes(4)):
        data = made(b"meta", flags, made(b"hdlr", b"12345678"), made(b"keys"))
        (meta,) = boxes(data, 0, len(data))
        assert [read(data, box) for box in inside(data, meta, b"hdlr")] == [b"12345678"]


def test_what_is_around_grows_with_it() -> None:
    data = made(b"moov", made(b"udta", made(b"name", b"x")), made(b"free"))
    moov = next(boxes(data, 0, len(data)))
    (udta,) = inside(data, moov, b"udta")
    changed = spliced(data, resized(data, [Edit(Splice(udta.end, udta.end, made(b"abcd", b"y")), (moov, udta))]))
    assert changed == made(b"moov", made(b"udta", made(b"name", b"x"), made(b"abcd", b"y")), made(b"free"))


def test_a_size_without_room_is_told() -> None:
    box = Box(b"moov", 0, 8, 0xFFFFFFF0)
    with pytest.raises(Damaged, match="no room"):
        resized(b"\xff\xff\xff\xf0moov", [Edit(Splice(8, 8, bytes(20)), (box,))])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=5), st.integers(0, 60))
def test_bytes_are_where_it_is_said(cuts: list[tuple[int, int]], at: int) -> None:
    data = bytes(range(60))
    edits, last = [], 0
    for start, size in sorted(cuts):
        if start >= last:
            last = start + size // 2
            edits.append(Edit(Splice(start, last, b"\xff" * size)))
    after = spliced(data, [edit.splice for edit in edits])
    if at < 60 and not any(edit.splice.start <= at < edit.splice.end for edit in edits):
        assert after[Moves(edits).one(at)] == data[at]
