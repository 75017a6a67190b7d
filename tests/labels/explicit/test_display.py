from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from guiju.labels.explicit.display import Display


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Display(3, 2), [[1, 2, 3], [4, 5, 6]]),
        (Display(3, 2, across=True, down=True), [[6, 5, 4], [3, 2, 1]]),
        (Display(3, 2, crossed=True), [[1, 4], [2, 5], [3, 6]]),
        (Display(3, 2, crossed=True, across=True), [[4, 1], [5, 2], [6, 3]]),
        (Display(3, 2, across=True), [[3, 2, 1], [6, 5, 4]]),
    ],
)
def test_a_frame_as_it_is_shown(shown: Display, expected: list[list[int]]) -> None:
    stored = np.array([[1, 2, 3], [4, 5, 6]])
    view = shown.upright(stored)
    assert view.tolist() == expected
    view[0, 0] = 9
    assert 9 in stored


@pytest.mark.parametrize(("aspect", "square"), [(Fraction(1), (720, 576)), (Fraction(64, 45), (1024, 576))])
def test_square_pixels(aspect: Fraction, square: tuple[int, int]) -> None:
    assert Display(720, 576, aspect).square == square
