"""What some of the facts settle stays so whatever the others are; what they leave open is open on those named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.core.expression import Fact, Group, PackApplies
from guiju.law import read_packs
from guiju.law.scope.applicability import Settled, applying, ordered, settle, settled
from tests.law.profiles import ASKED, TODAY, answers, days, facts, profile

ORDER = ordered(tuple(read_packs().values()))
PUBLIC, EU = Fact("service.public", "is", True), Fact("service.users_in_eu", "is", True)
OPEN = frozenset({"service.public", "service.users_in_eu"})
NOTHING = frozenset[str]()


@pytest.mark.parametrize(
    ("given", "mode", "value", "left"),
    [
        ({}, "all", None, OPEN),
        ({}, "any", None, OPEN),
        ({}, "none", None, OPEN),
        ({"public": True}, "all", None, {"service.users_in_eu"}),
        ({"public": False}, "all", False, NOTHING),
        ({"public": True}, "any", True, NOTHING),
        ({"public": False}, "any", None, {"service.users_in_eu"}),
        ({"public": True}, "none", False, NOTHING),
        ({"public": False}, "none", None, {"service.users_in_eu"}),
        ({"public": False, "users_in_eu": False}, "none", True, NOTHING),
        ({"public": False, "users_in_eu": False}, "any", False, NOTHING),
        ({"public": True, "users_in_eu": True}, "all", True, NOTHING),
    ],
)
def test_what_is_given_settles_a_group(given, mode, value, left):
    assert settle(Group(mode, (PUBLIC, EU)), profile(**given).given, {}) == Settled(value, frozenset(left))


def test_another_pack_settles_what_rests_on_it():
    packs = {"a": Settled(None, OPEN), "b": Settled(False), "c": Settled(True)}
    assert settle(PackApplies(("a", "b")), {}, packs) == Settled(None, OPEN)
    assert settle(PackApplies(("a", "c")), {}, packs) == Settled(True)
    assert settle(PackApplies(("b",)), {}, packs) == Settled(False)


def test_a_pack_that_is_not_in_effect_is_settled():
    found = settled(ORDER, {}, date(2022, 1, 1))
    assert found["cn-interim-2023-08"] == Settled(False)
    assert found["cn-assessment-2018-11"].value is None


def test_packs_stand_after_those_on_which_they_rest():
    places = {pack.id: place for place, pack in enumerate(ORDER)}
    assert places["cn-labels-2025-09"] > places["cn-interim-2023-08"]
    assert places["cn-gbt-45654-2025"] > places["cn-interim-2023-08"]


@settings(max_examples=60)
@given(facts(), days, st.data())
def test_what_is_settled_no_further_answer_turns(given, day, data):
    found = settled(ORDER, given, day)
    rest = {path: data.draw(answers(question)) for path, question in ASKED.items() if path not in given}
    now = applying(ORDER, {**given, **rest}, day)
    for name, one in found.items():
        assert one.value in (None, name in now), name
        assert not one.open & given.keys()
        assert bool(one.open) is (one.value is None)


@settings(max_examples=30)
@given(facts(), days)
def test_whole_facts_settle_everything(given, day):
    whole = {path: given.get(path, question.assumed) for path, question in ASKED.items()}
    found, now = settled(ORDER, whole, day), applying(ORDER, whole, day)
    assert {name: one.value for name, one in found.items()} == {name: name in now for name in found}


def test_a_fact_on_which_something_is_open_can_turn_it():
    """With everything else free, each fact named as open turns something by some answer."""
    given = profile(public=True).given
    assert "service.users_in_mainland" in settled(ORDER, given, TODAY)["cn-interim-2023-08"].open
    reach = [
        applying(ORDER, profile(public=True, users_in_mainland=some).values(ASKED), TODAY) for some in (True, False)
    ]
    assert ["cn-interim-2023-08" in now for now in reach] == [True, False]


def test_a_duty_applies_only_where_its_pack_does():
    for public in (True, False):
        now = applying(ORDER, profile(public=public).values(ASKED), TODAY)
        for pack in ORDER:
            assert pack.id in now or not now & {duty.id for duty in pack.obligations}
