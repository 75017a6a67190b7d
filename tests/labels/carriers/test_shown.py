from __future__ import annotations

import pytest

from guiju.labels import examine
from guiju.labels.carriers.shown import LONGEST, both, lines, noted
from tests.labels.carriers.documents import BODY, CONTENT, book, text, word

NOTICE = "本文由AI生成"
LINES = "<p>x</p>" * 30


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>a</p><p>b<b>c</b></p>", ["a", "bc"]),
        ("<head><title>t</title></head><body>a<br>b &amp; c", ["a", "b & c"]),
        ("<style>p { x }</style><script>'<p>a</p>'</script>b<!-- <p>c</p> -->", ["b"]),
        ('<w:p><w:r><w:t>a </w:t></w:r><w:r><w:t>b</w:t></w:r></w:p><style:style x="1"/>', ["a b"]),
        ("a\n  b<", ["a b"]),
        ("", []),
    ],
)
def test_lines_are_what_is_read(markup: str, found: list[str]) -> None:
    assert lines(markup) == found


def test_of_long_markup_both_ends_are_read() -> None:
    found = both(f"<p>first</p>{'<p>x</p>' * LONGEST}<p>last</p>".encode())
    assert (found[0], found[-1]) == ("first", "last") and len(found) < LONGEST


def test_a_notice_is_at_an_end_and_has_both_elements() -> None:
    rest = ["x"] * 30
    assert [remark.detail for remark in noted([NOTICE, *rest])] == [NOTICE]
    assert noted([*rest, NOTICE]) and not noted([*rest, NOTICE, *rest]) and not noted(["AI-generated content"])


PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize("words", [NOTICE, "正文"])
@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.odt", "a.epub", "a.svg"])
def test_a_notice_of_others_is_seen_when_a_document_is_looked_at(name: str, words: str) -> None:
    data = {
        "a.html": lambda: f"<html><body><p>{words}</p>{LINES}</body></html>".encode(),
        "a.docx": lambda: word(**{"word/document.xml": BODY.replace("Hello 你好", words)}),
        "a.odt": lambda: text(**{"content.xml": CONTENT.replace("Hello", words)}),
        "a.epub": lambda: book(**{"OPS/a.xhtml": PAGE.format(words)}),
        "a.svg": lambda: f'<svg xmlns="http://www.w3.org/2000/svg"><text>{words}</text></svg>'.encode(),
    }[name]()
    assert examine(data, name).explicit is (True if words == NOTICE else None)
