"""Records that replace one another: the last on each subject counts, in whatever order they come."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from guiju.core.control import Reading
from guiju.core.newest import NewestCount
from guiju.core.selection import Condition, Selection
from guiju.core.tally import Tally
from tests.law.records import CLOSED, NOW, ago, record

JUDGED = (Condition("judged", "is", True),)
YEAR, WEEK, NONE = timedelta(days=365), timedelta(days=7), timedelta()
READING = Reading(Selection(CLOSED.kind), None, JUDGED, YEAR, WEEK, NONE, newest=True)


def decided(hours: float, judged: bool, subject: str = "s-1", seq: int = 1):
    """A decision so many hours ago that holds, or does not."""
    return record(CLOSED, ago(hours=hours), subject, seq=seq, judged=judged)


def counted(records) -> Tally:
    count = READING.count(NOW)
    assert isinstance(count, NewestCount)
    for one in records:
        count.add(one)
    return count.tally()


def test_a_decision_that_holds_replaces_one_that_did_not():
    assert counted([decided(5, False), decided(1, True)]).value == "met"
    assert counted([decided(1, True), decided(5, False)]).value == "met"


def test_a_decision_that_does_not_hold_replaces_one_that_did():
    tally = counted([decided(5, True, seq=1), decided(1, False, seq=2)])
    assert (tally.value, tally.reason, tally.faults) == ("not_met", "failed", (("w", 2),))


def test_of_two_at_one_moment_the_later_record_counts():
    assert counted([decided(1, True, seq=8), decided(1, False, seq=9)]).value == "not_met"
    assert counted([decided(1, True, seq=9), decided(1, False, seq=8)]).value == "met"


def test_each_subject_has_its_own():
    tally = counted([decided(5, True), decided(1, False, "s-2")])
    assert (tally.value, tally.events) == ("not_met", 2)


def test_what_lies_after_the_moment_asked_for_replaces_nothing():
    assert counted([decided(1, True), decided(-1, False)]).value == "met"


def test_an_old_decision_is_stale():
    assert counted([decided(24 * 8, True)]).reason == "stale"


def test_a_decision_before_the_window_is_none():
    assert counted([decided(24 * 366, False)]).reason == "no_events"


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.sampled_from("ab")), unique_by=lambda row: row[0]))
def test_figures(rows):
    last = {subject: holds for _, holds, subject in sorted(rows, reverse=True)}
    tally = counted(decided(hours, holds, subject) for hours, holds, subject in rows)
    assert (tally.events, tally.failed) == (len(last), list(last.values()).count(False))
