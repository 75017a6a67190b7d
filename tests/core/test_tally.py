"""Counting: the figures are what a plain reading of the records gives, in whatever order they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from guiju.core.control import Reading
from guiju.core.selection import Condition, Selection
from guiju.core.tally import NAMED, Count
from tests.law.records import ADMITTED, CLOSED, NOW, record

WINDOW, FRESH, GRACE = timedelta(days=30), timedelta(days=7), timedelta(minutes=10)
ITSELF = Reading(Selection(CLOSED.kind), None, (Condition("judged", "is", True),), WINDOW, FRESH, timedelta(0))
JOINED = Reading(
    Selection(ADMITTED.kind), Selection(CLOSED.kind), (Condition("judged", "is", True),), WINDOW, FRESH, GRACE
)

ages = st.one_of(st.integers(-60, 60 * 24 * 60), st.integers(-5, 30)).map(lambda minutes: timedelta(minutes=minutes))
requests = st.lists(st.tuples(ages, st.none() | ages, st.booleans()), max_size=12)


def counted(reading, records):
    count = Count(reading, NOW)
    for one in records:
        count.add(one)
    return count.tally()


@given(requests, st.randoms())
def test_joined_records_are_counted_as_they_read(rows, random):
    records = []
    for i, (asked, closed, judged) in enumerate(rows):
        records.append(record(ADMITTED, NOW - asked, f"r-{i}"))
        if closed is not None:
            records.append(record(CLOSED, NOW - closed, f"r-{i}", judged=judged))
    random.shuffle(records)
    tally = counted(JOINED, records)

    def inside(age):
        return age is not None and timedelta(0) <= age < WINDOW

    events = [row for row in rows if inside(row[0])]
    ended = [row for row in rows if not inside(row[0]) and inside(row[1])]
    strays = [row for row in ended if not row[2] or row[1] < WINDOW - GRACE]
    covered = [row for row in events if inside(row[1])]
    late = [row for row in covered if abs(row[0] - row[1]) > GRACE]
    assert tally.events == len(events) + len(strays)
    assert tally.covered == len(covered) + len(strays)
    assert tally.failed == len(strays) + len(late) + sum(not row[2] for row in covered if row not in late)
    assert tally.pending == sum(not inside(closed) and asked < GRACE for asked, closed, _ in events)
    if tally.value == "met":
        assert not tally.failed and tally.covered + tally.pending == tally.events and covered
    assert len(tally.places) <= NAMED and len(tally.faults) <= NAMED
    assert tally.records == sum(inside(a) for a, _, _ in rows) + sum(inside(c) for _, c, _ in rows)


@given(st.lists(st.tuples(ages, st.booleans()), max_size=12))
def test_records_that_are_their_own_evidence(rows):
    tally = counted(ITSELF, [record(CLOSED, NOW - age, judged=judged) for age, judged in rows])
    inside = [row for row in rows if timedelta(0) <= row[0] < WINDOW]
    assert (tally.events, tally.covered) == (len(inside), len(inside))
    assert tally.failed == sum(not judged for _, judged in inside)
    if not inside:
        assert (tally.value, tally.reason) == ("no_evidence", "no_events")
    elif tally.failed:
        assert (tally.value, tally.reason) == ("not_met", "failed")
    elif min(age for age, _ in inside) >= FRESH:
        assert (tally.value, tally.reason) == ("not_met", "stale")
    else:
        assert (tally.value, tally.reason) == ("met", "covered")


def test_a_request_still_streaming_is_no_failure_and_one_that_never_ended_is():
    asked = record(ADMITTED, NOW - timedelta(minutes=9))
    assert (counted(JOINED, [asked]).value, counted(JOINED, [asked]).reason) == ("no_evidence", "pending")
    ended = [record(ADMITTED, NOW - timedelta(hours=1), "r-0"), record(CLOSED, NOW - timedelta(minutes=50), "r-0")]
    assert counted(JOINED, [asked, *ended]).value == "met"
    lost = record(ADMITTED, NOW - timedelta(minutes=11), "r-2", seq=7)
    tally = counted(JOINED, [lost, *ended])
    assert (tally.value, tally.reason, tally.faults) == ("not_met", "missing", (("w", 7),))


def test_evidence_after_the_moment_asked_about_is_not_seen():
    later = [record(ADMITTED, NOW - timedelta(hours=1)), record(CLOSED, NOW + timedelta(seconds=1))]
    assert counted(JOINED, later).reason == "missing"


def test_what_failed_is_named():
    tally = counted(ITSELF, [record(CLOSED, seq=1), record(CLOSED, seq=2, judged=False)])
    assert tally.faults == (("w", 2),)
    assert tally.places == (("w", 1), ("w", 2))


def test_a_second_end_of_one_answer_that_does_not_hold_fails_it():
    records = [record(ADMITTED), record(CLOSED), record(CLOSED, judged=False)]
    assert counted(JOINED, records).value == "not_met"


@given(st.permutations([record(ADMITTED), record(CLOSED), record(CLOSED, judged=False)]))
def test_of_two_ends_no_order_hides_the_one_that_does_not_hold(records):
    assert counted(JOINED, records).reason == "failed"


def test_evidence_that_comes_later_than_the_grace_fails():
    asked = record(ADMITTED, NOW - timedelta(hours=2))
    for after, value in ((GRACE, "met"), (GRACE + timedelta(seconds=1), "not_met"), (timedelta(hours=1), "not_met")):
        ended = record(CLOSED, asked.at + after, seq=9)
        for records in ([asked, ended], [ended, asked]):
            tally = counted(JOINED, records)
            assert tally.value == value
            assert tally.faults == (() if value == "met" else (("w", 9),))


def test_evidence_without_its_event_fails_unless_the_event_may_lie_before_the_window():
    whole = [record(ADMITTED), record(CLOSED)]
    tally = counted(JOINED, [*whole, record(CLOSED, subject="r-2", seq=9)])
    assert (tally.value, tally.reason, tally.events, tally.faults) == ("not_met", "failed", 2, (("w", 9),))
    edge = NOW - WINDOW + GRACE
    assert counted(JOINED, [*whole, record(CLOSED, edge, "r-2")]).value == "met"
    assert counted(JOINED, [*whole, record(CLOSED, edge + timedelta(seconds=1), "r-2")]).value == "not_met"


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), st.booleans()), max_size=6), st.randoms())
def test_an_event_takes_as_many_records_as_it_says(rows, random):
    reading = replace(JOINED, many="characters")
    records = []
    for i, (wanted, came, young) in enumerate(rows):
        at = NOW - (timedelta(minutes=1) if young else timedelta(hours=1))
        records.append(record(ADMITTED, at, f"r-{i}", characters=wanted))
        records += [record(CLOSED, at, f"r-{i}") for _ in range(came)]
    random.shuffle(records)
    tally = counted(reading, records)
    assert tally.events == sum(max(wanted, came) for wanted, came, _ in rows)
    assert tally.covered == sum(came for _, came, _ in rows)
    assert tally.failed == sum(max(came - wanted, 0) for wanted, came, _ in rows)
    assert tally.pending == sum(max(wanted - came, 0) for wanted, came, young in rows if young)
