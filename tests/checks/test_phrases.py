"""Phrases made ready: which beginnings are known, which phrases can be stretched."""

from __future__ import annotations

from guiju.checks.lexicon import Lexicon, entry
from guiju.checks.phrases import collapsed, phrases, runs_of


def ready(*written: str) -> Lexicon:
    return Lexicon(tuple(entry(w, "a1.a") for w in written), "test")


def test_every_proper_beginning_is_known() -> None:
    known = phrases(ready("甲乙丙", "甲丁"))
    assert set(known.beginnings) == {"甲", "甲乙"}
    assert known.longest == 2
    assert known.pairs == {"甲乙"}


def test_gaps_stand_where_the_phrase_has_them_or_a_script_ends() -> None:
    known = phrases(ready("go on", "加q群"))
    assert known.beginnings["go"] == frozenset({2})
    assert known.beginnings["g"] == frozenset()
    assert known.beginnings["加"] is None
    assert known.beginnings["加q"] == frozenset({1, 2})


def test_a_phrase_listed_for_two_risks_is_matched_once() -> None:
    lexicon = Lexicon((entry("甲乙", "a1.a"), entry("甲 乙", "a2.a", 0.5)), "test")
    (phrase,) = phrases(lexicon).phrases
    assert [e.risk for e in phrase.entries] == ["a1.a", "a2.a"]


def test_what_repeats_can_hide() -> None:
    stretched = phrases(ready("甲乙", "甲乙丙", "ok", "64", "看看书")).stretched
    assert [s.text for s in stretched] == ["甲乙丙", "ok"]


def test_runs() -> None:
    assert runs_of("aab") == (("a", 2), ("b", 1))
    assert collapsed(runs_of("aabaa")) == "aba"
