"""The sieve: whatever has a finding is left, and ordinary text is not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks.filled import Filled
from guiju.checks.fold import fold
from guiju.checks.guises import guises
from guiju.checks.han import han
from guiju.checks.lettered import lettered
from guiju.checks.lexicon import Lexicon, entry
from guiju.checks.phrases import phrases
from guiju.checks.sieve import TOGETHER, Sieve
from guiju.checks.sounding import sounds
from guiju.checks.words import Words
from tests.checks.laws import findings

LEXICON = Lexicon(tuple(entry(dish, "abuse.spam") for dish in ("红烧肉", "北京烤鸭拌面", "烤鸭", "noodles")), "dishes")
GUISES = guises(sounds(LEXICON.entries))
LETTERED = lettered(LEXICON.entries, len(GUISES.pairs))
PHRASES = phrases(LEXICON, (*GUISES.pairs, *LETTERED.pairs))
SIEVE = Sieve(fold(), han(), PHRASES, GUISES, LETTERED, Filled(PHRASES))
CHECK = Words(LEXICON)

ATOMS = [
    "红", "烧", "肉", "烤", "鸭", "北", "京", "拌", "面", "宏", "火", "考", "kao", "3", "noodles", "noo", "dles", "n0",
    "$", "b", " ", "\n", "*", "\xff", "\uffff", "㎏", "\u200b", "\u200b" * 257, "\ud800",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(ATOMS), max_size=8).map("".join)
ORDINARY = ["我们去吃烤鱼，再看看www.example.cn上的菜单。", "A good noodle is not too long, not too soft.", "", "3 kg"]


@settings(max_examples=300)
@given(texts=st.lists(TEXTS, max_size=6))
def test_what_has_a_finding_is_left(texts: list[str]) -> None:
    assert {row for row, text in enumerate(texts) if findings(CHECK, text)} <= set(SIEVE.left(texts))


def test_ordinary_text_is_not() -> None:
    assert SIEVE.left(ORDINARY) == {}


def test_texts_keep_their_numbers_over_many_blocks() -> None:
    texts = [
        *ORDINARY,
        "字" * TOGETHER,
        "红烧肉",
        "好" * 100,
        "noodles",
        "a" * TOGETHER,
        "a nooodles",
        "宏烧肉",
        "烤 ya",
    ]
    assert set(SIEVE.left(texts * 3)) == {row + len(texts) * turn for turn in range(3) for row in (5, 7, 9, 10, 11)}


def test_only_a_long_run_of_invisible_characters_counts() -> None:
    assert SIEVE.left(["好" + "\u200b" * 257, "好", ("好" + "\u200b" * 200) * 3]) == {0: None}
