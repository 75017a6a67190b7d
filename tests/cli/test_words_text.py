"""Lexicons in words: masked, compared, counted."""

from __future__ import annotations

from datetime import date

from guiju.checks import Lexicon
from guiju.checks.lexicon import entry
from guiju.cli.words_minima import Minima
from guiju.cli.words_text import changes, changes_lines, masked, stats, stats_lines

OLD = Lexicon((entry("坏词", "a1.a", 0.5), entry("旧词", "a1.a")), "old")
NEW = Lexicon((entry("坏词", "a1.a", 0.7), entry("新词", "a2.b", 1, "us", "2026-11-20", "MIT")), "new")


def test_only_the_first_character_is_shown() -> None:
    assert [masked(phrase) for phrase in ("坏词", "make bomb", "坏")] == ["坏*", "m********", "坏"]


def test_changes_in_chinese() -> None:
    assert list(changes_lines(changes(OLD, NEW), "zh")) == [
        "新增  1  (a2.b 1)", "移除  1  (a1.a 1)", "改权重  1  (a1.a 1)",
    ]  # fmt: skip
    assert list(changes_lines(changes(OLD, OLD), "zh")) == ["没有变化"]


def test_the_age_is_that_of_the_newest_phrase() -> None:
    told = stats(NEW, Minima(1, {"a1.a": 1}, 7), date(2026, 11, 28))
    assert (told["newest"], told["age_days"], told["overdue"]) == ("2026-11-20", 8, True)
    assert not stats(NEW, Minima(1, {}, 7), date(2026, 11, 27))["overdue"]
    assert list(stats_lines(told, "zh"))[-1] == "最近更新: 2026-11-20, 8 天前 (至多隔 7)  已超期"


def test_without_dates_the_age_is_unknown() -> None:
    told = stats(OLD, Minima(), date(2026, 11, 28))
    assert (told["newest"], told["age_days"], told["overdue"]) == (None, None, True)
    assert list(stats_lines(told, "en"))[-1] == "last updated: no dates  OVERDUE"
