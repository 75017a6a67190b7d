from __future__ import annotations

import pytest

from guiju.labels.carrier import Damaged, Splice
from guiju.labels.carriers.boxes import Box, Edit, boxes, made, resized
from guiju.labels.carriers.iloc import IN_FILE, IN_IDAT, Extent, Item, Locations
from guiju.labels.carriers.items import RDF, Change, Info, Items, changed, items
from guiju.labels.splices import spliced

MIME = b"mime\0" + RDF + b"\0"


def number(at: int, width: int = 2) -> bytes:
    return at.to_bytes(width, "big")


def meta(
    *rows: Item, infos: bytes = b"", count: int = 0, wide: int = 2, references: bytes = b"", idat: bytes = b""
) -> bytes:
    version = 2 if any(row.id >> 16 for row in rows) else 1
    return made(
        b"meta",
        bytes(4),
        made(b"hdlr", bytes(8), b"pict", bytes(13)),
        made(b"pitm", bytes(4), number(1)),
        made(b"iinf", bytes((wide == 4, 0, 0, 0)), number(count, wide), infos),
        made(b"iloc", Locations(version, (4, 4, 0, 0), rows).encoded()),
        references,
        made(b"idat", idat) if idat else b"",
    )


def lying(at: int, length: int, number: int = 1, method: int = IN_FILE) -> Item:
    return Item(number, method, 0, 0, (Extent(0, at, length),))


def info(number_: int, kind: bytes, version: int = 2) -> bytes:
    return made(b"infe", bytes((version, 0, 0, 0)), number(number_, 4 if version == 3 else 2), bytes(2), kind)


def read(data: bytes) -> tuple[list[Box], Items]:
    tops = list(boxes(data, 0, len(data)))
    return tops, items(data, next(top for top in tops if top.type == b"meta"))


def test_what_items_are() -> None:
    old = made(b"infe", bytes(4), number(3), bytes(2), b"name\0" + RDF + b"\0gzip\0")
    infos = info(1, b"hvc1\0") + info(2, MIME) + old + info(70_000, MIME, 3)
    references = made(b"iref", bytes(4), made(b"cdsc", number(2), number(2), number(9), number(1)))
    data = meta(lying(0, 5, 2), infos=infos, count=4, references=references)
    _, found = read(data)
    assert found.infos == {
        1: Info(b"hvc1"),
        2: Info(b"mime", RDF),
        3: Info(b"mime", RDF, b"gzip"),
        70_000: Info(b"mime", RDF),
    }
    assert (found.primary, found.describing, found.packet) == (1, {2}, 2)
    assert found.content(data, 2) == data[:5]


@pytest.mark.parametrize("wide", [2, 4])
def test_an_item_is_added_and_described(wide: int) -> None:
    references = made(b"iref", b"\1\0\0\0") if wide == 4 else b""
    size = len(meta(lying(0, 4), infos=info(1, b"hvc1\0"), count=1, wide=wide, references=references))
    head = meta(lying(size + 8, 4), infos=info(1, b"hvc1\0"), count=1, wide=wide, references=references)
    data = head + made(b"mdat", b"0123")
    tops, found = read(data)
    new = spliced(data, resized(data, changed(data, found, tops, Change({}, b"packet", len(data)), [])))
    _, after = read(new)
    assert (after.content(new, 1), after.content(new, 2)) == (b"0123", b"packet")
    assert (after.packet, after.describing) == (2, {2})


def test_items_in_idat_move_within_it() -> None:
    rows = (lying(0, 3, 1, IN_IDAT), lying(3, 2, 2, IN_IDAT))
    data = meta(*rows, infos=info(1, MIME) + info(2, b"grid\0"), count=2, idat=b"abcde")
    tops, found = read(data)
    new = spliced(data, resized(data, changed(data, found, tops, Change({1: b"longer"}), [])))
    _, after = read(new)
    assert (after.content(new, 1), after.content(new, 2)) == (b"longer", b"de")


def test_what_other_edits_move_is_found_again() -> None:
    first = made(b"free", b"x")
    size = len(first) + len(meta(lying(0, 4), infos=info(1, MIME), count=1))
    data = first + meta(lying(size + 8, 4), infos=info(1, MIME), count=1) + made(b"mdat", b"0123")
    tops, found = read(data)
    others = [Edit(Splice(0, len(first), b""))]
    new = spliced(data, resized(data, changed(data, found, tops, Change({1: b"456789"}), others)))
    assert read(new)[1].content(new, 1) == b"456789"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (lying(10_000, 4), "beyond the end"),
        (Item(1, 2, 0, 0, (Extent(0, 0, 1),)), "another item"),
        (lying(0, 4), "media data"),
        (lying(0, 4, 1, IN_IDAT), "beyond the end"),
    ],
)
def test_damage_is_told(row: Item, words: str) -> None:
    data = meta(row, infos=info(1, MIME), count=1)
    tops, found = read(data)
    with pytest.raises(Damaged, match=words):
        changed(data, found, tops, Change({1: b"new"}), [])


def test_a_meta_box_without_items_is_damage() -> None:
    data = made(b"meta", bytes(4), made(b"hdlr", bytes(8), b"pict", bytes(13)))
    with pytest.raises(Damaged, match="does not tell"):
        read(data)
