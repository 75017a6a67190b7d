from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit.formats.palette import indexed, with_greys
from guiju.labels.explicit.picture import Style, dense, drawn
from guiju.labels.explicit.wording import wordings
from tests.labels.explicit.paintings import painting


def palette(count: int, seed: int = 1) -> np.ndarray:
    rgb = np.random.default_rng(seed).integers(60, 190, (count, 3), dtype=np.uint8)
    return np.hstack((rgb, np.full((count, 1), 255, np.uint8)))


@settings(max_examples=40)
@given(st.integers(1, 256), st.integers(0, 99))
def test_black_and_white_are_found_room_for_and_little_else_changes(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    indices = rng.integers(0, count, (60, 70), dtype=np.uint8)
    indices[0, 0] = count - 1
    colours = palette(count, seed)
    greys, made, moved = with_greys(indices, colours)
    assert len(made) <= 256
    for grey, place in greys.items():
        assert np.abs(made[place, :3].astype(int) - grey).max() <= 24
    assert {0, 255} <= greys.keys()
    changed = (colours[indices] != made[moved]).any(axis=-1)
    assert not changed.any() if count <= 254 else changed.mean() < 0.02


def test_colours_of_our_own_that_the_palette_has_are_used() -> None:
    colours = np.uint8([[0, 0, 0, 255], [250, 250, 250, 255], [9, 99, 9, 255]])
    greys, made, _ = with_greys(np.uint8([[0, 1, 2]]), colours)
    assert (greys[0], greys[255]) == (0, 1)
    assert (made[:3] == colours).all()


def test_a_clear_entry_is_not_taken_for_black() -> None:
    colours = np.uint8([[0, 0, 0, 0], [99, 9, 9, 255]])
    greys, made, _ = with_greys(np.uint8([[0, 1]]), colours)
    assert made[greys[0], 3] == 255


def test_the_letters_are_those_that_were_set() -> None:
    rgb = painting("grey", 200, 300)
    image = Image.fromarray(rgb).quantize(4)
    mark = drawn(rgb, wordings("1", "zh"), dense(Style(0.05))).mark
    shown = np.asarray(indexed(image, mark, 1).convert("L"))
    assert ((mark.box.of(shown) > 200) == (mark.ink > 223)).mean() > 0.97
