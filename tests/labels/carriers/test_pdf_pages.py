from __future__ import annotations

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_file import File
from guiju.labels.carriers.pdf_notice import form, shown
from guiju.labels.carriers.pdf_pages import pages
from tests.labels.carriers.pages import PAGE, objects, table
from tests.labels.explicit.documents.samples import ZH, told


def test_a_page_has_what_stands_above_it() -> None:
    held = {
        **objects(),
        2: b"<</Type /Pages /Kids [6 0 R 3 0 R] /Count 2 /Rotate 90 /MediaBox [0 0 9 9]>>",
        6: b"<</Type /Pages /Kids [7 0 R] /Parent 2 0 R /Rotate 180>>",
        7: b"<</Type /Page /Parent 6 0 R>>",
    }
    first, second = pages(File(table(held)))
    assert (first.place.number, first.value("Rotate"), first.value("MediaBox")) == (7, 180, [0, 0, 9, 9])
    assert (second.place.number, second.value("Rotate"), second.value("MediaBox")) == (3, 90, [0, 0, 200, 100])
    assert first.given["Rotate"][1].number == 6 and first.value("Contents") is None


@pytest.mark.parametrize(
    "node", [b"<</Type /Pages /Kids [2 0 R]>>", b"<</Type /Pages /Kids [9 0 R]>>", b"<</Type /Pages /Kids [(x)]>>"]
)
def test_a_tree_that_does_not_hold_is_damage(node: bytes) -> None:
    with pytest.raises(Damaged, match="tree of pages"):
        list(pages(File(table({**objects(), 2: node}))))


def test_a_tree_as_deep_as_none_is_damage() -> None:
    deep = {n: b"<</Type /Pages /Kids [%d 0 R]>>" % (n + 1) for n in range(10, 90)}
    with pytest.raises(Damaged, match="tree of pages"):
        list(pages(File(table({**objects(), **deep, 2: b"<</Kids [10 0 R]>>", 90: PAGE}))))


def test_a_notice_is_found_on_its_page() -> None:
    plain, made = (File(data) for data in (table(objects()), told(table(objects()), "a.pdf")))
    assert shown(plain) == "" and shown(made) == ZH
    assert form(plain, next(pages(plain))) is None and form(made, next(pages(made))) is not None
