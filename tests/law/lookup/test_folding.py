"""Numbers are one however they are written, and a number is found only as a whole one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.law.lookup.folding import folded, occurs

_DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("told", "same"),
    [
        ("三个月", "3个月"),
        ("3 个月", "3个月"),
        ("十万元", "100000元"),
        ("10万元", "100000元"),
        ("100,000", "100000"),
        ("１０个工作日", "10个工作日"),
        ("第一百一十一条", "第111条"),
        ("二〇二六年", "2026年"),
        ("一千零一万", "10010000"),
        ("两亿", "200000000"),
        ("007", "007"),
        ("1,2,3", "1,2,3"),
        ("无数字 Word", "无数字 word"),
    ],
)
def test_one_spelling(told: str, same: str) -> None:
    assert folded(told) == same


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9))
def test_tens_and_units_in_chinese_are_the_number(hundreds: int, tens: int, ones: int) -> None:
    told = f"{_DIGITS[hundreds]}百{_DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"
    assert folded(told) == str(hundreds * 100 + tens * 10 + ones)


@given(st.integers(0, 10**12))
def test_commas_do_not_matter(number: int) -> None:
    assert folded(f"{number:,}") == str(number)


@given(st.text(alphabet="一二三十百千万亿0123456789,个月 ", max_size=200))
def test_anything_folds(text: str) -> None:
    assert isinstance(folded(text), str)


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("100000元", "罚100000元", True),
        ("100000", "1000000", False),
        ("17", "第17条", True),
        ("17", "117", False),
        ("gbt45", "gbt45654", False),
        ("gbt", "gbt45654", True),
    ],
)
def test_a_number_is_found_whole(word: str, text: str, found: bool) -> None:
    assert occurs(word, text) is found
