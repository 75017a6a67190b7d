"""Sounding: which phrases are heard in a text, and which of its ends may still be heard as one."""

from __future__ import annotations

import pytest

from guiju.checks.han import han
from guiju.checks.lexicon import entry
from guiju.checks.sounding import sounds

READY = sounds([entry("红烧肉", "a1.a"), entry("烤鸭", "a1.a"), entry("清蒸鱼", "a1.a", 0.4), entry("q群号", "a1.a")])


def heard(text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in READY.found(han().coded(text), text)]


def test_only_what_is_long_and_worth_it_is_listened_for() -> None:
    assert [phrase for sound in READY.sounds for phrase, _ in sound.phrases] == ["红烧肉"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("吃宏烧肉", [(1, 4)]),
        ("洪勺柔", [(0, 3)]),
        ("红烧肉", []),
        ("红烧鱼", []),
        ("红烧", []),
    ],
)
def test_what_is_heard(text: str, found: list[tuple[int, int]]) -> None:
    assert heard(text) == found


def test_a_common_word_is_read_as_it_is() -> None:
    ready = sounds([entry("被京烤", "a1.a")])
    assert ready.found(han().coded("贝京烤"), "贝京烤")
    assert not ready.found(han().coded("北京烤"), "北京烤")


def test_what_may_stand_in_place_of_another() -> None:
    assert READY.hides("宏")
    assert READY.hides("宏烧")
    assert not READY.hides("北京")


def test_nothing_is_heard_without_phrases() -> None:
    assert sounds([]).found("", "") == []
