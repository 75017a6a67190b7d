"""Places: the same spans as the view tells, without the view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.bridging import NOISE_LIMIT, bridged
from guiju.checks.fold import fold
from guiju.checks.places import places
from guiju.checks.view import view

PIECES = ["甲", "乙", "體", " ", "*", "\u200b", "\n", "*" * 40, "\u200b" * 70, "甲乙" * 90]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9)


@given(text=TEXTS.map("".join), ends=st.tuples(st.integers(0, 40), st.integers(1, 6)))
def test_spans_are_those_of_the_view(text: str, ends: tuple[int, int]) -> None:
    folded = fold().read(text)
    found, seen = places(fold(), text, folded), view(fold(), text)
    assert found is not None
    start, end = ends[0], ends[0] + ends[1]
    if end <= len(folded.dense):
        there = bridged(seen, start, frozenset(), range(end - start))
        assert found.bridged(start, end) == (seen.source(start, end) if there else None)


def test_a_character_that_becomes_several_has_no_place() -> None:
    assert places(fold(), "㍘甲", fold().read("㍘甲")) is None


def test_noise_inside_is_bridged_up_to_its_limit() -> None:
    for count, span in ((NOISE_LIMIT, (0, NOISE_LIMIT + 2)), (NOISE_LIMIT + 1, None)):
        text = f"甲{'*' * count}乙"
        found = places(fold(), text, fold().read(text))
        assert found and found.bridged(0, 2) == span
