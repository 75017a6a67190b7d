"""Fillings: the same character between all characters of a phrase."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guiju.checks import Lexicon, Words
from guiju.checks.filled import FILLING, Filled
from guiju.checks.fold import fold
from guiju.checks.lexicon import entry
from guiju.checks.phrases import phrases
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, findings

LEXICON = Lexicon(
    (entry("红烧肉", "abuse.spam"), entry("口水鸡丝面", "abuse.spam"), entry("烤鸭", "abuse.spam")), "dishes"
)
CHECK = Words(LEXICON)
FILLED = Filled(phrases(LEXICON))
TEXTS = st.lists(
    st.sampled_from(["红", "烧", "肉", "口", "水", "鸡", "1", "x", "的", " ", "*" * 65, "㎏"]), max_size=12
).map("".join)


@pytest.mark.parametrize("filling", FILLING)
def test_each_filling(filling: str) -> None:
    hidden = filling.join("红烧肉")
    assert [f.at for f in findings(CHECK, f"要{hidden}吗")] == [(1, 6)]
    assert (3, 8) in [f.at for f in findings(CHECK, "字" * 3 + hidden + "字" * 300)]


@pytest.mark.parametrize(
    "text", ["红1烧2肉", "红1烧肉", "烤1鸭", "红11烧11肉", "1红1烧1", "红1烧1油", "a1a1a", "的的的的的"]
)
def test_what_is_no_filling(text: str) -> None:
    assert findings(CHECK, text) == []


def test_a_filling_may_be_a_character_of_the_phrase() -> None:
    assert [f.at for f in findings(CHECK, "口口水口鸡口丝口面")] == [(0, 9)]


@pytest.mark.parametrize(
    ("dense", "held"), [("红1", 2), ("红1烧", 3), ("红1烧1", 4), ("x红1烧1", 4), ("烧1", 0), ("红1烧1油", 0), ("红", 0)]
)
def test_how_much_is_begun(dense: str, held: int) -> None:
    assert FILLED.opening(dense) == held


def test_long_and_short_texts_have_the_same_places() -> None:
    text = "红1烧1肉，好的，x红x烧x肉" * 3
    short = FILLED.places(fold().read(text))
    long = FILLED.places(fold().read("字" * 200 + text))
    assert [at - 200 for at in long] == short != []


@settings(max_examples=500)
@given(text=TEXTS, rest=TEXTS)
@example(text="红1", rest="烧1肉")
@example(text="禁b1 ", rest="")
def test_a_cut_is_lawful(text: str, rest: str) -> None:
    assert_cut_is_lawful(CHECK, text, rest)
    assert_chunks_agree(CHECK, list(text + rest))
