"""Terms that run and assessments that stand are found where a new version of their pack changes what they rest on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from guiju.core.facts import (
    ClockChanged,
    ClockStarted,
    ClockStopped,
    Digest,
    DutyDecided,
    ExposureComputed,
    Id,
    PackDecided,
    RestsOn,
    ScopeDecided,
    StatusJudged,
)
from guiju.law.reading.loading import read_pack
from guiju.law.register.wording import duty_digest
from guiju.law.versions.touched import TOUCHED, Clock, assessments, clocks
from tests.law.packs import PACK, folder
from tests.law.records import DIGEST, EXPOSURE, NOW, SCOPE, ago, record

ZONE = timezone(timedelta(hours=8))
DUE = "    shows: {zh: 证, en: Evidence}\n    deadlines: [{after: violation_found, within: P10D}]\n"
TERM = PACK.replace("    shows: {zh: 证, en: Evidence}\n", DUE)
BEGUN = datetime(2026, 11, 1, tzinfo=ZONE).astimezone(UTC)
ENDS = datetime(2026, 11, 11, 23, 59, tzinfo=ZONE).astimezone(UTC)
NAMED = Id("violation_found"), Id("test-pack/1"), Id("test-pack")
STARTED = ClockStarted(*NAMED, Id("1"), DIGEST, BEGUN, ENDS, "dated", False)
MOVED = ClockChanged(
    *NAMED, Id("1"), DIGEST, "suspended", BEGUN, ENDS, ENDS, ENDS + timedelta(days=3), "dated", DIGEST, Id("chief")
)
STOPPED = ClockStopped(*NAMED, DIGEST, NOW, True)


def read(place, text):
    return read_pack(folder(place, test_pack=text), "test-pack")


def running(*facts):
    return [record(one, ago(hours=9 - i), "clock-1", None) for i, one in enumerate(facts)]


@pytest.mark.parametrize(
    ("new", "then", "gone"),
    [
        ("{after: violation_found, within: P1M}", (date(2026, 12, 1),), False),
        ("{after: violation_found, within: P5D, days: working}", (date(2026, 11, 6),), False),
        ("{after: violation_found, open: at_once}", (None,), False),
        (
            "{after: violation_found, open: before, grace: {before: 2026-12-01, by: 2026-12-24}}",
            (date(2026, 12, 24),),
            False,
        ),
        ("{after: service_started, within: P10D}", (), True),
    ],
)
def test_a_term_that_the_new_version_sets_otherwise(tmp_path, new, then, gone):
    old = read(tmp_path, TERM)
    changed = read(tmp_path, TERM.replace("{after: violation_found, within: P10D}", new))
    [clock] = clocks(running(STARTED), old, changed, ZONE)
    assert clock == Clock(
        "test-pack/1", "violation_found", date(2026, 11, 1), date(2026, 11, 11), then, gone, moved=False
    )


def test_a_term_that_stays_was_stopped_or_is_of_another_pack_is_not_touched(tmp_path):
    old, changed = read(tmp_path, TERM), read(tmp_path, TERM.replace("P10D", "P9D"))
    worded = read(tmp_path, TERM.replace("en: Duty", "en: The duty"))
    assert clocks(running(STARTED), old, worded, ZONE) == ()
    assert clocks(running(STARTED, STOPPED), old, changed, ZONE) == ()
    assert clocks([record(STARTED, pack="other")], old, changed, ZONE) == ()
    assert len(clocks(running(STARTED), old, changed, ZONE)) == 1


def test_a_term_that_was_moved_ends_where_it_was_moved_to(tmp_path):
    old, changed = read(tmp_path, TERM), read(tmp_path, TERM.replace("P10D", "P9D"))
    [clock] = clocks(running(STARTED, MOVED), old, changed, ZONE)
    assert (clock.due, clock.moved) == (date(2026, 11, 14), True)


def test_where_the_old_version_is_not_known_every_term_of_the_pack_is_touched(tmp_path):
    assert len(clocks(running(STARTED), None, read(tmp_path, TERM), ZONE)) == 1


def judged(digest, **changed):
    facts = StatusJudged(Id("test-pack"), Id("1"), Digest(digest), NOW, 1, 0, 0, 0, 0)
    return record(facts, changed.pop("at", ago(hours=1)), changed.pop("subject", "status-1"), None, **changed)


def decided(digest, obligation="test-pack/1", item="i-1", at=None, duty=""):
    facts = DutyDecided(Id(obligation), Id("test-pack"), Id("1"), Digest(digest), False, Id(item), DIGEST, Digest(duty))
    return record(facts, at or ago(hours=1), "duty", None)


def test_an_assessment_stands_as_long_as_it_is_the_newest_of_its_kind(tmp_path):
    new = read(tmp_path, PACK)
    rests = record(EXPOSURE, packs=(RestsOn(Id("test-pack"), Id("1"), DIGEST), RestsOn(Id("other"), Id("1"), DIGEST)))
    scoped = record(SCOPE, packs=(PackDecided(Id("test-pack"), Id("1"), DIGEST, True),))
    found = assessments([judged(DIGEST), decided(DIGEST), decided(DIGEST, "test-pack/2"), rests, scoped], new)
    assert {(one.kind, one.obligation) for one in found} == {
        (StatusJudged.kind, ""), (DutyDecided.kind, "test-pack/1"), (DutyDecided.kind, "test-pack/2"),
        (ExposureComputed.kind, ""), (ScopeDecided.kind, ""),
    }  # fmt: skip
    assert {kind for kind, _ in {(one.kind, "") for one in found}} <= set(TOUCHED)
    assert all((one.version, one.digest) == ("1", DIGEST) for one in found)


def test_what_rests_on_the_new_version_already_is_not_touched(tmp_path):
    new = read(tmp_path, PACK)
    assert assessments([judged(new.digest), decided(new.digest)], new) == ()
    again = judged(new.digest, at=ago(minutes=5), subject="status-2")
    assert assessments([again, judged(DIGEST)], new) == ()
    assert len(assessments([judged(DIGEST), judged(new.digest, at=ago(hours=2))], new)) == 1


def test_what_becomes_of_a_decision(tmp_path):
    law = read(tmp_path, PACK)
    controls = read(tmp_path, PACK.replace("fresh: P7D", "fresh: P6D"))
    other = read(tmp_path, PACK.replace("en: Duty", "en: Other"))
    third = read(tmp_path, PACK.replace("en: Duty", "en: Third"))
    made = decided(law.digest, duty=duty_digest(law, "test-pack/1"))

    def told(old, new):
        return [one.effect for one in assessments([made], new, old)]

    assert told(law, other) == told(None, other) == ["lapses"]
    assert told(law, controls) == ["holds"] and told(other, third) == ["lapsed"]
    assert told(other, law) == told(other, controls) == ["revives"] and told(controls, law) == []


def test_a_decision_that_was_taken_back_is_none(tmp_path):
    new = read(tmp_path, PACK)
    assert assessments([decided(DIGEST), decided(DIGEST, item="", at=ago(minutes=5))], new) == ()
