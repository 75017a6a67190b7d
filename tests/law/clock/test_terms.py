"""Terms: month ends and leap days, working days by the calendar, and what a suspension does to either."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guiju.law.clock.calendar import is_working
from guiju.law.clock.terms import Suspension, Term, added, ending, term, worked

KNOWN = st.dates(date(2004, 1, 1), date(2025, 6, 30))
CALENDAR = st.builds(Term, st.integers(0, 60), st.integers(0, 400))


def day(told: str) -> date:
    return date.fromisoformat(told)


@pytest.mark.parametrize(
    ("told", "months", "days"),
    [
        ("P10D", 0, 10), ("P3M", 3, 0), ("P1Y", 12, 0), ("P2W", 0, 14), ("P1Y2M3W4D", 14, 25), ("P1Y6M", 18, 0),
        ("PT24H", 0, 1), ("PT2H", 0, 0), ("P1DT36H", 0, 2), ("PT1440M", 0, 1), ("P0D", 0, 0),
    ],
)  # fmt: skip
def test_iso_terms(told: str, months: int, days: int) -> None:
    assert term(told) == Term(months, days)


@pytest.mark.parametrize(
    "told", ["", "P", "PT", "10", "P10", "-P1D", "P1.5D", "P1D2Y", "P1H", "p1d", " P1D", "P１D", "P1DT"]
)
def test_what_is_no_term(told: str) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        term(told)


@pytest.mark.parametrize("told", [f"P{9**20}D", f"PT{9**30}S"])
def test_a_term_beyond_all_dates(told: str) -> None:
    with pytest.raises(ValueError, match="too long"):
        term(told)


@pytest.mark.parametrize(
    ("on", "within", "due"),
    [
        ("2026-11-30", "P3M", "2027-02-28"), ("2024-02-29", "P1Y", "2025-02-28"), ("2023-11-30", "P3M", "2024-02-29"),
        ("2024-02-29", "P4Y", "2028-02-29"), ("2026-01-31", "P1M", "2026-02-28"), ("2026-12-31", "P6M", "2027-06-30"),
        ("2026-08-31", "P6M", "2027-02-28"), ("2026-11-22", "P3M", "2027-02-22"), ("2026-11-22", "P6M", "2027-05-22"),
        ("2026-11-22", "P3Y", "2029-11-22"), ("2026-11-22", "P10D", "2026-12-02"), ("2026-12-31", "P1D", "2027-01-01"),
        ("2026-01-31", "P1M1D", "2026-03-01"), ("2026-11-22", "P1Y2M3W4D", "2028-02-16"),
        ("2026-11-22", "P0D", "2026-11-22"),
    ],
)  # fmt: skip
def test_calendar_terms(on: str, within: str, due: str) -> None:
    assert ending(day(on), term(within), working=False) == day(due)


@pytest.mark.parametrize(
    ("on", "count", "due"),
    [
        ("2026-11-20", 10, "2026-12-04"),  # two plain weeks
        ("2026-11-22", 10, "2026-12-04"),  # from a Sunday
        ("2024-02-05", 10, "2024-02-23"),  # Spring Festival, and the Sunday worked after it
        ("2025-01-20", 10, "2025-02-08"),  # ends on a Saturday that is worked
        ("2026-02-10", 10, "2026-03-02"),  # nine days off between two worked Saturdays
        ("2026-02-14", 1, "2026-02-24"),
        ("2024-09-27", 10, "2024-10-16"),  # National Day
        ("2025-09-26", 20, "2025-10-30"),  # with the mid-autumn festival in it
        ("2026-09-25", 10, "2026-10-15"),
        ("2026-09-19", 1, "2026-09-20"),  # a Sunday that is worked
        ("2024-04-03", 1, "2024-04-07"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-11-20", 20, "2026-12-18"),
        ("2026-12-31", 0, "2026-12-31"),
    ],
)
def test_working_days(on: str, count: int, due: str) -> None:
    assert worked(day(on), count) == day(due)


@pytest.mark.parametrize(
    ("on", "count"), [("2026-11-20", 30), ("2026-12-31", 1), ("2003-12-30", 1), ("2031-01-01", 10)]
)
def test_no_working_day_is_counted_beyond_the_known_years(on: str, count: int) -> None:
    assert worked(day(on), count) is None


def test_a_date_past_the_last_year() -> None:
    with pytest.raises(ValueError, match="9999"):
        added(date(2026, 1, 1), term("P9000Y"))


@given(st.dates(date(1900, 1, 1), date(2400, 1, 1)), st.integers(0, 600))
def test_months_keep_the_day_or_end_with_the_month(on: date, months: int) -> None:
    due = added(on, Term(months, 0))
    assert (due.year * 12 + due.month) - (on.year * 12 + on.month) == months
    assert due.day == on.day or (due.day < on.day and (due + timedelta(1)).day == 1)


@given(st.dates(date(1900, 1, 1), date(2400, 1, 1)), st.integers(0, 800), CALENDAR)
def test_a_later_event_never_ends_earlier(on: date, later: int, within: Term) -> None:
    assert added(on, within) <= added(on + timedelta(later), within)


@given(KNOWN, st.integers(0, 200))
def test_n_working_days_hold_exactly_n_working_days(on: date, count: int) -> None:
    due = worked(on, count)
    assert due is not None
    between = [on + timedelta(n) for n in range(1, (due - on).days + 1)]
    assert sum(bool(is_working(one)) for one in between) == count
    assert not count or is_working(due)


@st.composite
def suspended(draw: st.DrawFn, working: bool) -> tuple[date, Term, date, Suspension]:
    """A term from a date, when it ends, and a suspension in it."""
    on = draw(KNOWN)
    within = Term(0, draw(st.integers(1, 60))) if working else draw(CALENDAR)
    due = ending(on, within, working=working)
    assert due
    assume(due > on)
    first = on + timedelta(draw(st.integers(1, (due - on).days)))
    return on, within, due, Suspension(first, first + timedelta(draw(st.integers(0, 60))))


@given(suspended(working=False))
def test_a_suspension_moves_a_calendar_term_by_its_days(found: tuple[date, Term, date, Suspension]) -> None:
    on, within, due, one = found
    moved = ending(on, within, working=False, suspended=(one,))
    assert moved == due + (one.last - one.first) + timedelta(1)


@given(suspended(working=True))
def test_a_suspension_moves_a_working_term_by_its_working_days(found: tuple[date, Term, date, Suspension]) -> None:
    on, within, due, one = found
    moved = ending(on, within, working=True, suspended=(one,))
    assert moved is not None
    lost = sum(bool(is_working(one.first + timedelta(n))) for n in range((one.last - one.first).days + 1))
    gained = [due + timedelta(n) for n in range(1, (moved - due).days + 1)]
    assert moved >= due + timedelta(lost)
    counted = [on + timedelta(n) for n in range(1, (moved - on).days + 1)]
    assert sum(bool(is_working(each)) and each not in one for each in counted) == within.days
    assert sum(bool(is_working(each)) for each in gained) == lost


@given(suspended(working=False), st.integers(1, 30), st.integers(0, 30))
def test_two_suspensions_move_a_term_by_both_in_either_order(
    found: tuple[date, Term, date, Suspension], gap: int, length: int
) -> None:
    on, within, due, one = found
    other = Suspension(one.last + timedelta(gap), one.last + timedelta(gap + length))
    assume(other.first <= ending(on, within, working=False, suspended=(one,)))
    both = ending(on, within, working=False, suspended=(one, other))
    assert both == ending(on, within, working=False, suspended=(other, one))
    assert both == due + (one.last - one.first) + (other.last - other.first) + timedelta(2)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-11-25", "2026-11-24", "ends before it begins"),
        ("2026-11-19", "2026-11-24", "begins before the event"),
        ("2026-12-05", "2026-12-06", "had ended on 2026-12-04"),
    ],
)
@pytest.mark.parametrize("working", [True, False])
def test_a_suspension_that_does_not_fit(first: str, last: str, told: str, working: bool) -> None:
    within = Term(0, 10 if working else 14)
    with pytest.raises(ValueError, match=told):
        ending(day("2026-11-20"), within, working=working, suspended=(Suspension(day(first), day(last)),))


def test_suspensions_that_overlap() -> None:
    days = (Suspension(day("2026-11-24"), day("2026-11-26")), Suspension(day("2026-11-26"), day("2026-11-27")))
    with pytest.raises(ValueError, match="overlaps"):
        ending(day("2026-11-20"), Term(0, 10), working=True, suspended=days)


def test_the_day_of_the_event_is_not_lost_twice() -> None:
    on = day("2026-11-20")
    assert ending(on, Term(0, 10), working=False, suspended=(Suspension(on, on),)) == day("2026-11-30")


def test_the_last_day_there_is() -> None:
    last = date.max
    assert worked(last, 3) is None
    assert ending(last, Term(0, 0), working=False, suspended=(Suspension(last, last),)) == last
    with pytest.raises(ValueError, match="past the year 9999"):
        ending(last, Term(0, 1), working=False)
