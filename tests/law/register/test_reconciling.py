"""Three sides: what changed in the file alone is taken, what changed on both sides is shown and stays."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.law.register.reconciling import Exported, marked, marks, reconcile
from guiju.law.register.register import UNITS, Entry

SMALL = st.sampled_from(["", "甲", "乙"])
ENTRIES = st.builds(Entry, SMALL, SMALL, st.sampled_from(["", "yes", "no"]), SMALL, SMALL)


def mark(obligation, unit, words):
    return hashlib.sha256(repr((obligation, unit, words)).encode()).hexdigest()


def outcome(past: Entry, here: Entry, file: Entry, digest: str = "d", own: bool = True):
    told = Exported("d", dict(marks("o", past, mark)) if own else {})
    return reconcile("o", digest, told, here, file, mark)


@pytest.mark.parametrize(
    ("past", "here", "file", "taken", "conflicts"),
    [
        ("", "", "", "", False),
        ("甲", "甲", "甲", "甲", False),
        ("", "", "甲", "甲", False),
        ("甲", "甲", "", "", False),
        ("甲", "甲", "乙", "乙", False),
        ("甲", "乙", "甲", "乙", False),
        ("甲", "", "甲", "", False),
        ("甲", "乙", "乙", "乙", False),
        ("甲", "乙", "丙", "乙", True),
        ("甲", "乙", "", "乙", True),
        ("甲", "", "丙", "", True),
        ("", "乙", "丙", "乙", True),
    ],
)
def test_one_unit(past, here, file, taken, conflicts):
    found = outcome(Entry(owner=past), Entry(owner=here), Entry(owner=file))
    assert (found.entry.owner, "owner" in found.conflicts) == (taken, conflicts)
    assert ("owner" in found.changed) == (taken != here)


def test_units_are_taken_each_for_itself():
    past, here = Entry("甲", "记"), Entry("乙", "记")
    found = outcome(past, here, Entry("丙", "新", "no", "因", "李"))
    assert (found.changed, found.conflicts) == (("notes", "decision"), ("owner",))
    assert found.entry == Entry("乙", "新", "no", "因", "李")


def test_a_decision_on_another_version_of_the_pack_is_not_taken():
    found = outcome(Entry(), Entry(), Entry("甲", "", "no", "因", "李"), digest="later")
    assert (found.changed, found.conflicts, found.outdated) == (("owner",), ("decision",), ("decision",))
    assert found.entry == Entry("甲")


def test_without_a_common_past_only_empty_places_are_filled():
    found = outcome(Entry("甲"), Entry("乙"), Entry("丙", "记"), own=False)
    assert (found.entry, found.conflicts) == (Entry("乙", "记"), ("owner",))
    assert outcome(Entry("甲"), Entry("乙"), Entry(), own=False).entry == Entry("乙")


@given(ENTRIES, ENTRIES, ENTRIES)
def test_a_unit_is_left_taken_or_in_conflict_and_twice_is_once(past, here, file):
    found = outcome(past, here, file)
    assert not set(found.changed) & set(found.conflicts)
    for name in UNITS:
        assert found.entry.unit(name) == (file if name in found.changed else here).unit(name)
    again = outcome(past, found.entry, file)
    assert (again.changed, again.entry) == ((), found.entry)
    assert again.conflicts == found.conflicts


@given(ENTRIES, ENTRIES)
def test_an_untouched_file_changes_nothing_whatever_stands_here(past, here):
    assert outcome(past, here, past).entry == here


@given(ENTRIES, ENTRIES)
def test_an_untouched_register_takes_every_edit(past, file):
    assert outcome(past, past, file).entry == file


def test_nothing_entered_has_no_mark():
    assert marked("o", "owner", Entry(), mark) == ""
    assert dict(marks("o", replace(Entry(), notes="记"), mark))["notes"] != ""
