"""Pairs turn a pack at once and by neither alone, also through a pack on which it rests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guiju.core.expression import Expression, Fact, Group, PackApplies
from guiju.core.pack import Applicability, Pack
from guiju.core.text import Text
from guiju.law import read_packs
from guiju.law.scope.alternatives import alternatives
from guiju.law.scope.together import together
from tests.law.packs import folder
from tests.law.profiles import ASKED, TODAY, profile

WORDS = Text("话", "words")
PUBLIC, EU = Fact("service.public", "is", True), Fact("service.users_in_eu", "is", True)
MINORS = Fact("users.minors", "is", True)


@pytest.fixture
def pack(tmp_path) -> Pack:
    [one] = read_packs(folder(tmp_path)).values()
    return replace(one, obligations=())


def on(pack: Pack, name: str, *tests: Expression) -> Pack:
    return replace(pack, id=name, scope=tuple(Applicability("1", test, WORDS, WORDS) for test in tests))


def pairs(packs: list[Pack], *alone: str, **given: object) -> tuple[tuple[str, str], ...]:
    facts = profile(**given).values(ASKED)
    return together(packs[-1], packs, facts, TODAY, alternatives(packs, ASKED), alone)


def test_two_that_must_both_hold(pack):
    assert pairs([on(pack, "a", PUBLIC, EU)], public=False, users_in_eu=False) == (
        ("service.public", "service.users_in_eu"),
    )


def test_two_of_which_either_is_enough(pack):
    either = Group("any", (PUBLIC, EU))
    assert pairs([on(pack, "a", either)], public=True, users_in_eu=True) == (("service.public", "service.users_in_eu"),)


def test_three_are_no_pair(pack):
    assert pairs([on(pack, "a", PUBLIC, EU, MINORS)], public=False, users_in_eu=False, minors=False) == ()


def test_what_turns_it_alone_stands_in_no_pair(pack):
    found = pairs([on(pack, "a", PUBLIC, EU)], "service.users_in_eu", public=True, users_in_eu=False)
    assert found == ()


def test_also_through_a_pack_on_which_it_rests(pack):
    packs = [on(pack, "a", PUBLIC), on(pack, "b", PackApplies(("a",)), EU)]
    assert pairs(packs, public=False, users_in_eu=False) == (("service.public", "service.users_in_eu"),)


def test_facts_of_other_packs_are_not_tried(pack):
    assert pairs([on(pack, "b", MINORS), on(pack, "a", PUBLIC)], "service.public", public=False) == ()
