from __future__ import annotations

import io

import pikepdf
import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_file import File
from guiju.labels.carriers.pdf_syntax import Dictionary, Reference, parsed
from guiju.labels.carriers.pdf_update import edited, fresh, updated
from tests.labels.carriers.pages import hybrid, objects, streamed, table


@pytest.mark.parametrize("data", [table(objects()), streamed(objects()), hybrid()])
def test_the_section_is_of_the_kind_before_it(data: bytes) -> None:
    file = File(data)
    new = Reference(fresh(file), 0)
    made = data + updated(file, {new: b"<</Title (new)>>", Reference(5, 0): b"<</Title (old)>>"}, new)
    assert File(made).streamed == file.streamed
    with pikepdf.open(io.BytesIO(made)) as read:
        assert str(read.docinfo["/Title"]) == "new" and len(read.pages) == 1
        assert str(read.get_object(5, 0)["/Title"]) == "old"


def test_the_second_half_of_the_identifier_changes() -> None:
    data = table(objects(), b"/Info 5 0 R /ID [<00ff> <00ff>]")
    made = data + updated(File(data), {Reference(5, 0): b"<<>>"}, Reference(5, 0))
    told = File(made).trailer.get("ID")
    assert isinstance(told, list) and told[0] == b"\0\xff" != told[1]


def test_an_identifier_that_is_none_stays() -> None:
    data = table(objects(), b"/Info 5 0 R /ID [<00ff>]")
    made = data + updated(File(data), {Reference(5, 0): b"<<>>"}, Reference(5, 0))
    assert File(made).trailer.get("ID") == [b"\0\xff"]


def test_a_number_that_no_program_reads_is_refused() -> None:
    data = table(objects()).replace(b"/Size 6", b"/Size 9999999999")
    with pytest.raises(Damaged, match="number"):
        updated(File(data), {}, Reference(5, 0))


@pytest.mark.parametrize(
    ("source", "new", "made"),
    [
        (b"<<>>", {"A": b"1"}, b"<<\n/A 1\n>>"),
        (b"<</B 2>>", {"A": b"1"}, b"<</B 2\n/A 1\n>>"),
        (b"<</A 2 /B/C>>", {"A": b"(x)"}, b"<</A (x) /B/C\n>>"),
        (b"<</A 2 /B 3/A 4>>", {"A": b"1"}, b"<</A 1 /B 3\n>>"),
        (b"<</A 2 /B 3>>", {"A": None, "C": None}, b"<< /B 3\n>>"),
    ],
)
def test_a_dictionary_is_edited(source: bytes, new: dict[str, bytes | None], made: bytes) -> None:
    about = parsed(source, 0)[0]
    assert isinstance(about, Dictionary) and edited(source, about, new) == made


@pytest.mark.parametrize("data", [table(objects()), streamed(objects())])
def test_info_stays_the_one_it_was_where_none_is_given(data: bytes) -> None:
    new = Reference(fresh(File(data)), 0)
    made = data + updated(File(data), {new: b"(new)"})
    with pikepdf.open(io.BytesIO(made)) as read:
        assert str(read.docinfo["/Title"]) == "T" and str(read.get_object(new.number, 0)) == "new"
