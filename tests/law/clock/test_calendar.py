"""The working days of the published holidays, and no answer beyond them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.law.clock.calendar import is_working, known_years

FIRST, LAST = known_years()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2024-02-04", True), ("2024-02-09", True), ("2024-02-10", False), ("2024-02-17", False), ("2024-02-18", True),
        ("2024-04-04", False), ("2024-04-07", True), ("2024-09-29", True), ("2024-10-01", False), ("2024-10-12", True),
        ("2025-01-26", True), ("2025-01-28", False), ("2025-02-04", False), ("2025-02-08", True), ("2025-10-08", False),
        ("2025-09-28", True), ("2025-10-11", True), ("2025-10-12", False), ("2026-01-02", False), ("2026-01-04", True),
        ("2026-02-14", True), ("2026-02-16", False), ("2026-02-23", False), ("2026-02-28", True), ("2026-05-09", True),
        ("2026-09-20", True), ("2026-10-07", False), ("2026-10-10", True), ("2026-10-11", False), ("2026-11-22", False),
        ("2026-11-23", True),
    ],
)  # fmt: skip
def test_days_around_the_holidays(day: str, working: bool) -> None:
    assert is_working(date.fromisoformat(day)) is working


def test_the_years_that_are_known() -> None:
    assert FIRST == 2004
    assert LAST >= 2026


@given(st.dates())
def test_beyond_the_known_years_nothing_is_told_not_even_of_a_weekday(day: date) -> None:
    assert (is_working(day) is None) is not (FIRST <= day.year <= LAST)


@pytest.mark.parametrize("day", [date(FIRST - 1, 12, 31), date(LAST + 1, 1, 4)])
def test_the_days_next_to_the_known_ones(day: date) -> None:
    assert is_working(day) is None
