from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.marks.payload import NUMBER_BITS, PAYLOAD_BITS, checked_key, number_in, number_of, payload
from tests.labels.marks.scenes import KEY

numbers = st.integers(0, 2**NUMBER_BITS - 1)


@given(numbers, st.binary(min_size=16, max_size=40))
def test_a_number_comes_back_under_its_key(number, key):
    assert len(payload(number, key)) == PAYLOAD_BITS
    assert number_in(payload(number, key), key) == number


@given(numbers, st.integers(0, PAYLOAD_BITS - 1))
def test_one_wrong_bit_is_noticed(number, place):
    bits = payload(number, KEY)
    bits[place] ^= 1
    assert number_in(bits, KEY) is None


@given(numbers)
def test_another_key_reads_nothing(number):
    assert number_in(payload(number, KEY), KEY[::-1]) is None


def test_bits_of_chance_pass_about_never():
    draw = np.random.default_rng(3)
    assert not any(number_in(bits, KEY) is not None for bits in draw.integers(0, 2, (5000, 72), dtype=np.uint8))


def test_the_number_of_a_produce_id_depends_on_both():
    assert number_of("A1", KEY) == number_of("A1", KEY)
    assert len({number_of("A1", KEY), number_of("A2", KEY), number_of("A1", KEY[::-1])}) == 3
    assert number_of("A1", KEY) < 2**NUMBER_BITS


@pytest.mark.parametrize("key", [b"", b"short"])
def test_a_short_key_is_refused_with_a_way_to_make_one(key):
    with pytest.raises(ValueError, match="at least 16"):
        checked_key(key)
    with pytest.raises(ValueError, match="at least 16"):
        number_of("A1", key)


@pytest.mark.parametrize("number", [-1, 2**NUMBER_BITS])
def test_a_number_that_does_not_fit_is_refused(number):
    with pytest.raises(ValueError, match="48 bits"):
        payload(number, KEY)
