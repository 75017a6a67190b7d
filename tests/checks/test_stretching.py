"""Stretching: repeats dropped on both sides, and counted again."""

from __future__ import annotations

import pytest

from guiju.checks.fold import fold
from guiju.checks.stretching import Beginning, collapsed, runs_of, stretchable, stretched_span, triples
from guiju.checks.view import repeats, view


def span(phrase: str, text: str) -> tuple[int, int] | None:
    """Where the stretched phrase is in a text whose runs it meets one by one."""
    seen = view(fold(), text)
    return stretched_span(phrase, frozenset(), seen, repeats(seen.dense))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("甲乙丙", "甲乙乙丙", (0, 4)),
        ("甲乙丙", "甲甲乙乙丙丙", (1, 5)),
        ("甲乙丙", "甲乙丙", None),
        ("甲乙乙丙", "甲乙丙", None),
        ("甲乙乙丙", "甲乙乙乙丙", (0, 5)),
        ("bomb", "booomb", (0, 6)),
        ("bomb", "boomb", None),
        ("bomb", "bbbombbb", (0, 8)),
        ("boomb", "boomb", None),
        ("a101b", "a1001b", None),
    ],
)
def test_where_a_stretched_phrase_is(phrase: str, text: str, found: tuple[int, int] | None) -> None:
    assert span(phrase, text) == found


@pytest.mark.parametrize(
    ("runs", "text", "full", "start"),
    [
        ("甲乙", "甲乙乙", False, 0),
        ("甲乙", "甲甲甲乙", False, 2),
        ("甲甲乙", "甲乙乙", False, None),
        ("甲乙乙", "甲乙", True, 0),
        ("甲乙乙", "甲乙乙", True, None),
        ("bo", "bbboo", False, 0),
        ("bo", "bbo", False, None),
        ("k", "kkk ", False, None),
    ],
)
def test_where_a_beginning_starts(runs: str, text: str, full: bool, start: int | None) -> None:
    seen = view(fold(), text)
    assert Beginning(runs_of(runs), frozenset(), full).start(seen, repeats(seen.dense)) == start


def test_a_gap_after_a_stretched_word_keeps_it_open() -> None:
    seen = view(fold(), "okkk ")
    assert Beginning(runs_of("ok"), frozenset({2})).start(seen, repeats(seen.dense)) == 0


def test_what_repeats_can_hide() -> None:
    assert [text for text in ("甲乙", "甲乙丙", "ok", "64", "看看书", "aa") if stretchable(text)] == ["甲乙丙", "ok"]


def test_runs() -> None:
    assert runs_of("aab") == (("a", 2), ("b", 1))
    assert collapsed("aabaa") == "aba"
    assert list(triples("甲乙乙丙丁")) == ["甲乙丙", "乙丙丁"]
