"""Beginnings: proper ones alone, with the gaps of every text that begins so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.beginnings import Beginnings

TEXTS = st.text("甲乙a", min_size=1, max_size=5)


@given(texts=st.lists(TEXTS, max_size=8), text=TEXTS)
def test_a_text_is_a_beginning_where_a_phrase_goes_on_after_it(texts: list[str], text: str) -> None:
    begun = Beginnings(texts, lambda one: frozenset())
    assert (text in begun) == any(one.startswith(text) and one != text for one in texts)


def test_the_gaps_are_those_of_every_phrase_that_begins_so() -> None:
    gaps = {"goon": frozenset({2}), "gone": frozenset({1, 3}), "甲乙": frozenset[int](), "go": frozenset({1})}
    begun = Beginnings(gaps, gaps.__getitem__)
    assert begun.gaps("go") == {1, 2}
    assert begun.gaps("goo") == {2}
    assert begun.gaps("gon") == {1, 3}
    assert begun.gaps("甲") is None
    assert begun.longest == 3


def test_without_phrases_nothing_begins() -> None:
    assert "甲" not in Beginnings([], lambda one: frozenset())
