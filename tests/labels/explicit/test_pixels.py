from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image, ImageOps

from guiju.labels.explicit.pixels import light, tones_of, upright


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_as_pillow_turns(orientation: int) -> None:
    pixels = np.arange(24, dtype=np.uint8).reshape(4, 6)
    image = Image.fromarray(pixels)
    image.getexif()[0x0112] = orientation
    turned = ImageOps.exif_transpose(image)
    assert np.array_equal(upright(pixels, orientation), np.asarray(turned))
    assert np.shares_memory(upright(pixels, orientation), pixels)


@pytest.mark.parametrize(
    ("shape", "kind", "cmyk", "white"),
    (
        ((2, 2), np.uint8, False, (255,)),
        ((2, 2, 2), np.uint8, False, (255,)),
        ((2, 2, 3), np.uint16, False, (65535,) * 3),
        ((2, 2, 4), np.uint8, False, (255,) * 3),
        ((2, 2, 4), np.uint8, True, (0,) * 4),
    ),
)
def test_white_is_white_and_black_is_black(
    shape: tuple[int, ...], kind: type, cmyk: bool, white: tuple[int, ...]
) -> None:
    tones = tones_of(np.zeros(shape, kind), cmyk=cmyk)
    assert tones.white == white
    for tone, bright in ((tones.white, 1.0), (tones.black, 0.0)):
        pixels = np.zeros(shape, kind)
        pixels[...] = (*tone, *((tones.opaque,) if tones.opaque else ())) if len(shape) == 3 else tone[0]
        assert np.allclose(light(pixels, tones), bright)


def test_numbers_without_a_range_of_their_own_take_that_of_the_picture() -> None:
    pixels = np.array([[-3.0, 9.0], [np.nan, np.inf]], np.float32)
    assert tones_of(pixels).black == (-3.0,) and tones_of(pixels).white == (9.0,)
    assert tones_of(np.zeros((2, 2), np.float32)).white == (1.0,)
