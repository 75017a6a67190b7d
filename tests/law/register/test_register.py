"""The register: the last records on each duty, with their words from the vault."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.facts import Digest, DutyAssigned, DutyDecided, Id
from guiju.law.register.register import UNITS, Entry, entries
from tests.law.records import DIGEST, NOW, record
from tests.law.registers import duties, small

FULL = Entry("王", "记", "no", "因", "李")
ENTRIES = st.builds(
    Entry, st.text(), st.text(), st.sampled_from(["", "yes", "no"]), st.text(), st.text()
)  # fmt: skip


@pytest.fixture
def pack(tmp_path):
    return small(tmp_path)


def assigned(item, at=0):
    return record(DutyAssigned(Id("test-pack/1"), Id(item), DIGEST), NOW + timedelta(minutes=at), "test-pack/1", None)


def decided(pack, item, applicable=False, at=0, digest=""):
    of = (Id(pack.id), Id(pack.version), Digest(digest or pack.digest))
    facts = DutyDecided(Id("test-pack/1"), *of, applicable, Id(item), DIGEST)
    return record(facts, NOW + timedelta(minutes=at), "test-pack/1", None)


def read(item: str) -> bytes:
    kept = {
        "c-a": FULL.assigned,
        "c-b": replace(FULL, owner="张", notes="").assigned,
        "c-d": FULL.decided,
        "c-y": replace(FULL, applies="yes", reason="", approver="").decided,
        "c-r": replace(FULL, applies="").decided,
    }
    if item not in kept:
        raise LookupError(item)
    return kept[item]


def entry(pack, *records) -> Entry:
    return entries(duties(pack).values(), records, read)["test-pack/1"]


def test_every_duty_has_an_entry_empty_before_the_first_record(pack):
    assert entries(duties(pack).values(), [], read) == {id: Entry() for id in duties(pack)}


def test_the_last_records_make_the_entry(pack):
    both = [assigned("c-a"), decided(pack, "c-d")]
    assert entry(pack, *both) == entry(pack, *reversed(both)) == FULL
    assert entry(pack, assigned("c-b", at=1), *both) == replace(FULL, owner="张", notes="")
    assert entry(pack, *both, assigned("", at=1), decided(pack, "", applicable=True, at=1)) == Entry()


def test_applies_is_what_was_decided(pack):
    assert entry(pack, decided(pack, "c-y", applicable=True)) == Entry(applies="yes")
    assert entry(pack, decided(pack, "c-r", applicable=True)) == replace(FULL, owner="", notes="", applies="")


def test_a_lapsed_decision_is_undecided_and_keeps_its_words(pack):
    lapsed = entry(pack, decided(pack, "c-d", digest="ef" * 32))
    assert (lapsed.applies, lapsed.reason, lapsed.approver) == ("", "因", "李")


def test_words_whose_time_is_over_are_gone(pack):
    assert entry(pack, assigned("c-old"), decided(pack, "c-gone")) == Entry()


def test_what_a_demonstration_left_is_not_in_it(pack):
    assert entry(pack, replace(assigned("c-a"), demo=True)) == Entry()


@given(ENTRIES, ENTRIES)
def test_taking_every_unit_is_taking_all(one, other):
    taken = one
    for name in UNITS:
        taken = taken.taking(name, other)
        assert taken.unit(name) == other.unit(name)
    assert taken == other


@given(ENTRIES)
def test_words_are_there_only_where_something_is_said(one):
    assert bool(one.assigned) == any((one.owner, one.notes))
    assert bool(one.decided) == any((one.applies, one.reason, one.approver))
    if one.assigned:
        assert orjson.loads(one.assigned) == {"owner": one.owner, "notes": one.notes}
