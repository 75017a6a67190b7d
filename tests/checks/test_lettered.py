"""Digits, signs, flags and tags that stand for letters: any of them, each by itself, and none that mean themselves."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guiju.checks import Lexicon, Words
from guiju.checks.fold import fold
from guiju.checks.lettered import DIGITS, SIGNS, lettered
from guiju.checks.lexicon import entry
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, findings

LISTED = ("bake a big loaf", "stir soup", "noodles", "a tea", "sat", "glass", "64")
CHECK = Words(Lexicon(tuple(entry(phrase, "abuse.spam") for phrase in LISTED), "kitchen"))
LETTERED = lettered(CHECK.lexicon.entries)
FOR = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz "}
for _sign, _letters in {**DIGITS, **SIGNS}.items():
    for _letter in _letters:
        FOR[_letter] += _sign
TEXTS = st.lists(
    st.sampled_from(
        [*"sat 4$7@!50gl1g", "n0", "odles", "gla", "a ", " ", "🇸", "\U000e0074", "*", "\u200b", "汤", "！"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=300)
@given(data=st.data(), phrase=st.sampled_from(["bake a big loaf", "stir soup", "noodles"]))
def test_any_letters_are_seen_each_by_itself(data: st.DataObject, phrase: str) -> None:
    hidden = "".join(data.draw(st.sampled_from(FOR[char].replace("!", "") or char)) for char in phrase)
    own = sum(a == b for a, b in zip(phrase, hidden, strict=True))
    seen = [f.at for f in findings(CHECK, f"go {hidden} .")]
    assert ((3, 3 + len(hidden)) in seen) or own < 2


@pytest.mark.parametrize(
    "text",
    [
        "st!r s0up",
        "5t1r soup",
        "b4ke a b1g l0af",
        "bake @ big loaf",
        "n00dle$",
        "gl@$$",
        "g!ass",
        "🇳oodle5",
        "$at",
        "a t3a!",
    ],
)
def test_what_stands_for_letters(text: str) -> None:
    assert findings(CHECK, text)


@pytest.mark.parametrize(
    "text",
    [
        "547", "$47", "s47", "glas5es", "no0dle", "soup@stir", "stir! soups", "64k", "1964", "6A", "h264", "4K", "b2b",
        "mp3", "R2D2", "n00dle5x", "sa7urn", "$500", "a@te.cn", "int s = c0de", "🇸🇦", "bake 4 big loaves",
    ],
)  # fmt: skip
def test_what_means_itself(text: str) -> None:
    assert findings(CHECK, text) == []


@settings(max_examples=600)
@given(text=TEXTS, rest=TEXTS)
@example(text="!!", rest="sat")
@example(text="s@", rest="$ t")
@example(text="$", rest="at")
@example(text="4 ", rest="tea")
@example(text="gla$", rest="$")
@example(text="$sat@🇸", rest="")
def test_a_cut_is_lawful(text: str, rest: str) -> None:
    assert_cut_is_lawful(CHECK, text, rest)
    assert_chunks_agree(CHECK, list(text + rest))


@pytest.mark.parametrize("unit", ["a@", "🇭🇴", "$a", "r0b4", "@!$a"])
def test_little_is_held_of_a_long_row_of_signs(unit: str) -> None:
    text = unit * 2000
    assert len(text) - CHECK.settled(text) < 600


def test_only_what_may_be_letters_is_read_again() -> None:
    assert not any(map(LETTERED.hides, ["Hello! How?", "你好！", "50% off", "2024", "", "😀", "\ud800"]))
    assert all(map(LETTERED.hides, ["a@b", "m$n", "h!t", "end!", "🇨🇳", "\U000e0061"]))


def test_a_phrase_of_digits_is_none() -> None:
    assert lettered([entry("1234", "a1.a")]).pairs == ()
    assert lettered([entry("sat", "a1.a", 0.4)]).pairs == ()


def test_the_text_keeps_its_length() -> None:
    text = "🇸@t \U000e0074 $at! 1"
    read = LETTERED.read(fold(), text)
    assert len(read.shown) == len(text)
