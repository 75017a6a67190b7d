"""What one pack says otherwise than another: nothing of itself, and each change by part, entry and field."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guiju.core.pack import Floor
from guiju.core.policy import Action
from guiju.law.reading.loading import FOLDER, available, read_pack
from guiju.law.versions.difference import Change, compare
from tests.law.packs import PACK, folder


def read(place, text):
    return read_pack(folder(place, test_pack=text), "test-pack")


def changed(place, old, new):
    assert old in PACK
    return compare(read(place, PACK), read(place, PACK.replace(old, new)))


@pytest.mark.parametrize("name", available())
def test_a_pack_says_the_same_as_itself(name):
    pack = read_pack(FOLDER, name)
    assert compare(pack, pack).changes == ()


@pytest.mark.parametrize(
    ("old", "new", "part", "id", "fields"),
    [
        ('version: "1"', 'version: "2"', "head", "pack", {"version": ("1", "2")}),
        ("status: in_force", "status: superseded", "instruments", "test", {"status": ("in_force", "superseded")}),
        ("trigger: continuous", "trigger: periodic", "obligations", "1", {"trigger": ("continuous", "periodic")}),
        ("fresh: P7D", "fresh: P6D", "controls", "answers", {"fresh": (timedelta(days=7), timedelta(days=6))}),
        ("value: 3", "value: 2", "parameters", "limit", {"value": (3, 2)}),
        (
            "prompt: REFUSE", "prompt: STOP", "risks", "a1.a",
            {"prompt": (Floor(Action.REFUSE, "", "test-pack/1"), Floor(Action.STOP, "", "test-pack/1"))},
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_by_part_entry_and_field(tmp_path, old, new, part, id, fields):
    difference = changed(tmp_path, old, new)
    [change] = difference.of(part)
    assert (change.id, change.how, {f.name: (f.old, f.new) for f in change.fields}) == (id, "changed", fields)
    assert difference.changes == (change,)
    assert difference.old.digest != difference.new.digest


def test_a_planned_control_that_is_built(tmp_path):
    built = """\
    text: {zh: 后, en: Later}
    events: {kind: answer.closed/1}
    holds: {judged: true}
    window: P30D
    fresh: P7D
    writes: answer.closed/1
"""
    [change] = changed(tmp_path, "    planned: true\n    text: {zh: 后, en: Later}\n", built).of("controls")
    assert (change.field("planned").old, change.field("planned").new) == (True, False)
    assert change.field("window").new == timedelta(days=30)
    assert change.field("text") is None


def test_what_was_added_and_removed(tmp_path):
    again = PACK.replace("obligations:\n", "obligations:\n  - {id: '1.2', clause: '1', duty: {zh: 二, en: Two}, "
                         "trigger: continuous, controls: [later], shows: {zh: 证, en: Evidence}}\n")  # fmt: skip
    old, new = read(tmp_path, PACK), read(tmp_path, again)
    assert compare(old, new).changes == (Change("obligations", "1.2", "added"),)
    assert compare(new, old).changes == (Change("obligations", "1.2", "removed"),)
    assert compare(new, old).of("obligations", "added") == ()


def test_entries_of_one_name_are_told_apart(tmp_path):
    test = "{clause: '1', when: {service.public: true}, holds: {zh: 是, en: 'yes'}, fails: {zh: 否, en: 'no'}}"
    one = PACK + f"scope:\n  tests:\n    - {test}\n"
    difference = compare(read(tmp_path, one), read(tmp_path, one + f"    - {test}\n"))
    assert difference.changes == (Change("scope", "1#2", "added"),)


def test_two_packs_are_compared_by_their_own_numbers(tmp_path):
    other = read_pack(folder(tmp_path, other=PACK.replace("id: test-pack", "id: other")), "other")
    difference = compare(read(tmp_path, PACK), other)
    assert difference.of("obligations", "added") == difference.of("obligations", "removed") == ()
    assert (difference.old.id, difference.new.id) == ("test-pack", "other")
