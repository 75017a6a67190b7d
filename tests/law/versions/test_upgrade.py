"""An upgrade is known before it is made: what it changes in each pack and over all of them, and what it may not do."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from guiju.core.facts import Digest, Id, StatusJudged
from guiju.law.reading.loading import load, read_pack
from guiju.law.versions.upgrade import clash, plan, refusals, untimely
from tests.law.packs import PACK, folder
from tests.law.records import DIGEST, NOW, ago, record

DAY = date(2026, 6, 1)


def read(place, text, name="test-pack"):
    return read_pack(folder(place, **{name.replace("-", "_"): text}), name)


def packs(place, text, mode="binding", **more):
    return load(on=DAY, folder=folder(place, active=f"test-pack: {mode}\n" + "".join(
        f"{name}: binding\n" for name in more), test_pack=text, **more))  # fmt: skip


def planned(place, new, mode="binding", records=()):
    before, wanted = packs(place, PACK), packs(place, new, mode)
    return plan({"test-pack": before.all[0]}, before, wanted, ["test-pack"], records, UTC)


def effects(found):
    return [(one.id, one.old, one.new, one.clause) for one in found]


def test_what_is_adopted_for_the_first_time_is_compared_with_nothing(tmp_path):
    before, wanted = load(["test-pack"], on=date(2025, 1, 1), folder=folder(tmp_path)), packs(tmp_path, PACK)
    [one] = plan({}, before, wanted, ["test-pack"], [], UTC).renewals
    assert (one.old, one.difference, one.mode) == (None, None, "binding")
    assert plan({}, before, wanted, ["test-pack"], [], UTC).parameters == ()


def test_what_is_not_adopted_is_not_told(tmp_path):
    both = packs(tmp_path, PACK, other=PACK.replace("id: test-pack", "id: other"))
    assert [one.new.id for one in plan({}, both, both, ["other"], [], UTC).renewals] == ["other"]


def test_a_changed_parameter_is_told_as_it_merges(tmp_path):
    found = planned(tmp_path, PACK.replace("value: 3", "value: 2"))
    assert effects(found.parameters) == [("limit", 3, 2, "test-pack/1")]
    assert [change.part for change in found.renewals[0].difference.changes] == ["parameters"]


def test_a_changed_parameter_that_another_pack_outdoes_changes_nothing(tmp_path):
    tight = PACK.replace("id: test-pack", "id: tight").replace("value: 3", "value: 1")
    before = packs(tmp_path, PACK, tight=tight)
    wanted = packs(tmp_path, PACK.replace("value: 3", "value: 2"), tight=tight)
    found = plan({"test-pack": before.all[0]}, before, wanted, ["test-pack"], [], UTC)
    assert found.parameters == () and len(found.renewals[0].difference.changes) == 1


def test_changed_floors_and_modes(tmp_path):
    assert effects(planned(tmp_path, PACK.replace("prompt: REFUSE", "prompt: STOP")).floors) == [
        ("a1.a/prompt", "REFUSE", "STOP", "test-pack/1")
    ]
    found = planned(tmp_path, PACK, "reference")
    assert ("limit", 3, None, "test-pack/1") in effects(found.parameters)
    assert ("a1.a/prompt", "REFUSE", "ALLOW", "test-pack/1") in effects(found.floors)


def test_assessments_are_told_and_those_of_demonstrations_are_not(tmp_path):
    facts = StatusJudged(Id("test-pack"), Id("1"), Digest(DIGEST), NOW, 1, 0, 0, 0, 0)
    new = PACK.replace("value: 3", "value: 2")
    [one] = planned(tmp_path, new, records=[record(facts, ago(hours=1))]).renewals
    assert [a.kind for a in one.assessments] == ["status.judged/1"]
    [one] = planned(tmp_path, new, records=[record(facts, ago(hours=1), demo=True)]).renewals
    assert one.assessments == ()


SEED = """\
obligations:
  - {id: seed/7, clause: "-", duty: {zh: 七, en: Seven}, trigger: continuous, controls: [later], shows: {zh: 证, en: E}}
"""
SINCE = "since: 2026-01-01\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (SINCE, f"{SINCE}replaces: [other]\n", "other replaces test-pack"),
        (SINCE, f"{SINCE}replaces: [nobody]\n", "replaces 'nobody', which is no pack"),
        ("obligations:\n", SEED, "obligation seed/7 stands in test-pack and other"),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path, old, new, said):
    other = PACK.replace("id: test-pack", "id: other").replace(SINCE, f"{SINCE}replaces: [test-pack]\n")
    known = {"test-pack": read(tmp_path, PACK), "other": read(tmp_path, other.replace("obligations:\n", SEED), "other")}
    assert said in " ".join(refusals({"test-pack": read(tmp_path, PACK.replace(old, new))}, known))
    assert list(refusals({"test-pack": read(tmp_path, PACK.replace("value: 3", "value: 2"))}, known)) == []


def test_a_pack_that_is_not_in_effect_takes_no_place(tmp_path):
    pack = read(tmp_path, PACK.replace("since: 2026-01-01", "since: 2026-01-01\nuntil: 2026-07-01"))
    assert "applies from 2026-01-01" in next(untimely([pack], date(2025, 12, 31)))
    assert "ended on 2026-07-01" in next(untimely([pack], date(2026, 7, 1)))
    assert list(untimely([pack], date(2026, 6, 30))) == []


def test_another_text_needs_another_version(tmp_path):
    pack, changed = read(tmp_path, PACK), read(tmp_path, PACK.replace("value: 3", "value: 2"))
    newer = read(tmp_path, PACK.replace("value: 3", "value: 2").replace('version: "1"', 'version: "2"'))
    controls = read(tmp_path, PACK.replace("fresh: P7D", "fresh: P6D"))
    assert "version 1 is known with another text" in clash(changed, [pack])
    assert clash(newer, [pack]) == clash(pack, [pack]) == clash(changed, []) == ""
    assert clash(controls, [pack]) == "", "the controls of the house come with the software, not with the text"
