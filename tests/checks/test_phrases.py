"""Phrases made ready: which beginnings are known, which phrases can be stretched."""

from __future__ import annotations

from guiju.checks.lexicon import Lexicon, entry
from guiju.checks.phrases import phrases


def ready(*written: str) -> Lexicon:
    return Lexicon(tuple(entry(w, "a1.a") for w in written), "test")


def test_a_phrase_listed_for_two_risks_is_matched_once() -> None:
    lexicon = Lexicon((entry("甲乙", "a1.a"), entry("甲 乙", "a2.a", 0.5)), "test")
    phrase = phrases(lexicon).phrase("甲乙")
    assert [e.risk for e in phrase.entries] == ["a1.a", "a2.a"]


def test_only_phrases_that_repeats_can_hide_are_stretched() -> None:
    known = phrases(ready("甲乙", "甲乙丙", "看看书好"))
    assert known.stretched == ["甲乙丙", "看看书好"]
    assert known.inner == {"甲乙": "丙", "看书": "好"}
    assert set(known.begun_stretched) == {"看书"}
