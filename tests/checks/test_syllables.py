"""Syllables: letters are read in a few ways, and what is begun is told from what cannot be pinyin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.han import han
from guiju.checks.syllables import first_syllables, last_syllables, may_be_pinyin, readings


def test_letters_are_read_as_syllables_a_few_ways_at_most() -> None:
    sounds = {code: sound for sound, code in han().syllables.items()}
    read = [[sounds[code] for code, _ in one] for one in readings("xian3")]
    assert read == [["xian"], ["xia", "n"], ["xi", "an"], ["xi", "a", "n"]]
    assert len(readings("ananananan")) <= 4
    assert readings("python") == ()


@given(text=st.text("aeghinosux12", max_size=12))
def test_what_can_be_pinyin_can_be_at_every_length(text: str) -> None:
    if may_be_pinyin(text):
        assert all(may_be_pinyin(text[:size]) for size in range(len(text)))
    if readings(text):
        assert may_be_pinyin(text)


def test_every_syllable_at_either_end_is_told() -> None:
    codes = han().syllables
    assert first_syllables("xianpy") == codes["xi"] + codes["xia"] + codes["xian"]
    assert set(last_syllables("hexian")) == {codes["xian"], codes["an"], codes["n"]}
    assert first_syllables("python") == ""
