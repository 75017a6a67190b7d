"""What an upgrade changes is told value by value: old, new, and the clause that decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import orjson
import pytest

from guiju.cli.upgrade_text import plan_json, plan_lines
from guiju.law import Plan, load, plan
from guiju.law.versions.touched import Assessment, Bearing, Clock
from guiju.law.versions.upgrade import Effect, Renewal
from tests.law.packs import PACK, folder
from tests.law.records import NOW

DAY = date(2026, 6, 1)


def planned(place: Path, old: str, new: str) -> Plan:
    before, wanted = (
        load(on=DAY, folder=folder(place, test_pack=text)) for text in (PACK, PACK.replace(old, new))
    )  # fmt: skip
    return plan({"test-pack": before.all[0]}, before, wanted, ["test-pack"], [], UTC)


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("value: 3", "value: 2", ["parameters  ~1", "value: 3 → 2", "limit: 3 → 2  (test-pack/1)"]),
        ("prompt: REFUSE", "prompt: STOP", ["prompt: REFUSE → STOP", "a1.a/prompt: REFUSE → STOP  (test-pack/1)"]),
        (
            "fresh: P7D",
            "fresh: P6D",
            ["controls  ~1", "~ answers  (fresh)", "fresh: 7 d → 6 d"],
        ),
        ("zh: 责, en: Duty", "zh: 新责, en: New duty", ["~ 1  (duty)", "duty: Duty → New duty"]),
        ("trigger: continuous", "trigger: continuous\n    source: Law 9", ["source: – → Law 9"]),
        ("status: in_force", "status: superseded", ["instruments  ~1", "status: in_force → superseded"]),
    ],
)
def test_every_sort_of_change_is_told(tmp_path: Path, old: str, new: str, lines: list[str]) -> None:
    told = [line.strip() for line in plan_lines(planned(tmp_path, old, new), {}, True, "en")]
    assert [line for line in lines if line not in told] == []
    assert told[0].startswith("test-pack  1 ") and "→ 1 " in told[0] and told[0].endswith("[binding]")


def test_the_same_as_json(tmp_path: Path) -> None:
    told = orjson.loads(plan_json(planned(tmp_path, "fresh: P7D", "fresh: P6D"), {"other": "why"}, False))
    [change] = told["packs"][0]["changes"]
    assert change == {
        "part": "controls", "id": "answers", "how": "changed",
        "fields": [{"name": "fresh", "old": 7 * 86400.0, "new": 6 * 86400.0}],
    }  # fmt: skip
    assert (told["dry_run"], told["unreadable"]) == (False, {"other": "why"})
    told = orjson.loads(plan_json(planned(tmp_path, "prompt: REFUSE", "prompt: STOP"), {}, True))
    assert told["floors"] == [{"id": "a1.a/prompt", "old": "REFUSE", "new": "STOP", "clause": "test-pack/1"}]


def test_terms_and_assessments_that_are_touched(tmp_path: Path) -> None:
    [one] = planned(tmp_path, "value: 3", "value: 2").renewals
    days = date(2026, 11, 1), date(2026, 11, 11)
    touched = Renewal(
        one.old, one.new, one.mode, one.difference,
        (
            Clock("test-pack/1", "violation_found", *days, (date(2026, 12, 1),), gone=False, moved=False),
            Clock("test-pack/2", "violation_found", *days, (), gone=True, moved=False),
            Clock("test-pack/3", "violation_found", *days, (date(2026, 12, 1),), gone=False, moved=True),
            Clock("test-pack/4", "violation_found", days[0], None, (None,), gone=False, moved=False),
        ),
        (Assessment("duty.decided/1", "duty", NOW, "1", "ab" * 32, "test-pack/1"),),
    )  # fmt: skip
    told = "\n".join(plan_lines(Plan((touched,), (), ()), {}, True, "en"))
    assert "test-pack/1  violation_found 2026-11-01: 2026-11-11 → 2026-12-01" in told
    assert "2026-11-11 → no such term any more" in told and "2026-11-11 → was suspended or extended" in told
    assert "2026-11-01: no date → no date" in told
    assert "duty.decided/1  test-pack/1  2026-11-22 12:00  duty  (1 abababab)" in told


@pytest.mark.parametrize(
    ("bearing", "said"),
    [("lapses", "will lapse"), ("lapsed", "lapsed before"), ("holds", "goes on"), ("revives", "hold again")],
)
def test_what_becomes_of_a_decision_is_told(tmp_path: Path, bearing: Bearing, said: str) -> None:
    [one] = planned(tmp_path, "value: 3", "value: 2").renewals
    decided = Assessment("duty.decided/1", "duty", NOW, "1", "ab" * 32, "test-pack/1", bearing)
    touched = Plan((replace(one, assessments=(decided,)),), (), ())
    [line] = [line for line in plan_lines(touched, {}, True, "en") if "duty.decided" in line]
    assert said in line
    [told] = orjson.loads(plan_json(touched, {}, True))["packs"][0]["assessments"]
    assert told["effect"] == bearing


@pytest.mark.parametrize(
    ("old", "new", "corrected"),
    [
        ("value: 3", "value: 2", True),
        ("duty: {zh: 责, en: Duty}", "duty: {zh: 责, en: Other}", True),
        ("fresh: P7D", "fresh: P6D", False),
        ("shows: {zh: 证, en: Evidence}", "shows: {zh: 证, en: Other}", False),
        ('version: "1"', 'version: "2"', False),
    ],
)
def test_another_text_under_the_same_version_is_told(tmp_path: Path, old: str, new: str, corrected: bool) -> None:
    found = planned(tmp_path, old, new)
    assert ("under the same version" in "\n".join(plan_lines(found, {}, True, "en"))) is corrected
    assert orjson.loads(plan_json(found, {}, True))["packs"][0]["correction"] is corrected


def test_what_cannot_be_compared_and_nothing_at_all(tmp_path: Path) -> None:
    [one] = planned(tmp_path, "value: 3", "value: 2").renewals
    first = Plan((Renewal(None, one.new, one.mode, None, (), ()),), (Effect("limit", None, 2, "test-pack/1"),), ())
    assert "adopted for the first time" in "\n".join(plan_lines(first, {}, False, "en"))
    assert "limit: – → 2" in "\n".join(plan_lines(first, {}, False, "en"))
    assert "无从比较" in "\n".join(plan_lines(first, {"test-pack": "gone"}, False, "zh"))
    assert list(plan_lines(Plan((), (), ()), {}, True, "en")) == ["nothing to adopt: the packs at hand are in use"]
