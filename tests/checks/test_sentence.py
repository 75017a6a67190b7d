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


def test_of_words_that_overlap_the_heaviest_counts_else_the_longest() -> None:
    whole, part, heavy = entry("甲乙丙", "a1.a", 0.6), entry("乙丙", "a1.a", 0.6), entry("丙丁", "a1.a", 0.8)
    (found,) = sentences("甲乙丙丁", [((0, 3), whole), ((1, 3), part)])
    assert list(found.scored()) == [((0, 3), "a1.a", 0.6), ((1, 3), "a1.a", 0.6)]
    (found,) = sentences("甲乙丙丁", [((0, 3), whole), ((1, 3), part), ((2, 4), heavy)])
    assert {score for _, _, score in found.scored()} == {0.8}
    (found,) = sentences("甲乙丙和乙丙", [((0, 3), whole), ((1, 3), part), ((4, 6), part)])
    assert {score for _, _, score in found.scored()} == {1.0}


def test_light_words_alone_never_decide() -> None:
    light = [((at, at + 1), entry(char, "a1.a", 0.5)) for at, char in enumerate("甲乙丙丁")]
    (found,) = sentences("甲乙丙丁", light)
    assert {score for _, _, score in found.scored()} == {0.9}
    (found,) = sentences("甲乙丙丁戊", [*light, ((4, 5), entry("戊", "a1.a", 0.6))])
    assert {score for _, _, score in found.scored()} == {1.0}
