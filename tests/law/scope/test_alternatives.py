"""The answers that are tried in place of one show every effect that a fact can have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guiju.core.expression import Expression, Fact, Group
from guiju.core.pack import Applicability, Pack
from guiju.core.text import Text
from guiju.law import read_packs
from guiju.law.scope.alternatives import alternatives
from tests.law.packs import folder
from tests.law.profiles import ASKED

WORDS = Text("话", "words")


@pytest.fixture
def pack(tmp_path) -> Pack:
    [one] = read_packs(folder(tmp_path)).values()
    return one


def on(pack: Pack, *tests: Expression) -> Pack:
    return replace(pack, scope=tuple(Applicability("1", test, WORDS, WORDS) for test in tests))


def test_only_what_a_scope_asks_for_has_any(pack):
    assert alternatives([pack], ASKED) == {}
    assert set(alternatives([on(pack, Fact("service.public", "is", True))], ASKED)) == {"service.public"}


def test_every_answer_of_a_choice_and_of_yes_or_no(pack):
    tests = Group("any", (Fact("service.public", "is", True), Fact("provider.located", "not", "cn")))
    assert alternatives([on(pack, tests)], ASKED) == {
        "provider.located": ("cn", "hk", "mo", "tw", "abroad"),
        "service.public": (False, True),
    }


def test_every_list_that_names_something(pack):
    found = alternatives([on(pack, Fact("service.channel", "includes", ("api",)))], ASKED)["service.channel"]
    assert len(set(found)) == len(found) == 2**4 - 1
    assert ("direct",) in found and ("direct", "api", "plug_in", "device") in found


def test_a_number_at_under_and_over_each_that_it_is_compared_with(pack):
    tests = [Fact("users.registered", "at_least", 10), Fact("users.registered", "at_least", 1)]
    assert alternatives([on(pack, *tests)], ASKED) == {"users.registered": (0, 1, 2, 9, 10, 11)}


def test_what_a_duty_asks_for_counts_too(pack):
    scope = Applicability("1", Fact("users.minors", "is", True), WORDS, WORDS)
    duties = tuple(replace(duty, scope=scope) for duty in pack.obligations)
    assert set(alternatives([replace(pack, obligations=duties)], ASKED)) == {"users.minors"}
