"""The view: every folded character knows its source and what lay before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.fold import fold
from guiju.checks.view import RUN_LIMIT, long_view, repeats, short_view, view

TEXTS = st.text(st.sampled_from("字a1Ａ㎏㍘ \n。*\u200b\u0301\ud800"), max_size=30)


@given(text=TEXTS)
def test_each_character_comes_from_its_source(text: str) -> None:
    seen = view(fold(), text)
    assert seen.dense == fold().dense(text)
    assert all(char in fold().dense(text[at]) for char, at in zip(seen.dense, seen.at, strict=True))
    assert seen.at == sorted(seen.at)


@given(text=TEXTS)
def test_noise_is_counted_up_to_each_character(text: str) -> None:
    seen = view(fold(), text)
    for place, at in enumerate([*seen.at, len(text)]):
        assert seen.visible[place] == sum(c in " \n。*\ud800" for c in text[:at])
        assert seen.white[place] == sum(c in " \n" for c in text[:at])


@given(text=TEXTS | st.text(max_size=30))
def test_the_short_way_and_the_long_agree(text: str) -> None:
    assert short_view(fold(), text) == long_view(fold(), text)


def test_letters_are_glued_through_invisible_noise_only() -> None:
    assert view(fold(), "a\u200bb c字d1").glued == [False, True, False, False, False, True]


def test_an_endless_run_starts_anew() -> None:
    glued = view(fold(), "a" * (2 * RUN_LIMIT + 1)).glued
    assert [n for n, joined in enumerate(glued) if not joined] == [0, RUN_LIMIT, 2 * RUN_LIMIT]


def test_repeats() -> None:
    assert repeats("aabccc") == [(0, 2), (2, 3), (3, 6)]
    assert repeats("") == []
