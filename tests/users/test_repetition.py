"""Repetition: counts of a user's requests and of those nearly the same, for an hour."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks import folded
from guiju.users import repetition
from guiju.users.repetition import MOST_REQUESTS, WITHIN, Repeated, Repetition

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
POST = "我们家的面馆开了十年了，味道一直没有变，欢迎各位街坊邻居常来坐坐，第二碗半价，今天也是这样。编号{}"


def test_what_is_nearly_the_same_is_counted_apart_from_the_rest():
    seen = Repetition(folded)
    for number in range(5):
        counts = seen.counted("u", POST.format(number), NOON + timedelta(minutes=number))
    assert counts == Repeated(5, 5)
    assert seen.counted("u", "明天的会议改到下午三点，地点不变。", NOON + timedelta(minutes=9)) == Repeated(6, 1)
    assert seen.counted("v", POST.format(9), NOON) == Repeated(1, 1)


@pytest.mark.parametrize("between", ["\u200b", " ", "　", "\n", "\u00ad", "。", "*"])
def test_what_is_put_between_characters_makes_no_other_text(between):
    drawn, seen = random.Random(7), Repetition(folded)
    for _ in range(6):
        said = "".join(char + between * drawn.randrange(3) for char in POST)
        counts = seen.counted("u", said, NOON)
    assert counts == Repeated(6, 6)


def test_width_and_case_make_no_other_text():
    seen = Repetition(folded)
    for said in ("Buy ten lamps today", "BUY TEN LAMPS TODAY", "Ｂｕｙ ｔｅｎ ｌａｍｐｓ ｔｏｄａｙ"):
        counts = seen.counted("u", said, NOON)
    assert counts.alike == 3


def test_a_tail_makes_another_text_only_of_a_short_one():
    drawn, long, short = random.Random(7), Repetition(folded), Repetition(folded)
    text = "".join(chr(drawn.randrange(0x4E00, 0x9000)) for _ in range(600))
    for _ in range(10):
        tail = "".join(chr(drawn.randrange(0x4E00, 0x9000)) for _ in range(60))
        counts = long.counted("u", text + tail, NOON), short.counted("u", text[:20] + tail, NOON)
    assert counts[0].alike >= 9 and counts[1].alike == 1


def test_texts_of_nothing_but_marks_are_told_apart():
    seen = Repetition(folded)
    seen.counted("u", "。。。", NOON)
    assert seen.counted("u", "！！！", NOON).alike == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("请写一首关于秋天的诗", "请写一篇关于污水处理的报告"),
        ("How do I cook rice?", "How do I fix a flat tyre on my bicycle?"),
        ("一", "二"),
        ("", "一二三四五六七"),
    ],
)
def test_other_texts_are_not_alike(one, other):
    seen = Repetition(folded)
    seen.counted("u", one, NOON)
    assert seen.counted("u", other, NOON) == Repeated(2, 1)


def test_after_the_hour_nothing_is_counted():
    seen = Repetition(folded)
    seen.counted("u", "同样的话", NOON)
    assert seen.counted("u", "同样的话", NOON + WITHIN) == Repeated(1, 1)


def test_nobody_is_kept_beyond_the_hour():
    seen = Repetition(folded)
    for name in "abc":
        seen.counted(name, "同样的话", NOON)
    seen.counted("d", "同样的话", NOON + WITHIN)
    assert list(seen._users) == ["d"]


@given(st.lists(st.text(max_size=40), max_size=20))
def test_counts_are_within_bounds_whatever_is_said(texts):
    seen = Repetition(folded)
    for number, text in enumerate(texts, 1):
        counts = seen.counted("u", text, NOON)
        assert counts.recent == number and 1 <= counts.alike <= number
        assert counts.alike >= texts[:number].count(text)


def test_of_one_user_the_newest_are_remembered():
    seen = Repetition(folded)
    for number in range(MOST_REQUESTS + 5):
        counts = seen.counted("u", "同样的话" if number < 10 else "另外一句话", NOON + timedelta(seconds=number))
    assert counts == Repeated(MOST_REQUESTS, MOST_REQUESTS - 5)


def test_whoever_asked_longest_ago_is_forgotten_where_more_is_asked_than_is_remembered(monkeypatch):
    monkeypatch.setattr(repetition, "MOST", 6)
    seen = Repetition(folded)
    for number, name in enumerate("aabbabc"):
        seen.counted(name, "同样的话", NOON + timedelta(seconds=number))
    assert list(seen._users) == ["b", "c"] and seen._kept == 4
    monkeypatch.setattr(repetition, "MOST_USERS", 2)
    assert seen.counted("a", "同样的话", NOON + timedelta(seconds=9)) == Repeated(1, 1)
    assert list(seen._users) == ["c", "a"] and seen._kept == 2


def test_what_is_remembered_of_all_requests_is_bounded_in_memory():
    row = repetition._ROW.itemsize
    assert repetition.MOST * row * 9 // 8 + repetition.MOST_USERS * 500 < 64_000_000
