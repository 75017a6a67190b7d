from __future__ import annotations

import numpy as np
import pytest

from guiju.labels.marks.frame import frame_size, framed, waves
from guiju.labels.marks.layout import layout
from guiju.labels.marks.masking import hiding
from guiju.labels.marks.raster import grey, size_of
from guiju.labels.marks.shaping import Scene, laid, shaped
from tests.labels.marks.scenes import KEY, scene


def drawn(seed):
    luma = grey(scene(seed))
    return Scene(luma, hiding(luma))


def test_a_tile_laid_twice_as_large_is_the_same_tile():
    tile = layout(KEY).tile(np.ones(216), 1.0)
    small, large = laid(tile, (300, 276), (300, 276)), laid(tile, (300, 276), (600, 552))
    assert np.array_equal(small[:128, :128], tile)
    assert size_of(large) == (600, 552)
    assert np.corrcoef(large[::2, ::2].ravel(), small.ravel())[0, 1] > 0.7


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_picture_is_no_noise_to_its_own_mark(seed):
    """A mark that does not look at its picture leaves some bits wrong; this one none."""
    at, chosen = drawn(seed), layout(KEY)
    word = chosen.word(seed)
    heard = waves(framed(at.luma + at.added(shaped(at, chosen, word, 1.0)), frame_size(size_of(at.luma))))
    assert np.all(heard.bits(chosen) * word > 0)
    assert heard.pilot(chosen) > 5


def test_twice_the_strength_is_twice_as_loud():
    at, chosen = drawn(4), layout(KEY)
    quiet, loud = (float(at.added(shaped(at, chosen, chosen.word(5), by)).std()) for by in (0.5, 1.0))
    assert loud == pytest.approx(2 * quiet, rel=0.15)
