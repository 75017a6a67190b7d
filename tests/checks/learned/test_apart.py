from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.learned.apart import starts

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=80)


@pytest.mark.parametrize(
    ("letters", "steps", "words"),
    [
        ("howto", [2, 2, 4, 2], "how to"), ("howtokill", [1] * 8, "how to kill"),
        ("bomb", [2, 2, 2], "bomb"), ("xqzk", [2, 2, 2], "xqzk"), ("makeabomb", [2] * 8, "make a bomb"),
    ],
)  # fmt: skip
def test_letters_become_the_words_they_spell(letters: str, steps: list[int], words: str) -> None:
    edges = [0, *starts(letters, steps), len(letters)]
    assert " ".join(letters[a:b] for a, b in pairwise(edges)) == words


@given(LETTERS)
def test_words_begin_in_order_inside_the_letters(letters: str) -> None:
    found = starts(letters, [2] * (len(letters) - 1))
    assert found == sorted(set(found)) and all(0 < place < len(letters) for place in found)
