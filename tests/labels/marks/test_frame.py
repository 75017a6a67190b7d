from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.marks.frame import SIDE, folded, frame_size, framed, waves
from guiju.labels.marks.layout import CODED, TILE, layout
from guiju.labels.marks.raster import grey
from tests.labels.marks.scenes import KEY, scene, sized

sides = st.integers(256, 5000)


@given(sides, sides)
def test_the_frame_has_one_area_and_the_shape_of_the_picture(width, height):
    across, down = frame_size((width, height))
    assert across * down == pytest.approx(SIDE * SIDE, rel=0.02)
    assert across / down == pytest.approx(width / height, rel=0.03)


def test_a_copy_of_half_the_size_has_the_same_frame():
    image = scene(1)
    one, half = (framed(grey(at), frame_size((640, 480))) for at in (image, sized(image, 0.5)))
    assert np.corrcoef(one.ravel(), half.ravel())[0, 1] > 0.9


def test_contrast_and_brightness_leave_the_frame_as_it_is():
    luma = grey(scene(2))
    one, other = (framed(at, frame_size((640, 480))) for at in (luma, luma * np.float32(0.8) + 20))
    assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.99


@given(st.integers(1, 300), st.integers(1, 300))
def test_folding_keeps_the_sum(height, width):
    assert folded(np.ones((height, width), np.float32)).sum() == height * width


def test_a_tile_alone_is_read_at_any_offset():
    chosen = layout(KEY)
    signs = chosen.word(77)
    tile = np.tile(chosen.tile(signs, 1.0), (3, 3))
    noise = np.random.default_rng(1).normal(0, tile.std(), tile.shape)
    heard = waves(np.roll(tile + noise, (5, 9), axis=(0, 1)).astype(np.float32))
    assert np.unravel_index(heard.pilots(chosen).argmax(), (TILE, TILE)) == (5, 9)
    assert heard.pilot(chosen) < 5 < heard.moved(5, 9).pilot(chosen)
    assert np.mean(np.sign(heard.moved(5, 9).bits(chosen)) == signs) > 0.98
    assert heard.pilots(chosen)[5, 9] == pytest.approx(heard.moved(5, 9).pilot(chosen), rel=1e-6)


def test_without_a_mark_bits_are_of_deviation_one():
    heard = waves(framed(grey(scene(4)), frame_size((640, 480))))
    assert 0.7 < heard.bits(layout(KEY)).std() < 1.3
    assert len(heard.bits(layout(KEY))) == CODED
