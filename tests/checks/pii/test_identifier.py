"""Check digits against numbers of the standards' own examples."""

from __future__ import annotations

import pytest
from hypothesis import given

from guiju.checks.pii.id_card import check_character
from guiju.checks.pii.identifier import digits, luhn
from tests.checks.pii.numbers import BANK_CARDS


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_gb_11643(number: str) -> None:
    assert check_character(number[:17]) == number[17]


@given(number=BANK_CARDS)
def test_luhn(number: str) -> None:
    assert luhn(number)
    assert not luhn(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_gaps_are_left_out() -> None:
    assert digits("1 2-3") == "123"
