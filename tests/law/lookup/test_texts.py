"""Official texts that the operator supplies are split at their articles, byte for byte, and bound to the duties."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.law import file_of, read_packs, supplied
from guiju.law.lookup.texts import articles, read

PACKS = read_packs()
_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below 200 in Chinese, as articles are numbered."""
    hundred, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    told = f"{_DIGITS[hundred]}百" if hundred else ""
    if ten:
        told += f"{'' if ten == 1 and not hundred else _DIGITS[ten]}十"
    elif hundred and one:
        told += "零"
    return told + (_DIGITS[one] if one else "")


@given(st.integers(1, 199))
def test_every_number_in_chinese(number):
    assert list(articles(f"第{chinese(number)}条 文字。")) == [str(number)]


@pytest.mark.parametrize("told", ["第15条", "第十五条", "　　第十五条　", "第十五条 "])
def test_forms_of_a_heading(told):
    assert articles(f"总则\n{told}内容。")["15"].text == f"{told}内容。".strip()


def test_an_article_runs_to_the_next_and_its_digest_is_of_its_words():
    text = "第一条 甲，依照第二条办理。\n(一) 乙。\n\n第二条 丙。\n"
    found = articles(text)
    assert found["1"].text == "第一条 甲，依照第二条办理。\n(一) 乙。"
    assert found["2"].digest == hashlib.sha256("第二条 丙。".encode()).hexdigest()


def test_clauses_of_a_standard():
    found = articles("5 要求\n5.1 文本 甲\n5.2 图像 乙\nE 附录 丙\n")
    assert list(found) == ["5", "5.1", "5.2", "E"]
    assert found["5.2"].text == "5.2 图像 乙"


@given(st.lists(st.text("甲乙丙丁，、 \n", min_size=1, max_size=30), min_size=1, max_size=30))
def test_nothing_of_a_text_is_lost(bodies):
    text = "".join(f"第{chinese(place)}条 {body}。\n" for place, body in enumerate(bodies, 1))
    found = articles(text)
    assert len(found) == len(bodies)
    assert "\n".join(one.text for one in found.values()).split() == text.split()


def test_supplied_texts_go_by_the_numbers_of_the_pack(tmp_path):
    pack = PACKS["cn-labels-2025-09"]
    assert supplied(tmp_path, pack) == {}
    slugs = list(pack.instruments)
    for slug, text in ((slugs[0], "第四条 甲。"), ("gb45438", "5.2 乙")):
        file = file_of(tmp_path, pack, slug)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert set(supplied(tmp_path, pack)) == {"4", "gb45438-5.2"}


@pytest.mark.parametrize(
    ("body", "said"), [(b"\xff\xfe", "not UTF-8"), ("没有条文".encode(), "no article begins"), (b"", "no art")]
)
def test_a_file_that_is_no_text_of_law(tmp_path, body, said):
    file = tmp_path / "x.txt"
    file.write_bytes(body)
    with pytest.raises(ValueError, match=said):
        read(file)
