from __future__ import annotations

from itertools import combinations

import numpy as np

from guiju.labels.marks.layout import CODED, TILE, layout
from tests.labels.marks.scenes import KEY


def test_a_key_always_gives_the_same_layout():
    layout.cache_clear()
    one = layout(KEY)
    layout.cache_clear()
    assert np.array_equal(one.tile(np.ones(CODED), 1), layout(KEY).tile(np.ones(CODED), 1))


def test_no_wave_serves_twice():
    used = np.concatenate([layout(KEY).groups.ravel(), layout(KEY).pilot])
    assert len(np.unique(used)) == len(used)


def test_tiles_of_two_keys_have_nothing_in_common():
    one, other = (layout(key).tile(np.ones(CODED), 1).ravel() for key in (KEY, KEY[::-1]))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.1


def test_a_tile_has_no_coarse_and_no_finest_waves():
    power = np.abs(np.fft.fft2(layout(KEY).tile(np.ones(CODED), 1))) ** 2
    reach = np.hypot(np.fft.fftfreq(TILE)[:, None], np.fft.fftfreq(TILE)[None, :])
    assert power[reach < 0.03].sum() < 1e-6 * power.sum()
    assert power[reach > 0.3].sum() < 1e-6 * power.sum()


def test_words_of_two_numbers_differ_in_many_places():
    words = [layout(KEY).word(number) for number in (0, 1, 2**40)]
    assert all(np.sum(one != other) >= 18 for one, other in combinations(words, 2))
