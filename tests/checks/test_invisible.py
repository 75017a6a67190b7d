"""Runs of invisible characters."""

from __future__ import annotations

from guiju.checks.fold import fold
from guiju.checks.invisible import INVISIBLE_LIMIT, invisible_runs


def test_only_longer_runs_are_named() -> None:
    just, more = "\u200b" * INVISIBLE_LIMIT, "\u200b\ufe0f\u202e" * 100
    assert invisible_runs(fold(), f"{just}字{more}字{just}") == [(257, 557)]


def test_letters_between_end_a_run() -> None:
    assert invisible_runs(fold(), "\u200b字" * 1000) == []
