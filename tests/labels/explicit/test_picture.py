from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.explicit.measuring import measured
from guiju.labels.explicit.picture import Drawn, Style, drawn
from guiju.labels.explicit.pixels import Pixels, light, tones_of
from guiju.labels.explicit.placing import Box
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.explicit.wording import Tongue, wordings
from tests.labels.explicit.paintings import KINDS, painting

SHARE = 0.05
LEAST_CONTRAST = 4.5
SHAPES = ((24, 24), (40, 60), (64, 64), (200, 200), (300, 4000), (2000, 120), (20, 700), (700, 20), (333, 517))


def outside_is_as_it_was(before: Pixels, after: Drawn) -> bool:
    mask = np.ones(before.shape[:2], bool)
    after.box.of(mask)[...] = False
    return bool((before[mask] == after.image[mask]).all())


def measure(done: Drawn, *, cmyk: bool = False) -> tuple[float, float]:
    """Height and contrast, on the pixels."""
    bright = light(done.image, tones_of(done.image, cmyk=cmyk))
    if done.mark.turned:
        bright = np.rot90(bright, -1)
        box = done.box
        box = Box(done.image.shape[0] - box.top - box.height, box.left, box.height, box.width)
    else:
        box = done.box
    found = measured(bright, box, done.mark.lettering)
    return found.share, found.contrast


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_as_high_as_asked_and_legible_on_anything(kind: str, shape: tuple[int, int]) -> None:
    before = painting(kind, *shape)
    done = drawn(before, wordings("1", "zh"), Style(SHARE))
    share, contrast = measure(done)
    assert share >= SHARE
    assert contrast >= LEAST_CONTRAST
    assert outside_is_as_it_was(before, done)


@settings(max_examples=40)
@given(
    st.integers(48, 500), st.integers(48, 500), st.sampled_from(KINDS), st.sampled_from(("zh", "en", "both")),
    st.sampled_from("123"), st.floats(0.02, 0.12),
)  # fmt: skip
def test_whatever_the_size_and_the_share(h: int, w: int, kind: str, tongue: Tongue, value: str, share: float) -> None:
    before = painting(kind, h, w)
    try:
        done = drawn(before, wordings(value, tongue), Style(share))
    except Unfit:
        assert min(h, w) < 130  # only where there is no room at all
        return
    got, contrast = measure(done)
    assert got >= share and contrast >= LEAST_CONTRAST
    assert outside_is_as_it_was(before, done)


def as_type(kind: str) -> Pixels:
    rgb = painting("noise", 150, 210)
    return {
        "L": rgb[..., 0],
        "LA": rgb[..., :2],
        "RGBA": np.dstack((rgb, rgb[..., 1])),
        "CMYK": np.dstack((rgb, rgb[..., 1])),
        "RGB16": rgb.astype(np.uint16) * 257,
        "L16": rgb[..., 0].astype(np.uint16) * 257,
        "float": rgb[..., 0].astype(np.float32) / 255,
        "int": rgb[..., 0].astype(np.int32) * 1000,
    }[kind]


@pytest.mark.parametrize("kind", ("L", "LA", "RGBA", "CMYK", "RGB16", "L16", "float", "int"))
def test_whatever_the_numbers(kind: str) -> None:
    before = as_type(kind)
    cmyk = kind == "CMYK"
    done = drawn(before, wordings("2", "zh"), Style(SHARE), tones_of(before, cmyk=cmyk))
    share, contrast = measure(done, cmyk=cmyk)
    assert share >= SHARE and contrast >= LEAST_CONTRAST
    assert done.image.dtype == before.dtype and done.image.shape == before.shape
    assert outside_is_as_it_was(before, done)


def test_opaque_where_the_picture_is_transparent() -> None:
    done = drawn(np.zeros((200, 300, 4), np.uint8), wordings("1", "zh"), Style(SHARE))
    part = done.box.of(done.image)
    assert (part[done.mark.ink > 0][:, 3] == 255).all()
    assert (part[5:-5, 5:-5, 3] == 255).all()


def test_the_calm_part_of_a_picture_is_taken() -> None:
    assert drawn(painting("sky", 300, 400), wordings("1", "zh"), Style(SHARE)).box.top < 120
    assert drawn(painting("page", 600, 400), wordings("1", "zh"), Style(SHARE)).box.top < 60


def test_more_lines_then_turned_then_shorter() -> None:
    both = wordings("1", "both")
    assert drawn(painting("white", 300, 900), both, Style(SHARE)).mark.lettering.lines == (both[0],)
    assert len(drawn(painting("white", 300, 310), both, Style(SHARE)).mark.lettering.lines) == 2
    assert drawn(painting("white", 900, 30), both, Style(SHARE)).mark.turned
    assert drawn(painting("white", 60, 60), both, Style(SHARE)).words == "AI生成"


def test_no_room_at_all_is_told() -> None:
    with pytest.raises(Unfit, match="16 by 12 pixels has no room"):
        drawn(np.zeros((12, 16, 3), np.uint8), wordings("1", "zh"), Style(SHARE))
