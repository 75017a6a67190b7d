from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.users import Counts, Limits
from guiju.users.limits import Asked
from tests.users.requests import MORNING, asked

CHINA = ZoneInfo("Asia/Shanghai")
BAD, GOOD, NEUTRAL = "bad", "good", "neutral"
happened = st.lists(st.tuples(st.sampled_from([BAD, BAD, GOOD, NEUTRAL]), st.integers(0, 3 * 24 * 60)), max_size=25)


def _asked(what: str, minutes: int) -> Asked:
    refusal = {BAD: "content", GOOD: "", NEUTRAL: "check"}[what]
    return MORNING + timedelta(minutes=minutes), asked(counted=what == BAD, refusal=refusal)  # type: ignore[arg-type]


def _naive(events: list[tuple[str, int]], in_a_row: int, per_day: int) -> bool:
    ordered = [(what, minutes) for what, minutes in sorted(events, key=lambda e: e[1]) if what != NEUTRAL]
    rows = [len(list(run)) for what, run in groupby(ordered, key=lambda e: e[0]) if what == BAD]
    days = [(MORNING + timedelta(minutes=m)).astimezone(CHINA).date() for what, m in ordered if what == BAD]
    return max(rows, default=0) >= in_a_row or any(days.count(day) >= per_day for day in days)


@given(happened, st.integers(1, 5), st.integers(1, 6))
def test_the_rule_is_so_many_in_a_row_or_on_one_day(events: list[tuple[str, int]], in_a_row: int, per_day: int) -> None:
    limits = Limits(in_a_row, per_day, CHINA)
    _, reached = limits.counted([_asked(*event) for event in events])
    assert bool(reached) == _naive(events, in_a_row, per_day)


def _run(*events: tuple[str, int]) -> tuple[Counts, str]:
    return Limits(3, 5, CHINA).counted([_asked(*event) for event in events])


def test_three_in_a_row() -> None:
    assert _run((BAD, 0), (BAD, 1))[1] == ""
    counts, reached = _run((BAD, 0), (NEUTRAL, 1), (BAD, 2), (BAD, 3))
    assert (counts.consecutive, counts.per_day, reached) == (3, 3, "consecutive")


def test_a_served_request_ends_a_row_but_not_the_day() -> None:
    counts, reached = _run((BAD, 0), (BAD, 1), (GOOD, 2), (BAD, 3), (BAD, 4), (GOOD, 5), (BAD, 6))
    assert (counts.consecutive, counts.per_day, reached) == (1, 5, "per_day")


def test_a_limit_once_reached_is_not_undone_by_what_follows() -> None:
    assert _run((BAD, 0), (BAD, 1), (BAD, 2), (GOOD, 3))[1] == "consecutive"


def test_the_day_begins_at_midnight_in_the_zone_of_the_service() -> None:
    midnight = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)  # in China
    times = [midnight + timedelta(minutes=minutes) for minutes in (-6, -5, -4, -3, 1)]
    requests = [(at, asked(counted=counted)) for at in times for counted in (True, False)]
    assert Limits(3, 5, CHINA).counted(requests)[1] == ""
    assert Limits(3, 5, UTC).counted(requests)[1] == "per_day"


def test_the_same_turn_is_counted_once() -> None:
    again = [(MORNING + timedelta(seconds=n), asked(counted=True, turn="cd" * 32)) for n in range(20)]
    counts, reached = Limits(3, 5, CHINA).counted(again)
    assert (counts.consecutive, counts.per_day, reached) == (1, 1, "")


def test_counts_of_another_day_are_not_of_today() -> None:
    counts, _ = _run((BAD, 0))
    assert counts.on(MORNING.date()) == 1
    assert counts.on(MORNING.date() + timedelta(days=1)) == 0


@pytest.mark.parametrize(("in_a_row", "per_day"), [(0, 5), (3, 0), (-1, 5)])
def test_a_limit_below_one_is_refused(in_a_row: int, per_day: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Limits(in_a_row, per_day, CHINA)
