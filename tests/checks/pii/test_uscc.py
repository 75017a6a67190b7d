"""Unified social credit codes."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.checks.pii.numbers import AROUND, CREDIT_CODES, USCC, found, full_width

KIND = "pii.uscc"


@given(code=CREDIT_CODES, before=AROUND, after=AROUND)
def test_a_code_with_its_check_character_is_found(code: str, before: str, after: str) -> None:
    assert found(before + code + after) == [(KIND, code)]


@given(code=CREDIT_CODES)
def test_full_width_and_small_letters(code: str) -> None:
    for written in (full_width(code), code.lower()):
        assert found(f"信用代码{written}。") == [(KIND, written)]


@given(code=CREDIT_CODES)
def test_a_wrong_check_character_is_none(code: str) -> None:
    other = USCC[(USCC.index(code[17]) + 1) % 31]
    assert found(code[:17] + other) == []


@pytest.mark.parametrize(
    "text", ["91110108MA01ABCDIE", "X91110108MA01ABCD1E", "91110108MA01ABCD1", "99110108MA01ABCD1E"]
)
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []
