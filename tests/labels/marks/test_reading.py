from __future__ import annotations

import cv2
import numpy as np
import pytest

from guiju.labels.marks import marked, read
from guiju.labels.marks.reading import TRIES
from tests.labels.marks.scenes import KEY, coded, field, scene, sized

ATTACKS = {
    "none": lambda image: image,
    "jpeg 50": lambda image: coded(image, ".jpg", 50),
    "jpeg 30": lambda image: coded(image, ".jpg", 30),
    "webp 50": lambda image: coded(image, ".webp", 50),
    "half": lambda image: sized(image, 0.5),
    "half and jpeg 75": lambda image: coded(sized(image, 0.5), ".jpg", 75),
    "double": lambda image: cv2.resize(image, None, fx=2, fy=2),
    "dim": lambda image: (image * 0.7).astype(np.uint8),
    "gamma": lambda image: (255 * (image / 255.0) ** 1.5).astype(np.uint8),
    "grey": lambda image: cv2.cvtColor(image, cv2.COLOR_RGB2GRAY),
    "blur": lambda image: cv2.GaussianBlur(image, (0, 0), 1.0),
    "noise": lambda image: np.clip(image + np.random.default_rng(1).normal(0, 6, image.shape), 0, 255).astype(np.uint8),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_mark_outlives(seed, attack):
    found = read(ATTACKS[attack](marked(scene(seed), 1000 + seed, KEY)), KEY)
    assert found is not None
    assert found.number == 1000 + seed
    assert found.odds == 2**-24


def test_another_key_reads_nothing():
    made = marked(scene(1), 5, KEY)
    assert not any(read(made, bytes([n]) * 16) for n in range(20))
    assert read(made, KEY[::-1], thorough=True) is None


def test_pictures_without_a_mark_give_none():
    draw = np.random.default_rng(2)
    for seed in range(200):
        plain = 128 + 40 * field(draw, 256 + seed % 60, 300, 0.5 + seed % 10 / 5)
        assert read(np.clip(plain, 0, 255).astype(np.uint8), KEY) is None


@pytest.mark.parametrize("level", [0, 255])
def test_even_pictures_give_none(level):
    assert read(np.full((300, 300, 3), level, np.uint8), KEY, thorough=True) is None


def test_a_tiny_picture_gives_none():
    assert read(np.zeros((30, 40), np.uint8), KEY, thorough=True) is None


def test_a_second_mark_does_not_read_as_a_third():
    twice = marked(marked(scene(1), 5, KEY), 6, KEY)
    found = read(twice, KEY)
    assert found is None or found.number in (5, 6)


def test_the_promise_of_chance_is_kept():
    assert TRIES / 2**24 < 1e-6
