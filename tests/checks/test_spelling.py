"""Spellings of single phrases, by family."""

from __future__ import annotations

import pytest

from guiju.checks.fold import fold
from guiju.checks.han import han
from guiju.checks.lexicon import entry
from guiju.checks.spelling import (
    alike,
    backwards,
    initials,
    pinyin,
    spellings,
    split,
    turned,
    uncommon,
)

NONE = frozenset[int]()


def test_any_characters_of_a_short_phrase_are_spelled_by_sound() -> None:
    found = {one.text: one.breaks for one in pinyin("红烧肉", han())}
    assert found == {
        "hong烧肉": NONE, "红shao肉": NONE, "红烧rou": NONE, "hongshao肉": {4}, "红shaorou": {5},
        "hong烧rou": NONE,
        "hongshaorou": {4, 8}, "hong2shao1rou4": {5, 10},
    }  # fmt: skip


def test_of_a_long_phrase_all_are() -> None:
    assert [one.text for one in pinyin("北京烤鸭店", han())] == ["beijingkaoyadian", "bei3jing1kao3ya1dian4"]


def test_too_few_letters_spell_nothing() -> None:
    assert "ai" not in [one.text for one in pinyin("阿姨", han())]


def test_first_letters_where_they_are_many() -> None:
    assert next(one.text for one in initials("佛跳墙皇帝蟹", han())) == "ftqhdx"


def test_any_one_character_is_spelled_by_its_first_letter() -> None:
    assert [one.text for one in initials("北京烤鸭", han())] == ["b京烤鸭", "北j烤鸭", "北京k鸭", "北京烤y"]
    assert [one.text for one in initials("红烧肉", han())] == ["红s肉"]
    assert list(initials("烤鸭", han())) == []


def test_characters_are_taken_apart_one_by_one_and_all() -> None:
    assert [one.text for one in split("清石口", han())] == ["水青石口"]
    assert [one.text for one in split("法轮车", han())] == ["水去轮车", "法车仑车", "水去车仑车"]
    assert list(split("石口", han())) == []


def test_what_looks_alike_makes_no_common_word() -> None:
    assert {one.text for one in alike("法轮车", han())} >= {"砝轮车", "法沦车"}
    assert not uncommon("北京人", [0], han())


def test_a_row_of_common_words_is_not_read_backwards() -> None:
    assert [one.text for one in backwards("红烧肉", han())] == ["肉烧红"]
    assert list(backwards("烤鸭", han())) == []
    assert list(backwards("甲乙甲", han())) == []


def test_upside_down_and_from_the_end() -> None:
    assert [(one.text, one.breaks) for one in turned("makesoup", frozenset({4}))] == [
        ("dnosekam", {4}), ("makesond", {4}), ("puosekam", {4}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "weight", "some"),
    [
        ("红烧肉", 0.5, True),
        ("红烧肉", 0.4, False),
        ("北京烤鸭店", 0.7, True),
        ("北京烤鸭店", 0.6, False),
        ("加q群", 1.0, False),
    ],
)
def test_only_what_is_worth_hiding_is_spelled(phrase: str, weight: float, some: bool) -> None:
    assert bool(list(spellings(entry(phrase, "a1.a", weight)))) is some


def test_every_spelling_is_folded() -> None:
    for phrase in ("红烧肉", "noodles", "make soup", "佛跳墙皇帝蟹"):
        for one in spellings(entry(phrase, "a1.a")):
            assert fold().dense(one.text) == one.text
            assert all(0 < at < len(one.text) for at in one.breaks)
