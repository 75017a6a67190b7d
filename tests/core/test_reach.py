"""Limits that a user's records mount up to."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.control import Reading
from guiju.core.reach import Reach, ReachCount
from guiju.core.selection import Condition, Selection
from tests.law.records import ADMITTED, SUSPENDED, record

ZONE = "Asia/Shanghai"
NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo(ZONE))
NOW = NOON + timedelta(days=1)
READING = Reading(
    Selection(ADMITTED.kind, (Condition("counted", "is", True),)),
    Selection(SUSPENDED.kind),
    (Condition("after", "any_of", ("suspended", "closed")),),
    timedelta(days=30),
    timedelta(days=29),
    timedelta(minutes=1),
    Reach(3, 5, ZONE, "turn", (Condition("refusal", "is", ""),)),
)


def turn(minutes: float, mark: str = "", user: str | None = "u-1"):
    """A counted refusal so many minutes after noon; the mark tells turns apart."""
    return record(
        ADMITTED,
        NOON + timedelta(minutes=minutes),
        user=user,
        turn=mark or str(minutes),
        counted=True,
        refusal="content",
    )


def served(minutes: float):
    """A request that was not refused."""
    return record(ADMITTED, NOON + timedelta(minutes=minutes))


def change(minutes: float, after: str = "suspended", user: str = "u-1"):
    """A change of standing."""
    return record(SUSPENDED, NOON + timedelta(minutes=minutes), subject=user, user=user, after=after)


def told(*records):
    count = ReachCount(READING, READING.reach, NOW)
    for one in records:
        count.add(one)
    tally = count.tally()
    return tally.value, tally.reason, tally.events, tally.covered, tally.failed


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([turn(1), turn(2)], ("no_evidence", "no_events", 0, 0, 0)),
        ([turn(1), turn(2), turn(3)], ("not_met", "missing", 1, 0, 0)),
        ([turn(1), turn(2), turn(3), change(3.1)], ("met", "covered", 1, 1, 0)),
        ([turn(1), turn(2), turn(3), change(5)], ("not_met", "missing", 1, 0, 0)),
        ([turn(1), turn(2), turn(3), change(3.1, "good")], ("not_met", "failed", 1, 1, 1)),
        ([turn(1), turn(2), served(2.5), turn(3)], ("no_evidence", "no_events", 0, 0, 0)),
        ([turn(1, "same"), turn(2, "same"), turn(3, "same")], ("no_evidence", "no_events", 0, 0, 0)),
        ([turn(1), turn(2), turn(3), change(3.1), turn(4), turn(5)], ("met", "covered", 1, 1, 0)),
        ([turn(1), turn(2), turn(3, user="u-2")], ("no_evidence", "no_events", 0, 0, 0)),
        ([turn(1, user=None), turn(2, user=None), turn(3, user=None)], ("no_evidence", "no_events", 0, 0, 0)),
        ([turn(1), turn(2), turn(3), change(3.1, user="u-2")], ("not_met", "missing", 1, 0, 0)),
    ],
)
def test_in_a_row(records, expected):
    assert told(*records) == expected


def test_in_a_day_of_the_zone():
    spread = [one for i in range(4) for one in (turn(10 * i), served(10 * i + 5))]
    assert told(*spread)[2] == 0
    assert told(*spread, turn(50))[1:3] == ("missing", 1)
    midnight = 12 * 60
    assert told(*spread, turn(midnight - 1))[2] == 1
    assert told(*spread, turn(midnight + 1))[2] == 0


@given(st.permutations([turn(1), turn(2), served(2.5), turn(3), turn(4), turn(5), change(5.1), turn(6), turn(7)]))
def test_the_order_in_which_records_come_does_not_matter(records):
    assert told(*records) == ("met", "covered", 1, 1, 0)
