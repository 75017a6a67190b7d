"""Terms: ISO 8601 durations added to a date, and working days counted from one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from guiju.law.clock.calendar import is_working

_ISO = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII
)
_WEEK, _YEAR = 7, 12
NEXT = timedelta(1)
"""From one day to the next."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term in calendar months and days; the months are added first."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that do not count, the first and the last among them."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def term(told: str) -> Term:
    """A term from ISO 8601. Hours count as the whole days in them: a term runs from a day, not from an hour of it.

    Raises ValueError for what is no duration.
    """
    match = _ISO.fullmatch(told)
    if match is None:
        raise ValueError(f"{told!r} is no term; write one in ISO 8601, such as P10D, P3M or P1Y6M")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    try:
        rest = timedelta(weeks * _WEEK + days, seconds, minutes=minutes, hours=hours)
    except OverflowError:
        raise ValueError(f"{told!r} is too long a term") from None
    return Term(years * _YEAR + months, rest.days)


def added(on: date, one: Term) -> date:
    """The date a term after another, in a month without such a day its last one. Raises ValueError past year 9999."""
    month = on.month - 1 + one.months
    try:
        year, month = on.year + month // _YEAR, month % _YEAR + 1
        day = min(on.day, monthrange(year, month)[1])
        return date(year, month, day) + timedelta(one.days)
    except (OverflowError, ValueError):
        raise ValueError(f"a term from {on} ends past the year {date.max.year}; give a shorter one") from None


def worked(on: date, count: int, suspended: tuple[Suspension, ...] = ()) -> date | None:
    """The last of so many working days after a date, suspended ones passed over; None where the calendar ends first."""
    day = on
    while count > 0:
        if day == date.max:
            return None
        day += NEXT
        working = is_working(day)
        if working is None:
            return None
        count -= working and not any(day in one for one in suspended)
    return day


def ending(on: date, within: Term, *, working: bool, suspended: tuple[Suspension, ...] = ()) -> date | None:
    """The last day of a term from a date whose own day is not counted, nor are suspended days.

    None where working days are counted and the calendar is not known that far. Raises ValueError for a suspension that
    is inverted, begins before the event or after the term has ended, or overlaps another.
    """
    due = _end(on, within, working, ())
    ordered = tuple(_fitting(on, suspended))
    for i, one in enumerate(ordered):
        if due is not None and one.first > due:
            raise ValueError(f"the term from {on} had ended on {due}, before it was suspended on {one.first}")
        due = _end(on, within, working, ordered[: i + 1])
    return due


def _end(on: date, within: Term, working: bool, suspended: tuple[Suspension, ...]) -> date | None:
    if working:
        return worked(on, within.days, suspended)
    lost = sum((one.last - one.first).days + (one.first > on) for one in suspended)
    return added(added(on, within), Term(0, lost))


def _fitting(on: date, suspended: tuple[Suspension, ...]) -> Iterator[Suspension]:
    before: Suspension | None = None
    for one in sorted(suspended, key=lambda one: one.first):
        if one.last < one.first:
            raise ValueError(f"suspension {one.first}..{one.last}: it ends before it begins; turn it round")
        if one.first < on:
            raise ValueError(f"suspension {one.first}..{one.last} begins before the event on {on}")
        if before and one.first <= before.last:
            raise ValueError(f"suspension {one.first}..{one.last} overlaps the one to {before.last}; join them")
        before = one
        yield one
