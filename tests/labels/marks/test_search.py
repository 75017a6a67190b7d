from __future__ import annotations

import cv2
import numpy as np
import pytest

from guiju.labels.marks import marked, read
from guiju.labels.marks.reading import TRIES
from tests.labels.marks.scenes import KEY, coded, scene, sized


def cropped(image, left, top, right, bottom):
    height, width = image.shape[:2]
    part = image[int(top * height) : int((1 - bottom) * height), int(left * width) : int((1 - right) * width)]
    return np.ascontiguousarray(part)


def turned(image, degrees):
    height, width = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), (width, height))


@pytest.mark.parametrize(
    "attack",
    [
        lambda image: cropped(image, 0.05, 0, 0, 0),
        lambda image: cropped(image, 0.03, 0.09, 0.1, 0.02),
        lambda image: coded(cropped(image, 0.1, 0.1, 0.1, 0.1), ".jpg", 75),
        lambda image: sized(cropped(image, 0.07, 0.02, 0.05, 0.08), 0.6),
        lambda image: turned(image, 1.5),
        lambda image: turned(image, -4),
        lambda image: np.ascontiguousarray(image[:, ::-1]),
    ],
)
def test_a_part_is_found(attack):
    part = attack(marked(scene(6), 4711, KEY))
    assert read(part, KEY) is None
    found = read(part, KEY, thorough=True)
    assert found is not None
    assert found.number == 4711
    assert found.odds <= TRIES / 2**24


def test_the_place_that_is_found_is_told():
    made = marked(scene(5, 800, 600), 4711, KEY)
    found = read(turned(made, 2), KEY, thorough=True)
    assert found is not None
    assert abs(found.turn) == pytest.approx(2, abs=0.4)
    part = read(cropped(made, 0.05, 0.05, 0.05, 0.05), KEY, thorough=True)
    assert part is not None
    assert part.size == pytest.approx(0.9, abs=0.01)
    mirror = read(np.ascontiguousarray(made[:, ::-1]), KEY, thorough=True)
    assert mirror is not None
    assert mirror.mirrored
