"""Decisions: the last one on a duty as of a time, in whatever order the records come."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

from guiju.core.facts import Digest, DutyDecided, Id
from guiju.law.register.decisions import Decisions
from guiju.law.register.wording import duty_digest
from tests.law.records import DIGEST, NOW, record
from tests.law.registers import THREE, small


def made(pack, minutes: int, applicable: bool = False, digest: str = "", duty: str = ""):
    of = Id(pack.id), Id(pack.version), Digest(digest or pack.digest)
    facts = DutyDecided(Id("test-pack/1"), *of, applicable, Id("c-1"), DIGEST, Digest(duty))
    return record(facts, NOW - timedelta(minutes=minutes), "test-pack/1", None, seq=minutes)


def told(records, pack, now=NOW):
    decisions = Decisions(now)
    for one in records:
        decisions.add(one)
    return decisions.of(pack, "test-pack/1")


def test_the_last_one_holds_in_any_order(tmp_path):
    pack = small(tmp_path)
    for records in permutations([made(pack, 3), made(pack, 2, applicable=True), made(pack, 1)]):
        assert told(records, pack).place == ("w", 1)
        assert told(records, pack, NOW - timedelta(minutes=2)) is None
        assert told(records, pack, NOW - timedelta(minutes=3)).place == ("w", 3)


def test_under_another_digest_it_has_lapsed_and_says_so(tmp_path):
    pack = small(tmp_path)
    assert not told([made(pack, 1)], pack).lapsed
    one = told([made(pack, 1, digest="ef" * 32)], pack)
    assert one.lapsed and one.pack_digest == "ef" * 32


def test_it_lapses_where_the_law_of_its_duty_changed_and_not_with_the_controls(tmp_path):
    old = small(tmp_path)
    decided = made(old, 1, duty=duty_digest(old, "test-pack/1"))
    controls, law = (small(tmp_path, THREE.replace(*pair)) for pair in (("en: Answers", "en: Told"), ("责", "务")))
    assert controls.digest != old.digest
    assert [told([decided], pack).lapsed for pack in (old, controls, law)] == [False, False, True]
    assert told([made(old, 1)], controls).lapsed, "a record of an earlier version goes by the whole pack"
    assert told([made(old, 1, digest="ef" * 32, duty="ef" * 32)], old).lapsed


def test_of_another_duty_or_kind_it_tells_nothing(tmp_path):
    pack = small(tmp_path)
    decisions = Decisions(NOW)
    decisions.add(made(pack, 1))
    assert decisions.of(pack, "test-pack/1.1") is None
