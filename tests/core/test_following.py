"""Evidence that covers every event before it: what a plain reading gives, in whatever order records come."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from guiju.core.control import Control, Reading
from guiju.core.following import FollowingCount
from guiju.core.selection import Condition, Selection
from guiju.core.text import Text
from tests.law.records import ADMITTED, CHECKPOINT, NOW, ago, record

GRACE = timedelta(days=1)
READING = Reading(
    Selection(ADMITTED.kind),
    Selection(CHECKPOINT.kind),
    (Condition("records", "at_least", 1),),
    timedelta(days=30),
    timedelta(days=7),
    GRACE,
    by="time",
)
hours = st.integers(0, 24 * 29)


def counted(records):
    count = FollowingCount(READING, NOW)
    for one in records:
        count.add(one)
    return count.tally()


def sealed(hours: float, seq: int = 9, **changed):
    """A checkpoint so many hours ago."""
    return record(CHECKPOINT, ago(hours=hours), "checkpoint-1", None, seq=seq, **changed)


@given(st.lists(hours, max_size=8), st.lists(st.tuples(hours, st.booleans()), max_size=8), st.randoms())
def test_figures(asked, seals, random):
    records = [record(ADMITTED, ago(hours=at)) for at in asked]
    records += [sealed(at, records=int(whole)) for at, whole in dict(seals).items()]
    random.shuffle(records)
    tally = counted(records)
    whole = dict(seals)
    next_seal = [max((seal for seal in whole if at - 24 <= seal <= at), default=None) for at in asked]
    assert tally.events == len(asked)
    assert tally.covered == sum(seal is not None for seal in next_seal)
    assert tally.failed == sum(seal is not None and not whole[seal] for seal in next_seal)
    assert tally.pending == sum(seal is None and at < 24 for at, seal in zip(asked, next_seal, strict=True))


def test_requests_that_lay_open_for_days_are_missing_and_named():
    tally = counted([record(ADMITTED, ago(days=6), seq=3), record(ADMITTED, ago(hours=2), seq=4), sealed(1)])
    assert (tally.value, tally.reason, tally.events, tally.covered) == ("not_met", "missing", 2, 1)
    assert (tally.places, tally.faults) == ((("w", 9),), (("w", 3),))


def test_a_seal_without_anything_to_seal_is_no_evidence():
    assert counted([sealed(1)]).reason == "no_events"


def test_a_request_just_made_waits_for_its_seal():
    assert (counted([record(ADMITTED)]).value, counted([record(ADMITTED)]).reason) == ("no_evidence", "pending")


def test_the_ledger_seals_a_demonstration_too():
    control = Control("seal", Text("封", "seal"), READING, CHECKPOINT.kind)
    status = control.status([record(ADMITTED, demo=True), sealed(0.5)], NOW)
    assert (status.live.reason, status.demo.value) == ("no_events", "met")
