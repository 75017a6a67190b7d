"""Bank cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.laws import findings
from tests.checks.pii.numbers import AROUND, BANK_CARDS, CHECK, bank_card, digits, found, full_width

KIND = "pii.bank_card"


def fours(number: str, gap: str) -> str:
    return gap.join(number[at : at + 4] for at in range(0, len(number), 4))


@given(number=BANK_CARDS, before=AROUND, after=AROUND)
def test_a_number_with_its_luhn_digit_is_found(number: str, before: str, after: str) -> None:
    assert (KIND, number) in found(before + number + after)


@given(number=BANK_CARDS, gap=st.sampled_from([" ", "-", "  ", "\u2013"]))
def test_in_fours(number: str, gap: str) -> None:
    assert found(f"卡号{fours(number, gap)}。") == [(KIND, fours(number, gap))]


@given(number=BANK_CARDS, gap=st.sampled_from([" ", "-"]))
def test_in_two_or_digit_by_digit(number: str, gap: str) -> None:
    for written in (number[:6] + gap + number[6:], gap.join(number), full_width(number)):
        assert (KIND, written) in found(f"卡{written}。")


@given(number=BANK_CARDS, before=st.sampled_from(["", "矩阵", "数列：", "卡片上的"]))
def test_digits_alone_that_nothing_calls_a_card_are_below_the_threshold(number: str, before: str) -> None:
    written = before + " ".join(number)
    assert KIND not in [risk for risk, _ in found(written)]
    assert KIND in [f.risk for f in findings(CHECK, written)]


@given(first=st.sampled_from(["4", "62", "53"]), rest=digits(18), length=st.integers(12, 22))
def test_sixteen_to_nineteen_digits_whatever_they_begin_with(first: str, rest: str, length: int) -> None:
    number = bank_card((first + rest + rest)[: length - 1])
    assert (KIND in [f.risk for f in findings(CHECK, number) if f.score == 1]) == (16 <= length <= 19) or (
        "pii.id_card" in [f.risk for f in findings(CHECK, number)]
    )


@given(number=BANK_CARDS, wrong=st.sampled_from("0123456789"))
def test_a_wrong_digit_is_none(number: str, wrong: str) -> None:
    if wrong != number[-1]:
        assert KIND not in [risk for risk, _ in found(number[:-1] + wrong)]


@pytest.mark.parametrize(
    "text",
    [
        "490154203237518", "411111111111116",
        "1234567812345670", "0000000000000000", "4444444444444444", "2024011510300012345", "62220212345678901280000",
        "A6222021234567890128", "6222021234567890128-7", "978-7-111-12345-6", "9787111123456",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []
