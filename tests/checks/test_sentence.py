"""Soft words add up in their sentence."""

from __future__ import annotations

from guiju.checks.lexicon import entry
from guiju.checks.sentence import SENTENCE_LIMIT, sentences

A, B, C = entry("甲", "a1.a", 0.4), entry("乙", "a1.a", 0.7), entry("丙", "a2.a", 0.3)


def test_a_sentence_opens_at_a_soft_word_and_ends_with_its_mark() -> None:
    found = list(sentences("前甲中乙。丙！后", [((1, 2), A), ((3, 4), B), ((5, 6), C)]))
    assert [(s.start, s.end) for s in found] == [(1, 5), (5, 7)]


def test_a_sentence_without_a_mark_ends_at_its_limit() -> None:
    text = "甲" + "字" * 300
    assert [(s.start, s.end) for s in sentences(text, [((0, 1), A)])] == [(0, SENTENCE_LIMIT)]
    far = [((0, 1), A), ((SENTENCE_LIMIT, SENTENCE_LIMIT + 1), B)]
    assert len(list(sentences(text, far))) == 2


def test_each_risk_adds_its_own_words_once_and_to_one_at_most() -> None:
    (found,) = sentences("甲甲丙乙", [((0, 1), A), ((1, 2), A), ((2, 3), C), ((3, 4), B)])
    assert list(found.scored()) == [
        ((0, 1), "a1.a", 1.0), ((1, 2), "a1.a", 1.0), ((2, 3), "a2.a", 0.3), ((3, 4), "a1.a", 1.0),
    ]  # fmt: skip
