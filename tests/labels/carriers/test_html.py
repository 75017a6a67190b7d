from __future__ import annotations

import html
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carriers.html import HTML
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws

WELL = value(FIRST)
META = f'<meta name="AIGC" content="{html.escape(WELL)}">'
FILES = {
    "whole": '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>标题 <b></title></head>'
    "<body>正文</body></html>",
    "no head": "<!doctype html><html><body><p>正文",
    "no html": "<!doctype html>\n<p>正文",
    "no doctype": "<html><head><title>x</title></head></html>",
    "a fragment": "<p>正文</p>",
    "a comment first": "<!-- <head> --><!DOCTYPE html><html><head></head></html>",
    "XHTML": '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>x</title></head><body/></html>",
    "with a mark": "\ufeff<!DOCTYPE html><html><head></head></html>",
    "capitals": "<HTML><HEAD><META CHARSET=utf-8><TITLE>x</TITLE></HEAD></HTML>",
    "markup in a script": "<html><head><script>var a = '<meta name=\"AIGC\" content=x>';</script></head></html>",
    "labelled": f"<html><head>{META}</head></html>",
    "labelled twice": f"<html><head>{META}<title>x</title>{META}</head></html>",
    "labelled by data": f'<html><head><script type="application/json" id="AIGC">{WELL}</script></head></html>',
    "a broken quotation": '<html><head></head><body><p title="x>y</p></body></html>',
}  # fmt: skip


class Metas(HTMLParser):
    """What Python's own reader finds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta" and dict(attrs).get("name") == "AIGC":
            self.found.append(dict(attrs).get("content"))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_laws(name: str, codec: str) -> None:
    text = FILES[name]
    if codec.startswith("utf-16"):
        text = "\ufeff" + text.lstrip("\ufeff")
    if codec == "gb18030":
        text = text.lstrip("\ufeff")
    made = check_laws(HTML(), text.encode(codec), "a.html").decode(codec)
    assert Metas(made).found == [WELL]
    if "label" not in name:
        assert made.replace(META.replace(">", "/>"), "") == text


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    check_hostile(HTML(), check_laws(HTML(), FILES[name].encode(), "a.html"), "a.html", rounds=40)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<!--", "-->", "<", ">", '"', "'", "<script>", "</script>", "=", "x", " ", META]
        ),
        max_size=20,
    )
)
@settings(deadline=None)
def test_any_tags(pieces: list[str]) -> None:
    check_laws(HTML(), ("<!doctype html><html><head>x" + "".join(pieces)).encode())


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a b="', "<!--", "<script>", "<a =", "<?", "</", "<meta ", '<p title="x>', "a=b "]
)
def test_a_long_page_ends_soon(piece: str) -> None:
    begun = time.process_time()
    data = b"<html>" + piece.encode() * (400_000 // len(piece))
    HTML().scan(data)
    assert time.process_time() - begun < 3


def test_what_tells_the_coding_stays_near_the_beginning() -> None:
    made = check_laws(HTML(), FILES["whole"].encode())
    assert made.index(b"charset") < made.index(b"AIGC") < made.index(b"<title>")


def head(inside: str) -> bytes:
    return f"<!doctype html><html><head>{inside}</head><body></body></html>".encode()


CASES = {
    "well": (head(META), "compliant", None),
    "single quotes": (head(f"<meta content='{WELL}' name='AIGC'>"), "compliant", None),
    "lower case": (head(META.replace("AIGC", "aigc")), "compliant", "other_place"),
    "by property": (head(META.replace("name=", "property=")), "compliant", "other_place"),
    "data": (head(f'<script type="application/json" id="AIGC">{WELL}</script>'), "compliant", "other_place"),
    "linked data": (
        head('<script type="application/ld+json">{"AIGC":' + WELL + "}</script>"), "compliant", "other_place",
    ),
    "in the body": (head("") + META.encode(), "compliant", None),
    "twice": (head(META + META), "noncompliant", "duplicate"),
    "in a comment": (head(f"<!-- {META} -->"), "none", None),
    "another": (head('<meta name="AIGC_MODEL" content="x">'), "none", None),
    "empty": (head('<meta name="AIGC" content="">'), "inconclusive", "empty"),
    "cut off": (head('<meta name="AIGC" content="' + html.escape(WELL[:-30]) + '">'), "noncompliant", "half_written"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    data, verdict, code = CASES[name]
    seen = examine(data)
    assert (seen.verdict, seen.carrier) == (verdict, "html"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    check_laws(HTML(), data)


@pytest.mark.parametrize("unit", [b"<!---->", b"<!-- -->\n", b"<?a>", b"<!--", b"<!--->", b"<body ", b"<p ", b"<meta "])
@pytest.mark.parametrize("end", [b"x", b"<!doctype html", b""])
def test_a_file_that_repeats_what_stands_before_a_page_is_looked_at_in_a_moment(unit: bytes, end: bytes) -> None:
    begun = time.process_time()
    for size in (*range(8, 32), 1000, 30_000):  # so that what doubles with each comment ends at the first that is slow
        HTML().knows(unit * size + end, "in")
        examine(unit * size + end, "a.html")
        assert time.process_time() - begun < 4


def test_a_page_behind_many_comments_is_known() -> None:
    assert HTML().knows(b"<!-- a -- > b --><!----->\n<?xml?>" * 100 + b"<!doctype html>", "")
    assert not HTML().knows(b"<!-- <html> -->" * 100, "")
