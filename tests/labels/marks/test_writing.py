from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.marks import Unmarkable, marked, read
from tests.labels.marks.scenes import KEY, psnr, scene

numbers = st.integers(0, 2**48 - 1)
modes = st.sampled_from(["grey", "rgb", "rgba", "deep grey", "deep rgb"])


def of_mode(image, mode):
    image = image[..., 1] if "grey" in mode else image
    image = np.dstack([image, np.full(image.shape[:2], 200, np.uint8)]) if mode == "rgba" else image
    return image.astype(np.uint16) * 257 if mode.startswith("deep") else image


@given(st.integers(0, 10**6), st.integers(256, 700), st.integers(256, 700), modes, numbers, st.binary(min_size=16))
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read(seed, width, height, mode, number, key):
    image = of_mode(scene(seed, width, height), mode)
    before = image.copy()
    made = marked(image, number, key)
    assert (made.shape, made.dtype) == (image.shape, image.dtype)
    assert np.array_equal(image, before)
    found = read(made, key)
    assert found is not None
    assert found.number == number
    assert psnr(made, image) >= 42


def test_only_luma_changes_and_alpha_does_not():
    image = of_mode(scene(1), "rgba")
    made = marked(image, 5, KEY)
    assert np.array_equal(made[..., 3], image[..., 3])
    change = made[..., :3].astype(int) - image[..., :3]
    inside = np.all((image[..., :3] > 20) & (image[..., :3] < 235), axis=2)
    assert np.all(np.ptp(change[inside], axis=1) == 0)


def test_the_sky_stays_even():
    image = np.full((512, 512, 3), (90, 130, 200), np.uint8)
    assert np.abs(marked(image, 5, KEY).astype(int) - image).max() <= 4
    assert psnr(marked(image, 5, KEY), image) > 48


def test_strength_is_loudness():
    image = scene(3)
    assert psnr(marked(image, 5, KEY, 0.5), image) > psnr(marked(image, 5, KEY), image) + 4


def test_writing_twice_gives_the_same():
    assert np.array_equal(marked(scene(2), 5, KEY), marked(scene(2), 5, KEY))


def test_a_small_picture_is_refused_with_the_least_size():
    with pytest.raises(Unmarkable, match="255 x 400 pixels; a mark needs at least 256 x 256"):
        marked(scene(1, 255, 400), 5, KEY)


@pytest.mark.parametrize(
    "image", [np.zeros((300, 300), np.float32), np.zeros((300, 300, 2), np.uint8), np.zeros((4, 300, 300, 3), np.uint8)]
)
def test_an_array_that_is_no_picture_is_refused(image):
    with pytest.raises(Unmarkable, match="no picture of this kind"):
        marked(image, 5, KEY)
    with pytest.raises(Unmarkable, match="no picture of this kind"):
        read(image, KEY)


def test_nothing_runs_without_a_key():
    for act in (lambda: marked(scene(1), 5, b""), lambda: read(scene(1), b"")):
        with pytest.raises(ValueError, match="at least 16"):
            act()


def test_a_strength_of_nought_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        marked(scene(1), 5, KEY, 0)
