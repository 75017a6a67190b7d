"""References between packs: each that leads nowhere is told, and no pack comes to take its own place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.expression import PackApplies
from guiju.core.pack import Applicability, Relation
from guiju.core.text import Text
from guiju.law import faulty_packs, read_packs
from guiju.law.reading.crossing import circles, crossing_faults
from tests.law.packs import PACK, folder

EVERY = read_packs()
DRAFT = EVERY["cn-draft-2023-04"]
SAID = Text("题", "topic")


def faults(**changed: object) -> list[str]:
    return list(crossing_faults({**EVERY, DRAFT.id: replace(DRAFT, **changed)}))


def test_our_own_packs_hold_together():
    assert list(crossing_faults(EVERY)) == []


@pytest.mark.parametrize(
    ("that", "said"),
    [
        ("cn-nowhere/1", "'cn-nowhere' is no pack"),
        ("cn-interim-2023-08/99", "which cn-interim-2023-08 does not have"),
        ("cn-interim-2023-08", "which cn-interim-2023-08 does not have"),
    ],
)
def test_a_relation_to_what_is_not_there(that, said):
    relation = Relation(SAID, f"{DRAFT.id}/1", that, "same", None)
    [fault] = faults(relations=(relation,))
    assert said in fault and DRAFT.id in fault


@pytest.mark.parametrize("that", ["cn-interim-2023-08/24", "cn-interim-2023-08/14.1", ""])
def test_a_relation_to_an_article_a_duty_or_nothing(that):
    assert faults(relations=(Relation(SAID, f"{DRAFT.id}/1", that, "same", None),)) == []


@pytest.mark.parametrize("penalty", ["cn-statutes/none-1", "cn-nowhere/csl-69"])
def test_a_penalty_that_stands_in_no_pack(penalty):
    duty = replace(DRAFT.obligations[0], penalties=(penalty,))
    assert faults(obligations=(duty, *DRAFT.obligations[1:])) == [
        f"{duty.id}: penalty {penalty!r} stands in no pack; correct it or add it"
    ]


def test_a_condition_on_a_pack_that_is_not_there():
    test = Applicability("2", PackApplies(("cn-nowhere",)), SAID, SAID)
    assert faults(scope=(test,)) == [f"{DRAFT.id}: a condition names 'cn-nowhere', no pack"]


def test_packs_that_replace_each_other_in_a_circle(tmp_path):
    one = PACK.replace("articles:\n", "replaces: [other]\narticles:\n")
    other = PACK.replace("id: test-pack", "id: other").replace("articles:\n", "replaces: [test-pack]\narticles:\n")
    [fault] = faulty_packs(folder(tmp_path, test_pack=one, other=other))
    assert "other replaces test-pack replaces other" in fault and "remove one" in fault


IDS = st.sampled_from("abcde")


@given(st.dictionaries(IDS, st.lists(IDS, max_size=3, unique=True).map(tuple), max_size=5))
def test_a_circle_is_told_where_there_is_one(after):
    reached = {name: set(next_) for name, next_ in after.items()}
    for _ in range(6):
        for name in reached:
            reached[name] |= {far for near in tuple(reached[name]) for far in reached.get(near, ())}
    assert bool(list(circles(after))) is any(name in far for name, far in reached.items())
