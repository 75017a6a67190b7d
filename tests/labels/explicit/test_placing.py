from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.explicit.placing import Box, busy, placed

GAP = 3


def place(bright: np.ndarray, size: tuple[int, int] = (20, 60), colours: np.ndarray | None = None) -> Box:
    return placed(size, (bright.shape[0], bright.shape[1]), GAP, busy(bright.astype(np.float32), colours))


def test_the_bottom_right_where_all_is_alike() -> None:
    assert place(np.zeros((200, 300))) == Box(237, 177, 60, 20)


@pytest.mark.parametrize(("down", "across"), ((0, 0), (0, 1), (1, 0), (1, 1)))
def test_the_one_calm_corner_is_taken(down: int, across: int) -> None:
    bright = np.random.default_rng(0).random((200, 300))
    bright[down * 160 : down * 160 + 40, across * 200 : across * 200 + 100] = 0.5
    box = place(bright)
    assert np.ptp(box.of(bright)) == 0


def test_off_skin() -> None:
    colours = np.full((200, 300, 3), 90, np.uint8)
    colours[100:, 150:] = (224, 172, 140)
    box = place(np.full((200, 300), 0.5), colours=colours)
    assert not (box.top + box.height > 100 and box.left + box.width > 150)


@given(st.integers(20, 400), st.integers(20, 400), st.floats(0.1, 1), st.floats(0.1, 1), st.integers(0, 9))
def test_within_the_picture_and_at_an_edge(height: int, width: int, tall: float, wide: float, gap: int) -> None:
    size = max(1, int(height * tall)), max(1, int(width * wide))
    bright = np.random.default_rng(1).random((height, width), dtype=np.float32)
    box = placed(size, (height, width), gap, busy(bright))
    low, right = height - box.top - box.height, width - box.left - box.width
    assert min(box.left, box.top, low, right) >= 0
    assert min(box.left, box.top, low, right) <= gap
