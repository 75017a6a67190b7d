from __future__ import annotations

import pytest

from guiju.labels import examine
from guiju.labels.carriers.pdf_file import File
from guiju.labels.carriers.pdf_notice import FORM, shown
from tests.labels.carriers.pages import PAGE, objects, stream, table
from tests.labels.explicit.documents.samples import ZH, told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"/Span <</ActualText <FEFF004100490075>>> BDC", "AIu"),
        (b"/Span <</ActualText <FEF>>> BDC", ""),
        (b"BT (words) Tj ET", ""),
        (b"", ""),
    ],
)
def test_the_words_are_those_that_the_form_says_it_shows(content: bytes, words: str) -> None:
    page = PAGE.replace(b"/Resources <<", b"/Resources <</XObject <</%s 6 0 R>>" % FORM.encode())
    assert shown(File(table({**objects(), 3: page, 6: stream(content)}))) == words


def test_it_is_seen_when_the_file_is_looked_at() -> None:
    seen = examine(told(table(objects()), "a.pdf"), "a.pdf")
    words = [remark.detail for remark in seen.remarks if remark.code == "explicit_seen"]
    assert seen.explicit is True and words == [ZH]
