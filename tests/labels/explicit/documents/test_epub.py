from __future__ import annotations

import pytest

from guiju.labels.explicit.documents import noticed
from guiju.labels.explicit.sizes import Unfit
from tests.labels.carriers.documents import OPF, book
from tests.labels.explicit.documents.samples import ZH, told, untouched

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>x</p></body></html>'


def three() -> bytes:
    package = OPF.replace("VERSION", "3.0").replace("METAS", "").replace("ATTRIBUTES", "")
    rows = "".join(f'<item id="{n}" href="{n}%20x.xhtml" media-type="application/xhtml+xml"/>' for n in "bcd")
    package = package.replace("</manifest>", f"{rows}</manifest>").replace(
        '<itemref idref="a"/>', '<itemref idref="a" linear="no"/>' + "".join(f'<itemref idref="{n}"/>' for n in "bcd")
    )
    return book(**{"OPS/book.opf": package, **{f"OPS/{n} x.xhtml": PAGE for n in "bcd"}})


def test_it_is_on_the_first_page_that_is_read_and_the_last() -> None:
    names = ["OPS/b x.xhtml", "OPS/d x.xhtml"]
    made = untouched(three(), told(three(), "a.epub", place="both"), {*names})
    assert [made[name].decode().count(ZH) for name in names] == [1, 1]
    assert made[names[0]].decode().index(ZH) < made[names[0]].decode().index("<p>x</p>")
    assert made[names[1]].decode().index(ZH) > made[names[1]].decode().index("<p>x</p>")
    untouched(three(), told(three(), "a.epub"), {names[0]})
    untouched(three(), told(told(three(), "a.epub"), "a.epub", place="end"), {names[1]})


def test_a_page_of_nothing_gets_a_body() -> None:
    made = untouched(book(), told(book(), "a.epub"), {"OPS/a.xhtml"})["OPS/a.xhtml"].decode()
    assert made.index("<body>") < made.index(ZH) < made.index("</p></body></html>")


def test_a_book_without_pages_has_no_way_for_it() -> None:
    package = OPF.replace("VERSION", "3.0").replace("METAS", "").replace("ATTRIBUTES", "").replace("xhtml+xml", "pdf")
    assert noticed(book(**{"OPS/book.opf": package}), "epub", "1", "zh") is None


def test_one_that_is_signed_is_refused() -> None:
    with pytest.raises(Unfit, match="signed"):
        told(book(**{"META-INF/signatures.xml": "<s/>"}), "a.epub")
