from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.labels.explicit.documents.samples import MARKDOWN, MAYBE, ZH, told


def test_it_is_the_first_behind_the_front_matter_and_the_last() -> None:
    made = told(MARKDOWN.encode(), "a.md", place="both").decode()
    assert made == f"---\ntitle: x\n---\n> {ZH}\n\n# 标题\n\n正文\n\n> {ZH}\n"
    assert told(made.encode(), "a.md", "2", "end").decode() == f"{MARKDOWN[:-1]}\n\n> {MAYBE}\n"


@pytest.mark.parametrize("coding", ["utf-16", "gb18030", "utf-8-sig"])
def test_it_is_in_the_coding_of_the_text(coding: str) -> None:
    made = told("正文\r\n第二行\r\n".encode(coding), "a.md", place="both")
    assert made.decode(coding) == f"> {ZH}\r\n\r\n正文\r\n第二行\r\n\r\n> {ZH}\r\n"


def test_a_quotation_of_others_stays() -> None:
    text = "> 生成式人工智能是什么?\n\n正文\n"
    assert told(text.encode(), "a.md").decode() == f"> {ZH}\n\n{text}"


@given(st.text(alphabet="a# >\n正本", min_size=1, max_size=40).filter(str.strip))
def test_whatever_the_text_nothing_else_changes(text: str) -> None:
    made = told(text.encode(), "a.md", place="both").decode()
    assert made.replace(f"> {ZH}\n\n", "", 1).replace(f"\n\n> {ZH}", "", 1) == text
    assert told(made.encode(), "a.md", place="both").decode() == made
