from __future__ import annotations

import codecs
from html import unescape

import pytest

from guiju.labels.explicit.documents import noticed
from tests.labels.explicit.documents.samples import HTML, ZH, told


def test_it_is_the_first_in_the_body_and_the_last_and_the_rest_stays() -> None:
    made = told(HTML.encode(), "a.html", place="both").decode()
    assert made.index("<body>") + len("<body>") == made.index('<p class="aigc-notice"') < made.index(ZH)
    assert made.index("</h1>") < made.rindex(ZH) < made.index("</p></body>")
    start, end = made.index("<p class"), made.index("</p>") + 4
    assert made[:start] + made[end:].replace(made[start:end], "") == HTML


@pytest.mark.parametrize(
    ("page", "before", "behind"),
    [
        ("<html><head><title>t</title></head><h1>x</h1></html>", "</head>", "<h1>"),
        ("<!doctype html><title>t</title><p>words", "</title>", "<p>words"),
        ("<!doctype html>words", "html>", "words"),
        ("<html><script>'<body>'</script><BODY class='>'>x</BODY></html>", "'>'>", "x</BODY>"),
        ("<html><head><!-- <body> --></head><body\n>x</body></html>", "<body\n>", "x</body>"),
    ],
)
def test_it_stands_where_the_body_begins(page: str, before: str, behind: str) -> None:
    made = told(page.encode(), "a.html").decode()
    assert f'{before}<p class="aigc-notice"' in made
    assert unescape(made).endswith(unescape(page[page.index(behind) :]))


@pytest.mark.parametrize("coding", ["gb18030", "utf-16", "latin-1", "utf-8-sig"])
def test_it_is_read_in_the_coding_of_the_page(coding: str) -> None:
    page = "<!doctype html><html><head></head><body>words</body></html>"
    made = told(page.encode(coding), "a.html")
    if coding == "utf-16":
        assert made.startswith(codecs.BOM_UTF16)
    assert ZH in unescape(made.decode(coding))


def test_markup_in_the_words_is_no_markup() -> None:
    assert "AI生成 &lt;b&gt; &amp; c" in told(HTML.encode(), "a.html", words="AI生成 <b> & c").decode()


def test_a_page_of_frames_has_no_way_for_it() -> None:
    assert noticed(b"<html><frameset><frame src=a></frameset></html>", "html", "1", "zh") is None
