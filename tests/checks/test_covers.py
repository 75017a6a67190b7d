"""Covers: inside an ordinary word a listed phrase counts for nothing, and nowhere else."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guiju.checks import Lexicon, Words, shipped_lexicon
from guiju.checks.covers import covers
from guiju.checks.lexicon import entry
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, findings

LEXICON = Lexicon(
    (entry("外挂", "abuse.spam"), entry("私服", "abuse.spam", 0.5), entry("外挂私服", "abuse.spam", 0.6)), "t"
)
CHECK = Words(LEXICON)
SHIPPED = Words(shipped_lexicon())
PIECES = ["空", "调", "外", "挂", "机", "私", "服", "务", "明", "星", "*", "。", "外挂机", "空调外挂", "字" * 190]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


@pytest.mark.parametrize("text", ["空调外挂机", "装外挂式空调", "私服务器", "明星私服", "空调外挂，机器"])
def test_inside_an_ordinary_word(text: str) -> None:
    assert findings(CHECK, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [("用外挂", [(1, 3)]), ("外挂，机器", [(0, 2)]), ("空调外挂和外挂", [(5, 7)]), ("空调外挂私服", [(2, 6), (4, 6)])],
)
def test_outside_or_beyond_one(text: str, places: list[tuple[int, int]]) -> None:
    assert [f.at for f in findings(CHECK, text)] == places


@pytest.mark.parametrize(
    "text", ["买卖枪支判几年", "路口交通", "今日你好", "Java 的事件监听器", "偷偷拍下", "打包过去"]
)
def test_of_the_shipped_lexicon(text: str) -> None:
    assert findings(SHIPPED, text) == []


def test_only_covers_of_what_is_listed() -> None:
    assert {one.phrase for one in covers("外挂字幕".startswith)} >= {"外挂字幕", "外挂机"}
    assert list(covers(lambda text: False)) == []


def test_every_cover_has_a_phrase_of_the_shipped_lexicon() -> None:
    lines = (files("guiju.checks") / "data" / "covers.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert len(words) == len(set(words))
    listed = SHIPPED._phrases.listed
    assert [word for word in words if word not in listed or any(one.weight for one in listed[word])] == []


@settings(max_examples=500)
@given(text=TEXTS, rest=TEXTS)
@example(text="空调外", rest="挂机")
@example(text="空调外挂。", rest="私服务")
def test_a_cut_is_lawful(text: str, rest: str) -> None:
    assert_cut_is_lawful(CHECK, text, rest)
    assert_chunks_agree(CHECK, list(text + rest))
