from __future__ import annotations

import pytest

from guiju.labels.carrier import Damaged, Splice
from guiju.labels.carriers.boxes import Edit, Moves, boxes, made
from guiju.labels.carriers.offsets import relocated
from guiju.labels.splices import spliced

AT, GROWTH = 1000, 7


def number(at: int, width: int = 4) -> bytes:
    return at.to_bytes(width, "big")


def moved(data: bytes, at: int = AT, growth: int = GROWTH) -> bytes:
    tops = list(boxes(data, 0, len(data)))
    edits = relocated(data, tops, Moves([Edit(Splice(at, at, bytes(growth)))]))
    return spliced(data, sorted((edit.splice for edit in edits), key=lambda splice: splice.start))


def track(*tables: bytes, reference: int = 1) -> bytes:
    entry = made(b"url ", number(reference))
    dinf = made(b"dinf", made(b"dref", bytes(4), number(1), entry))
    return made(b"moov", made(b"trak", made(b"mdia", made(b"minf", dinf, made(b"stbl", *tables)))))


def table(kind: bytes, width: int, *offsets: int, head: bytes = bytes(4)) -> bytes:
    return made(kind, head, number(len(offsets)), *(number(offset, width) for offset in offsets))


@pytest.mark.parametrize(
    ("kind", "width", "head"),
    [
        (b"stco", 4, bytes(4)),
        (b"co64", 8, bytes(4)),
        (b"saio", 4, bytes(4)),
        (b"saio", 8, b"\1\0\0\0"),
        (b"saio", 8, b"\1\0\0\1" + b"cenc" + bytes(4)),
    ],
)
def test_samples_of_a_track(kind: bytes, width: int, head: bytes) -> None:
    data = track(table(kind, width, 999, 1000, 5000, head=head))
    assert moved(data) == track(table(kind, width, 999, 1007, 5007, head=head))


def test_samples_in_another_file_stay() -> None:
    data = track(table(b"stco", 4, 5000), reference=0)
    assert moved(data) == data


@pytest.mark.parametrize("flags", [0, 1])
def test_a_fragment_has_a_base_or_none(flags: int) -> None:
    def fragment(base: int) -> bytes:
        return made(b"moof", made(b"traf", made(b"tfhd", number(flags), number(1), number(base, 8))))

    assert moved(fragment(4000)) == fragment(4007 if flags else 4000)


@pytest.mark.parametrize("wide", [4, 8])
def test_a_table_of_fragments(wide: int) -> None:
    def access(*offsets: int) -> bytes:
        rows = [number(9, wide) + number(offset, wide) + b"\1\0\2\0\0\3" for offset in offsets]
        head = bytes((wide == 8, 0, 0, 0)) + number(1) + number(0b000110) + number(len(rows))
        return made(b"mfra", made(b"tfra", head, *rows))

    assert moved(access(10, 1000, 2000)) == access(10, 1007, 2007)


@pytest.mark.parametrize("wide", [4, 8])
def test_an_index_counts_from_its_own_end(wide: int) -> None:
    def index(first: int) -> bytes:
        head = bytes((wide == 8, 0, 0, 0)) + number(1) + number(1000) + number(0, wide)
        return made(b"sidx", head, number(first, wide), number(0))

    end = len(index(0))
    assert moved(index(2000)) == index(2007)
    assert moved(index(5)) == index(5)
    assert moved(index(2000), at=end) == index(2000), "what is put right behind it moves its start too"


def test_items_of_a_film() -> None:
    def film(at: int) -> bytes:
        iloc = made(b"iloc", bytes(4), b"\x44\0", b"\0\1", b"\0\1", bytes(2), b"\0\1", number(at), number(5))
        return made(b"moov", made(b"meta", bytes(4), made(b"hdlr", bytes(25)), iloc))

    assert moved(film(3000)) == film(3007)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (track(table(b"stco", 4, 0xFFFFFFFF)), "32 bits"),
        (track(made(b"stco", bytes(4), number(9))), "longer than its box"),
        (made(b"mfra", made(b"tfra", bytes(4))), "too short"),
        (made(b"mfra", made(b"tfra", bytes(12), number(9))), "longer than its box"),
        (made(b"sidx", bytes(4)), "too short"),
    ],
)
def test_damage_is_told(data: bytes, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        moved(data)


def test_nothing_moves_where_nothing_grows() -> None:
    data = track(made(b"stco", b"broken"))
    assert moved(data, growth=0) == data
