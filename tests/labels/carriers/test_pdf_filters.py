from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_filters import inflated, predicted
from guiju.labels.carriers.pdf_syntax import Dictionary, parsed


def parms(columns: int, kind: int = 12) -> Dictionary:
    found = parsed(b"<</Predictor %d /Columns %d>>" % (kind, columns), 0)[0]
    assert isinstance(found, Dictionary)
    return found


@given(st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.binary(min_size=5, max_size=5)), min_size=1, max_size=9))
def test_rows_are_those_that_a_reader_of_png_sees(rows: list[tuple[int, bytes]]) -> None:
    packed = b"".join(bytes((kind,)) + row for kind, row in rows)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (5).to_bytes(4, "big") + len(rows).to_bytes(4, "big") + b"\x08\0\0\0\0"
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(packed)) + chunk(b"IEND", b"")
    assert predicted(packed, parms(5), 0) == Image.open(io.BytesIO(png)).tobytes()


@pytest.mark.parametrize(
    ("content", "how"),
    [(b"\3abcd", parms(4)), (b"\1abcd" * 250_000, parms(4)), (b"\2abcd", parms(4, 2))],
)
def test_other_predictors_are_refused(content: bytes, how: Dictionary) -> None:
    with pytest.raises(Damaged, match="predictor"):
        predicted(content, how, 7)


def test_no_predictor_changes_nothing() -> None:
    assert predicted(b"abc", parms(4, 1), 0) == b"abc"
    assert predicted(b"abc", parms(10**15), 0) == b""


@pytest.mark.parametrize("content", [b"nothing", zlib.compress(b"\0" * 5000)])
def test_what_does_not_unpack_is_damage(content: bytes) -> None:
    with pytest.raises(Damaged, match="unpack"):
        inflated(content, 4000, 0)
