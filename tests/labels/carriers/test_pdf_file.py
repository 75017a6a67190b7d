from __future__ import annotations

import time
import zlib

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_file import File, header
from guiju.labels.carriers.pdf_syntax import Dictionary
from tests.labels.carriers.pages import CATALOG, hybrid, objects, placed, stream, streamed, table


@pytest.mark.parametrize(
    "data",
    [
        table(objects()),
        streamed(objects()),
        streamed(objects(), (1, 2, 3, 5)),
        streamed(objects(), (5,), True),
        hybrid(),
    ],
)
def test_objects_are_found_by_number(data: bytes) -> None:
    file = File(data)
    info = file.object(5)
    assert info and isinstance(info.value, Dictionary) and info.value.get("Title") == b"T"
    page = file.object(4)
    assert page and file.decoded(page).startswith(b"BT")
    assert file.object(0) is None and file.object(99) is None


@pytest.mark.parametrize(
    ("data", "at"),
    [(b"%PDF-1.7", 0), (b"\xef\xbb\xbf\n%PDF-2.0", 4), (b"x = '%PDF-1.7'", None), (b"", None), (b"%PDF", None)],
)
def test_the_header(data: bytes, at: int | None) -> None:
    assert header(data) == at


def indexed(about: bytes, content: bytes) -> bytes:
    data = placed({1: CATALOG, 2: b"<<>>"})[0]
    return data + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (
        stream(content, b" /Type /XRef /Root 1 0 R " + about), len(data),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("about", "content"),
    [
        (b"/W [1 2] /Size 2", b""),
        (b"/W [0 0 0] /Size 2", b""),
        (b"/W [1 99 1] /Size 2", b""),
        (b"/W [1 2 1] /Size /N", b""),
        (b"/W [1 2 1] /Size 2 /Index [1]", b""),
        (b"/W [1 2 1] /Size 2 /Filter /LZWDecode", b""),
        (b"/W [1 2 1] /Size 2 /Filter /FlateDecode", b"nothing"),
        (b"/W [1 2 1] /Size 2 /Prev -1", b""),
        (b"/W [1 2 1] /Size 2 /Prev /N", b""),
        (b"/W [1 0 0] /Size 2000000 /Filter /FlateDecode", zlib.compress(b"\1" * 2_000_000)),
        (b"/W [1 0 0] /Size 9 /Filter /FlateDecode", zlib.compress(b"\1" * (40 << 20))),
        (b"/W [1 2 1] /Size 9 /Filter /FlateDecode /DecodeParms <</Predictor 2>>", zlib.compress(b"\1" * 99)),
    ],
)
def test_cross_reference_streams_that_do_not_hold(about: bytes, content: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(Damaged):
        File(indexed(about, content))
    assert time.process_time() - begun < 2


def test_a_table_that_pretends_to_be_long_ends_soon() -> None:
    data = table(objects()).replace(b"xref\n0 6", b"xref\n0 4294967295")
    with pytest.raises(Damaged, match="table"):
        File(data)


def test_sections_over_each_other_end_soon() -> None:
    rows = b"0000000000 65535 f \n" * 20_000
    data = b"%PDF-1.7\n"
    previous = b""
    for _ in range(60):
        at = len(data)
        data += b"xref\n0 20000\n%strailer\n<</Root 1 0 R %s>>\n" % (rows if not previous else b"", previous)
        previous = b"/Prev %d" % at
    begun = time.process_time()
    with pytest.raises(Damaged):
        File(data + b"startxref\n%d\n%%%%EOF" % at)
    assert time.process_time() - begun < 2
