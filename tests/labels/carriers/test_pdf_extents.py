from __future__ import annotations

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_extents import extents
from guiju.labels.carriers.pdf_file import File
from tests.labels.carriers.pages import objects, stream, streamed, table


def spans(data: bytes, *without: int) -> list[bytes]:
    return [data[start:end] for start, end in extents(File(data), frozenset(without))]


def test_each_object_is_whole() -> None:
    held = {**objects(), 4: stream(b"q endobj Q"), 6: b"<</Length 7 0 R>>\nstream\nendobj\nendstream", 7: b"6"}
    written = [b"%d 0 obj\n%s\nendobj" % pair for pair in held.items()]
    assert spans(table(held)) == written
    assert spans(table(held), 4, 7) == written[:3] + written[4:6]


def test_cross_references_are_no_content_and_object_streams_are() -> None:
    found = spans(streamed(objects(), (5,)))
    assert len(found) == 5 and b"ObjStm" in found[-1] and not any(b"XRef" in one for one in found)


def test_a_row_that_leads_nowhere_is_passed_over() -> None:
    data = table(objects())
    at = data.find(b"0000000", data.find(b" f \n") + 4)
    assert len(spans(data[:at] + b"0000000011" + data[at + 10 :])) == 4


def test_an_object_without_an_end_goes_to_the_next_and_the_last_is_damage() -> None:
    data = table(objects())
    assert spans(data.replace(b"endobj", b"endobi", 1))[0].endswith(b"endobi\n")
    with pytest.raises(Damaged, match="end"):
        spans(data.replace(b"endobj", b"endobi"))
