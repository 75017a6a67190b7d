from __future__ import annotations

import struct
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged, ordered
from guiju.labels.carriers import ifd
from guiju.labels.splices import spliced
from tests.labels.carriers.exifs import ASCII, EXIF, LONG, MAKE, block, comment, directory
from tests.labels.carriers.test_tiff import big_endian

ORDERS = st.sampled_from(["<", ">"])
FIELDS = st.dictionaries(st.integers(0x9003, 0x9100), st.binary(min_size=1, max_size=20), min_size=1, max_size=6)


def told(data: bytes) -> list[tuple[str, dict[int, bytes]]]:
    return [
        (one.name, {entry.tag: data[entry.at : entry.end] for entry in one.entries})
        for one in ifd.tree(data).directories
    ]


@given(FIELDS, FIELDS, ORDERS)
def test_every_field_is_met_with_its_value(
    first: dict[int, bytes], inner: dict[int, bytes], order: Literal["<", ">"]
) -> None:
    data = block(
        [(tag, ASCII, raw) for tag, raw in first.items()], [(tag, ASCII, raw) for tag, raw in inner.items()], order
    )
    (one, met), (other, within) = told(data)
    met.pop(EXIF)
    assert (one, met, other, within) == ("IFD0", first, "ExifIFD", inner)


@given(FIELDS, ORDERS, st.data())
def test_what_is_taken_out_leaves_the_rest_where_it_was(
    fields: dict[int, bytes], order: Literal["<", ">"], draw: st.DataObject
) -> None:
    data = block([(tag, ASCII, raw) for tag, raw in fields.items()], order=order)
    gone = draw.draw(st.sets(st.sampled_from(sorted(fields)), min_size=1))
    tree = ifd.tree(data)
    (one,) = tree.directories
    entries = [entry for entry in one.entries if entry.tag in gone]
    made = spliced(data, ordered(ifd.without(data, tree.layout, one, entries)))
    ((_, left),) = told(made)
    kept = {tag: raw for tag, raw in fields.items() if tag not in gone}
    assert len(made) == len(data)
    assert left == (kept or {tag: bytes(len(raw)) for tag, raw in fields.items()})


def test_pages_are_numbered_in_their_order() -> None:
    assert [name for name, _ in told(big_endian(pages=3))] == ["IFD0", "IFD1", "IFD2"]


def test_numbers_are_read_by_the_order_of_the_file() -> None:
    for order in ("<", ">"):
        data = block([(0x9003, LONG, struct.pack(order + "III", 1, 2, 70000))], order=order)
        tree = ifd.tree(data)
        assert list(ifd.numbers(data, tree.layout, tree.directories[0].entries[0])) == [1, 2, 70000]


def test_a_field_that_dangles_is_left_out_unless_it_is_needed() -> None:
    dangling = struct.pack("<HHII", 0x9003, ASCII, 50, 4000)
    data = b"II*\0" + struct.pack("<IH", 8, 1) + dangling + bytes(4)
    assert told(data) == [("IFD0", {})]
    with pytest.raises(Damaged, match="0x9286 goes beyond"):
        ifd.tree(data.replace(b"\x03\x90", b"\x86\x92"))


def nested(depth: int) -> bytes:
    """Directories, each within the other."""
    parts = [directory("<", 8 + 18 * n, [(0x14A, LONG, struct.pack("<I", 26 + 18 * n))]) for n in range(depth)]
    return b"II*\0" + struct.pack("<I", 8) + b"".join(parts) + directory("<", 8 + 18 * depth, [(MAKE, ASCII, b"M\0")])


def test_directories_lie_within_each_other_to_some_depth() -> None:
    assert len(told(nested(20))) == 21
    with pytest.raises(Damaged, match="deeper"):
        ifd.tree(nested(40))


SHARED = b"".join(struct.pack("<HHII", 0x9003 + n, ASCII, 400, 8) for n in range(40))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not whole"),
        (b"II*\0\x08", "not whole"),
        (b"XX*\0\x08\0\0\0", "not whole"),
        (b"II\x07\0\x08\0\0\0", "unknown version"),
        (b"II+\0\x04\0\0\0\x08\0\0\0\0\0\0\0", "unknown version"),
        (b"II*\0\xff\0\0\0", "beyond the file"),
        (b"II*\0\x02\0\0\0", "beyond the file"),
        (b"II*\0\x08\0\0\0\xff\xff", "beyond the file"),
        (b"II*\0" + struct.pack("<IH", 8, 40) + SHARED + bytes(4), "lie on each other"),
        (block([(MAKE, ASCII, b"M\0")], [comment(b"", b"")])[:-20], "beyond the file"),
    ],
)
def test_what_is_no_directory_is_damaged(data: bytes, what: str) -> None:
    with pytest.raises(Damaged, match=what):
        ifd.tree(data)


def test_an_end_at_once_is_no_directory() -> None:
    assert told(b"II*\0" + bytes(4)) == []


def test_a_number_too_large_for_its_place_is_refused() -> None:
    with pytest.raises(Damaged, match="does not fit"):
        ifd.Layout("little", False).raw(1 << 32, 4)
