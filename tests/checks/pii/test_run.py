"""Runs and the cut of pii: whatever follows, nothing before the cut changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks import Pii
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, findings

ATOMS = [
    "1",
    "3",
    "8",
    "0",
    "6",
    "２",
    "X",
    "A",
    "e",
    "Ｂ",
    "@",
    ".",
    "-",
    "_",
    "+",
    " ",
    "  ",
    "　",
    "\u200b",
    "京",
    "学",
]
ATOMS += [
    "字",
    "，",
    "\n",
    "·",
    "com",
    "13800138000",
    "+86",
    "E12345678",
    "110101199003074573",
    "a@b.cn",
    "京A",
    "1234",
    "护",
    "护照",
    "卡",
    "号",
    "：",
    "G12345678",
    "4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7",
    "\u200b \u200b",
    " \u0301 ",
    "QQ",
    "git@",
    "张三",
    "我叫",
    "李小明",
    "先生",
    "北京市",
    "朝阳区建国路",
    "88号",
    "的",
    "说",
    "有限公司",
    "·",
    "欧阳",
    "王",
    "约翰·史密斯",
    "大学",
    "姓名：",
    "my name is ",
    "John Smith",
    "12 Oak Street, Austin, TX 78701",
    "玛丽",
    "患有糖尿病",
    "今年8岁",
    "我儿子",
    "信佛",
    "？",
    ", ",
    "订单号",
    "订",
    "单",
    "快递",
    "的",
    "order",
    " no.",
    "no",
    "re",
    "sku",
    "s/",
    "n",
    " is ",
    "证件编号",
    "ID",
    "(",
    "（010）",
    "(010)",
    "(0",
    ")",
    "+1",
    "88886666",
    " 8888",
    " 8888 6666",
]
LONG = [
    "1" * 500,
    "a1" * 255,
    "1 " * 256,
    "x" * 510,
    "1\u200b" * 256,
    "1\u200b \u200b" * 128,
    "护照" + "1" * 508,
    "卡：  " + "1 " * 256,
    "王" * 200,
    "王小明" * 60,
    "张三 " * 40,
    "北京市朝阳区建国路88号" * 12,
    "Mr Smith " * 20,
    "John Smith, " * 30,
    "我儿子，" * 60,
    "x" * 512,
    "x" * 512 + "order",
    "x" * 508 + "model: ",
    "x" * 512 + "+86 (",
    "订单号" * 60,
    "order no. " * 30,
]
PIECES = st.lists(st.sampled_from(ATOMS), max_size=10).map("".join)
TEXTS = st.lists(PIECES | st.sampled_from(LONG), max_size=3).map("".join)


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, rest=TEXTS)
def test_a_cut_is_lawful(text: str, rest: str) -> None:
    assert_cut_is_lawful(Pii(), text, rest)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_the_parts_together_find_what_the_whole_finds(text: str) -> None:
    numbers, words, whole = (findings(Pii(part), text) for part in ("numbers", "words", "all"))
    assert sorted((f.at, f.risk, f.score) for f in [*numbers, *words]) == sorted((f.at, f.risk, f.score) for f in whole)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES | st.sampled_from(LONG), max_size=8))
def test_any_chunks_find_what_the_whole_finds(pieces: list[str]) -> None:
    assert_chunks_agree(Pii(), pieces)


@given(text=TEXTS)
def test_what_is_found_does_not_change_behind_prose_that_is_long(text: str) -> None:
    check, prose = Pii(part="numbers"), "。" * 100
    moved = [found.shifted(len(prose)) for found in check.tail(text)[0]]
    assert check.tail(prose + text)[0] == moved
