from __future__ import annotations

import numpy as np
import pytest

from guiju.labels.marks.raster import grey, lowest, mean_around, resized, size_of, spread, turned
from tests.labels.marks.scenes import scene


def test_luma_is_on_one_scale_whatever_the_depth_and_the_alpha():
    image = scene(1)
    deep = image.astype(np.uint16) * 257
    clear = np.dstack([image, np.full(image.shape[:2], 7, np.uint8)])
    assert np.abs(grey(image) - grey(deep)).max() < 1
    assert np.array_equal(grey(image), grey(clear))


def test_a_resized_picture_keeps_its_mean():
    luma = grey(scene(2))
    for size in ((100, 80), (900, 700), size_of(luma)):
        small = resized(luma, size)
        assert size_of(small) == size
        assert small.mean() == pytest.approx(luma.mean(), abs=1)


def test_turning_there_and_back_keeps_the_middle():
    luma = grey(scene(3))
    back = turned(turned(luma, (640, 480), 5), (640, 480), -5)
    assert np.abs(back[200:280, 280:360] - luma[200:280, 280:360]).mean() < 4


def test_local_measures_of_an_even_picture():
    even = np.full((20, 30), 3, np.float32)
    assert np.allclose(spread(even, 5), 3, atol=1e-4)
    assert np.array_equal(lowest(even, 5), even)


def test_the_mean_runs_round_the_rows():
    plane = np.zeros((16, 9), np.float32)
    plane[0, 4] = 9
    assert mean_around(plane, 3)[15, 4] == pytest.approx(1)
