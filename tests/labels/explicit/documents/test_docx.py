from __future__ import annotations

import re
from pathlib import Path

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.explicit.sizes import Unfit
from tests.labels.carriers.documents import BODY, members, word
from tests.labels.explicit.documents.samples import EN, MAYBE, ZH, printed, told, untouched

PART = "word/document.xml"
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def body(data: bytes) -> str:
    return members(data)[PART].decode()


def test_it_is_the_first_paragraph_and_the_last_and_the_rest_stays() -> None:
    data = word(**{PART: BODY.replace("</w:body>", f"{SECTION}</w:body>")})
    made = told(data, "a.docx", place="both")
    new = untouched(data, made, {PART})[PART].decode()
    paragraphs = re.findall(r"<w:p>.*?</w:p>", new)
    assert [ZH in one for one in paragraphs] == [True, False, True]
    assert new.endswith(f"</w:p>{SECTION}</w:body></w:document>"), "the section stays the last"
    assert "".join(one for one in paragraphs if ZH not in one) in body(data)
    assert [ZH in one for one in re.findall(r"<w:p>.*?</w:p>", body(told(data, "a.docx", place="end")))] == [
        False,
        True,
    ]


def test_the_numbers_of_bookmarks_are_each_there_once() -> None:
    marked = BODY.replace("<w:r>", '<w:bookmarkStart w:id="4" w:name="x"/><w:bookmarkEnd w:id="4"/><w:r>')
    new = body(told(word(**{PART: marked}), "a.docx", place="both"))
    numbers = re.findall(r'bookmarkStart w:id="(\d+)"', new)
    assert sorted(numbers) == ["4", "5", "6"]


@pytest.mark.parametrize("inside", ["", "<w:p/>", SECTION])
def test_a_body_of_nothing(inside: str) -> None:
    xml = re.sub(r"<w:body>.*</w:body>", f"<w:body>{inside}</w:body>", BODY)
    assert body(told(word(**{PART: xml}), "a.docx")).count(ZH) == 1
    empty = re.sub(r"<w:body>.*</w:body>", "<w:body/>", BODY)
    assert body(told(word(**{PART: empty}), "a.docx")).count(ZH) == 1


def test_another_prefix_is_kept() -> None:
    new = body(told(word(**{PART: re.sub(r"(</?)w:", r"\1x:", BODY).replace("xmlns:w=", "xmlns:x=")}), "a.docx"))
    assert new.count("xmlns:w=") == 1 and ZH in new


def test_a_document_deeper_and_longer_than_its_description() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60
    many = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 40_000
    assert ZH in body(told(word(**{PART: BODY.replace("<w:body>", f"<w:body>{deep}{many}")}), "a.docx"))


def test_a_paragraph_of_a_house_notice_that_lost_its_bookmark_is_replaced() -> None:
    made = told(word(), "a.docx")
    bare = re.sub(r"<w:bookmark(Start|End)[^>]*>", "", body(made))
    assert body(told(word(**{PART: bare}), "a.docx", "2")).count("人工智能") == 1


def test_what_is_signed_or_broken_is_refused() -> None:
    with pytest.raises(Unfit, match="signed"):
        told(word(**{"_xmlsignatures/sig1.xml": "<Signature/>"}), "a.docx")
    with pytest.raises(Damaged, match="no XML"):
        told(word(**{PART: "words"}), "a.docx")
    with pytest.raises(Damaged, match="no body"):
        told(word(**{PART: BODY.replace("w:body", "w:other")}), "a.docx")


def test_libreoffice_prints_it(tmp_path: Path) -> None:
    shown = printed(told(word(), "a.docx", place="both"), tmp_path, "a.docx")
    assert shown.split() == [ZH, "Hello", "你好", ZH]
    english = printed(told(word(), "a.docx", lang="en"), tmp_path, "a.docx")
    assert EN.replace(" ", "") in english.replace(" ", "")
    assert MAYBE in printed(told(told(word(), "a.docx"), "a.docx", "2"), tmp_path, "a.docx")
