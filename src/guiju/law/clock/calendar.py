"""Calendar: the working days of mainland China, as far as the yearly notices on holidays are known."""

from __future__ import annotations

from datetime import date

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays


def known_years() -> tuple[int, int]:
    """The first and the last year whose holidays and make-up days are known."""
    return min(holidays).year, max(holidays).year


def is_working(day: date) -> bool | None:
    """Whether a day is worked: holidays are not, make-up weekends are. None where the year is not known.

    Outside the known years nothing is told of any day, not even of a Wednesday: a holiday may fall on it.
    """
    first, last = known_years()
    return bool(is_workday(day)) if first <= day.year <= last else None
