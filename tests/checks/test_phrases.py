"""Phrases made ready: which beginnings are known, which phrases can be stretched."""

from __future__ import annotations

from guiju.checks.lexicon import Lexicon, entry
from guiju.checks.phrases import phrases


def ready(*written: str) -> Lexicon:
    return Lexicon(tuple(entry(w, "a1.a") for w in written), "test")


def test_every_proper_beginning_is_known() -> None:
    known = phrases(ready("甲乙丙", "甲丁"))
    assert set(known.begun) == {"甲", "甲乙"}
    assert known.longest == 2
    assert known.pairs == {"甲乙"}


def test_gaps_stand_where_the_phrase_has_them_or_a_script_ends() -> None:
    known = phrases(ready("go on", "加q群"))
    assert known.begun["go"] == frozenset({2})
    assert known.begun["g"] == frozenset()
    assert known.begun["加"] is None
    assert known.begun["加q"] == frozenset({1, 2})


def test_a_phrase_listed_for_two_risks_is_matched_once() -> None:
    lexicon = Lexicon((entry("甲乙", "a1.a"), entry("甲 乙", "a2.a", 0.5)), "test")
    (phrase,) = phrases(lexicon).phrases
    assert [e.risk for e in phrase.entries] == ["a1.a", "a2.a"]


def test_only_phrases_that_repeats_can_hide_are_stretched() -> None:
    known = phrases(ready("甲乙", "甲乙丙", "看看书好"))
    assert [phrase.text for phrase in known.stretched] == ["甲乙丙", "看看书好"]
    assert known.inner_pairs == {"甲乙", "看书"}
    assert set(known.begun_stretched) == {"看书"}
