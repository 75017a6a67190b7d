"""Identity numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.check import Finding
from tests.checks.laws import findings
from tests.checks.pii.numbers import AROUND, CHECK, ID_CARDS, found, full_width

KIND = "pii.id_card"


@given(number=ID_CARDS, before=AROUND, after=AROUND)
def test_a_number_with_its_check_character_is_found(number: str, before: str, after: str) -> None:
    assert found(before + number + after) == [(KIND, number)]


@given(number=ID_CARDS, gap=st.sampled_from(["", " ", "-", "\u200b", "\u2013"]))
def test_through_gaps_width_and_case(number: str, gap: str) -> None:
    written = full_width(gap.join([number[:6], number[6:14], number[14:]]).lower())
    assert found(f"身份证{written}。") == [(KIND, written)]


@given(number=ID_CARDS, wrong=st.sampled_from("0123456789X"))
def test_a_wrong_check_character_is_below_the_threshold(number: str, wrong: str) -> None:
    if wrong != number[17]:
        scores = [f.score for f in findings(CHECK, number[:17] + wrong) if f.risk == KIND]
        assert all(score < CHECK.threshold for score in scores)


def test_the_old_form() -> None:
    assert found("身份证110101900307457") == [(KIND, "110101900307457")]


@pytest.mark.parametrize(
    "text",
    [
        "110101199013074573", "110101199002304573", "000101199003074573", "1101011990030745731", "A110101199003074573",
        "110101199003074573-1", "0.110101199003074573", "110101901307457", "353879234252633", "20240115103000123",
    ],
)  # fmt: skip
def test_no_such_region_or_day_or_a_longer_number(text: str) -> None:
    assert found(text) == []


def test_the_place_is_that_of_the_text_as_written() -> None:
    assert findings(CHECK, "证１１０１０１\u200b199003074573。") == [Finding(KIND, 1.0, CHECK.id, (1, 20))]


@pytest.mark.parametrize("number", ["H12345678", "M0123456789"])
def test_permits_count_where_they_are_called_so(number: str) -> None:
    assert found(f"通行证{number}，") == found(f"回乡证号码：{number}") == [(KIND, number)]
    assert found(f"型号{number}") == []
    assert [f.score for f in findings(CHECK, f"型号{number}") if f.risk == KIND] == [0.4]
