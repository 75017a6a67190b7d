from __future__ import annotations

import numpy as np
import pytest

from guiju.labels.explicit.lettering import lettering
from guiju.labels.explicit.measuring import contrast, measured
from guiju.labels.explicit.placing import Box


def test_the_height_is_that_of_the_pixels_not_what_was_meant() -> None:
    letters = lettering(("AI生成",), 30)
    picture = np.zeros((400, 500), np.float32)
    box = Box(40, 60, letters.ink.shape[1], letters.ink.shape[0])
    box.of(picture)[...] = letters.ink / 255
    assert measured(picture, box, letters).share == pytest.approx(letters.height / 400)
    rows = np.flatnonzero(picture.any(axis=1))
    picture[rows[0] : rows[0] + 12] = 0  # the tops of the letters are lost
    assert measured(picture, box, letters).share < letters.height / 400 - 1e-6


@pytest.mark.parametrize(
    ("lit", "dark", "ratio"), ((1.0, 0.0, 21.0), (0.0, 1.0, 21.0), (0.5, 0.5, 1.0), (0.7922, 0.0, 12.82))
)
def test_the_ratio_is_that_of_wcag(lit: float, dark: float, ratio: float) -> None:
    one = np.float32([1.0])
    assert contrast(one * np.float32(lit), one * np.float32(dark)) == pytest.approx(ratio, abs=0.05)


def test_where_no_letters_are_nothing_is_measured() -> None:
    letters = lettering(("AI生成",), 30)
    found = measured(np.zeros((9, 9), np.float32), Box(0, 0, 1, 1), letters)
    assert (found.share, found.contrast) == (0.0, 1.0)
