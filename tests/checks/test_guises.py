"""Guises: one character of a long phrase in pinyin or in parts, alone and with other families; its neighbours not."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guiju.checks import Lexicon, Words
from guiju.checks.lexicon import entry
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, findings

DISHES = ["北京烤鸭拌面", "佛跳墙皇帝蟹", "清蒸大鲈鱼", "红烧肉"]
CHECK = Words(Lexicon(tuple(entry(phrase, "abuse.spam") for phrase in DISHES), "dishes"))

FOUND = [
    "bei京烤鸭拌面", "北jing烤鸭拌面", "北京kao鸭拌面", "北京烤鸭拌mian", "北京 kao 鸭拌面", "北京kǎo鸭拌面",
    "北京kao3鸭拌面", "北京KAO鸭拌面", "北京kaoya拌面", "北京 kao ya 拌面", "北*京*kao*鸭*拌*面", "清zheng大鲈鱼",
    "北京火考鸭拌面", "北京烤甲鸟拌面", "清蒸大鲈鱼", "水青蒸大鲈鱼", "氵青蒸大鲈鱼",
    "北京烤甲 鸟拌面", "清蒸大lu鱼", "qing蒸大鲈鱼", "北\u200b京ka\u200bo鸭拌面",
]  # fmt: skip
MIXED = [
    "北京kao鴨拌麵", "北/京/kao/鴨/拌/面", "北惊kao鸭拌面", "北 京 火 考 鴨 拌 面", "清征大lu鱼", "背京烤甲鸟拌面",
    "ｋａｏ", "佛*跳*牆*huang*帝*谢", "清\u200b蒸\u200b大\u200blú\u200b魚", "北😀京😀ｋａｏ😀鴨😀拌😀面",
]  # fmt: skip
BENIGN = [
    "北京kaoyan", "北京kao", "北京kao鸭", "kao鸭拌面", "北京makao鸭拌面", "北京kaos鸭拌面", "北京lao鸭拌面",
    "北京的kao鸭",
    "北京火车考鸭", "火考", "清zheng大鱼", "清zheng的大鲈鱼", "北京can鸭拌面", "佛跳qiang", "北jing鸭", "北京lu鸭拌面",
]  # fmt: skip


def places(text: str) -> list[tuple[int, int]]:
    return [f.at for f in findings(CHECK, text) if f.at and f.risk == "abuse.spam"]


@pytest.mark.parametrize("text", FOUND + [text for text in MIXED if len(text) > 4])
def test_what_is_hidden_is_found_where_it_stands(text: str) -> None:
    assert (3, 3 + len(text)) in places(f"我说 {text}。好吗")


@pytest.mark.parametrize("text", BENIGN)
def test_what_resembles_it_is_not(text: str) -> None:
    assert places(f"我说 {text}。好吗") == []


ATOMS = [
    "北", "京", "烤", "鸭", "拌", "面", "火", "考", "甲", "鸟", "佛", "跳", "墙", "皇", "帝", "蟹", "背", "惊",
    "bei", "jing", "k", "ao", "ya", "mian", "kao3", "huang",
    "x", "2", "e", " ", "*", "。", "\u200b", "*" * 63, "北京", "拌面",
    "佛跳墙", "皇帝",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(ATOMS), max_size=9).map("".join)


@settings(max_examples=500, deadline=None)
@given(text=TEXTS, rest=TEXTS)
@example(text="北京火", rest="考鸭拌面")
@example(text="北京k", rest="ao鸭拌面")
@example(text="北京 kao ", rest="ya 拌面")
@example(text="bei ", rest="京烤鸭拌面")
@example(text="背京烤甲", rest="鸟拌面")
@example(text="x bei", rest="jing烤鸭拌面")
@example(text="北京xx ", rest="bei京烤鸭拌面")
@example(text="ab x e", rest="京烤鸭拌面")
@example(text="北京kao 2", rest=" ya 拌面")
@example(text="x bei ", rest="jing烤鸭拌面")
def test_a_cut_is_lawful(text: str, rest: str) -> None:
    assert_cut_is_lawful(CHECK, text, rest)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(TEXTS, max_size=4))
def test_any_chunks_find_what_the_whole_finds(pieces: list[str]) -> None:
    assert_chunks_agree(CHECK, pieces)
    assert_chunks_agree(CHECK, list("".join(pieces)))


LONG = Words(Lexicon((entry("北京烤鸭拌面清蒸鱼", "abuse.spam"),), "long"))


@pytest.mark.parametrize(
    "text", ["bei ", "a bei ", "好bei, ", "北 jing ", "bei jing ", "x bei", "北jing 烤", "bei3 京"]
)
def test_a_cut_is_lawful_where_no_spelling_is_all_pinyin(text: str) -> None:
    for rest in ("京烤鸭拌面清蒸鱼", "烤鸭拌面清蒸鱼", "鸭拌面清蒸鱼", "ok"):
        assert_cut_is_lawful(LONG, text, rest)
    assert LONG.settled("bei ") == 0
