"""Phrases: where they end, and what may still move an end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.pii import phrase
from guiju.checks.pii.phrase import PHRASE_LIMIT, phrase_cut, phrase_ends

TEXTS = st.text(st.sampled_from("王路的我a1 ，。\n·：x说-（"), max_size=60) | st.sampled_from(
    ["王" * 200, "a" * 90, "王a" * 80]
)


@given(text=TEXTS)
def test_phrases_make_up_the_text(text: str) -> None:
    ends = phrase_ends(text)
    assert ends == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(text)


@given(text=TEXTS, rest=TEXTS)
def test_what_follows_moves_no_end_before_the_cut(text: str, rest: str) -> None:
    cut = phrase_cut(text, phrase_ends(text))
    after = [end + cut for end in phrase_ends((text + rest)[cut:])]
    assert phrase_ends(text + rest) == phrase_ends(text[:cut]) + after


def test_a_phrase_has_a_limit() -> None:
    assert phrase_ends("王" * 100)[0] == PHRASE_LIMIT


PARTS = st.sampled_from(["我们的", "去了北京", "a", " word", "x" * 41, ", ", "1", "了", "，", "这"])


@given(st.lists(PARTS, max_size=12).map("".join))
def test_what_is_far_from_any_of_han_is_read_at_once_and_cut_alike(text: str) -> None:
    assert phrase_ends(text) == [found.end() for found in phrase._PHRASE.finditer(text)]
