"""Wording: the digest of a duty changes with what the law says of it, and with nothing of ours."""

from __future__ import annotations

import pytest

from guiju.core.facts import Digest, DutyDecided, Id
from guiju.law import read_packs
from guiju.law.register.wording import duty_digest, holds
from tests.law.packs import PACK
from tests.law.records import DIGEST
from tests.law.registers import small

RICH = PACK.replace(
    "    live: L\n",
    "    penalties: [fine]\n"
    "    deadlines: [{after: violation_found, within: P3M, unverified: true}]\n"
    "    scope: {when: {users.minors: true}, holds: {zh: 是, en: Held}, fails: {zh: 否, en: Unheld}}\n    live: L\n",
)


def digest(place, *change: str) -> Digest:
    return duty_digest(small(place, RICH.replace(*change) if change else RICH), "test-pack/1")


@pytest.mark.parametrize(
    "change",
    [
        ("en: Duty", "en: Other"), ("within: P3M", "within: P2M"), ("max: 2", "max: 9"), ("en: Text", "en: Other"),
        ("since: 2026-01-01", "since: 2026-02-01"), ("status: in_force", "status: superseded"),
        ("trigger: continuous", "trigger: periodic"),
    ],
)  # fmt: skip
def test_what_the_law_says_is_in_it(tmp_path, change):
    assert change[0] in RICH
    assert digest(tmp_path) != digest(tmp_path, *change)


@pytest.mark.parametrize(
    "change",
    [
        ("en: Answers", "en: Told"), ("fresh: P7D", "fresh: P6D"),
        ("controls: [answers, later]", "controls: [later, answers]"),
        ("en: Evidence", "en: Other"), (", unverified: true", ""), ('version: "1"', 'version: "2"'),
        ("value: 3", "value: 2"), ("prompt: REFUSE", "prompt: STOP"), ("en: Held", "en: So"),
    ],
)  # fmt: skip
def test_what_is_ours_or_of_other_duties_is_not(tmp_path, change):
    assert change[0] in RICH
    assert digest(tmp_path) == digest(tmp_path, *change)


def test_of_no_duty_of_the_pack_it_is_empty_and_nothing_holds_by_it(tmp_path):
    pack = small(tmp_path)
    assert duty_digest(pack, "test-pack/99") == ""
    facts = DutyDecided(Id("test-pack/99"), Id(pack.id), Id("0"), DIGEST, False, Id("c"), DIGEST)
    assert not holds(facts, pack)


def test_every_duty_of_every_pack_has_one_of_its_own():
    for pack in read_packs().values():
        found = {duty_digest(pack, duty.id) for duty in pack.obligations[:9]}
        assert len(found) == len(pack.obligations[:9]) and "" not in found
