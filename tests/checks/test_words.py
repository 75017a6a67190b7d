"""The words check: what it finds, where, and how soon a text is settled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks import Lexicon, Words
from guiju.checks.lexicon import entry
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, findings

ATOMS = [
    "禁", "詞", "词", "甲", "乙", "看", "b", "o", "m", "B", "Ｂ", "á", "1", "2", "①", "㎏", "㍘", "ﬁ", " ", "\n", "。", "，", "*", ".",
    "\u200b", "\u0301", "\ufe0f", "😀", "🔞", "\ud800", "\U000e0061",
]  # fmt: skip
LONG = ["\u200b" * 255, "\u200b" * 257, "*" * 60, " " * 64, "b" * 250, "字" * 195, "bo" * 130, "禁" * 10]
PIECES = st.lists(st.sampled_from(ATOMS) | st.sampled_from(ATOMS[:12]), max_size=14).map("".join)
TEXTS = st.lists(PIECES | st.sampled_from(LONG), max_size=4).map("".join)
PHRASES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["禁", "词", "甲", "看", "b", "o", "m", "1", "2", " ", "*", "kg", "fi"]), min_size=1, max_size=5)
        .map("".join)
        .filter(lambda p: bool(p.strip(" *"))),
        st.sampled_from(["a1.a", "a2.b"]),
        st.sampled_from([1.0, 0.4, 0.6]),
    ),
    max_size=8,
)  # fmt: skip


def words(*phrases: str | tuple[str, str, float]) -> Words:
    """A check for these phrases; bare ones are of risk abuse.spam and weight 1."""
    given = [(p, "abuse.spam", 1.0) if isinstance(p, str) else p for p in phrases]
    entries = {(e.phrase, e.risk): e for e in (entry(*g) for g in given)}
    return Words(Lexicon(tuple(entries.values()), "test"))


CHECK = words(
    "禁词甲", "坏蛋", "bomb", "make bomb", "av", "isis", "法轮车", "加q群", "看看书", "64", "bbom", "o1",
    ("软一", "a1.a", 0.5), ("软二", "a1.a", 0.6), ("软三", "a2.a", 0.6), ("软四", "a2.a", 0.3),
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(phrases=PHRASES, text=TEXTS, rest=TEXTS)
def test_a_cut_is_lawful(phrases: list[tuple[str, str, float]], text: str, rest: str) -> None:
    assert_cut_is_lawful(words(*phrases), text, rest)


@settings(max_examples=300, deadline=None)
@given(phrases=PHRASES, pieces=st.lists(PIECES | st.sampled_from(LONG), max_size=8))
def test_any_chunks_find_what_the_whole_finds(phrases: list[tuple[str, str, float]], pieces: list[str]) -> None:
    assert_chunks_agree(words(*phrases), pieces)
