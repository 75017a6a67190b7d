from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.marks.code import RATE, decoded, encoded

bits = st.lists(st.integers(0, 1), min_size=16, max_size=80).map(lambda drawn: np.array(drawn, dtype=np.uint8))


@given(bits)
@settings(max_examples=60, deadline=None)
def test_every_word_decodes_to_itself(word):
    assert len(encoded(word)) == RATE * len(word)
    assert np.array_equal(decoded(encoded(word)), word)


@given(bits.filter(lambda word: len(word) >= 48), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_a_tenth_of_all_signs_may_be_wrong_where_they_are_the_weak_ones(word, seed):
    draw = np.random.default_rng(seed)
    sent = encoded(word)
    wrong = draw.permutation(len(sent))[: len(sent) // 10]
    sent[wrong] *= -0.5
    assert np.array_equal(decoded(sent), word)


def test_noise_as_strong_as_the_word_is_corrected():
    draw = np.random.default_rng(5)
    words = draw.integers(0, 2, (60, 72), dtype=np.uint8)
    right = sum(np.array_equal(decoded(encoded(word) + draw.normal(0, 0.75, 216)), word) for word in words)
    assert right >= 58


def test_the_word_begins_anywhere_on_its_circle():
    word = np.random.default_rng(1).integers(0, 2, 72, dtype=np.uint8)
    assert np.array_equal(encoded(np.roll(word, 5)), np.roll(encoded(word), 5 * RATE))
