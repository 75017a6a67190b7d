"""How one picture is looked at: on white and on black where it is transparent, and with what is faint made strong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Pixels = NDArray[np.uint8]

_SAME: Final = 6
"""Levels by which two views may differ and still be one."""
_FLAT: Final = 0.5
"""Share of a picture that must be of one tone for a faint trace in it to be looked for: noise is no trace."""
_FAINT: Final = (1, 24)
_TRACE: Final = 0.0005
_NEAR: Final = 9
"""Within half so many pixels of a strong edge a faint one is its shadow."""


def views(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture as RGB in every way that shows something else: what one reader sees, another may not."""
    seen: list[Pixels] = []
    for plain in _opaque(picture):
        pixels = np.asarray(plain)
        if any(np.abs(pixels.astype(np.int16) - other).max() <= _SAME for other in seen):
            continue
        seen.append(pixels)
        yield plain
        if (strong := _strengthened(plain)) is not None:
            yield strong


def _opaque(picture: Image.Image) -> Iterator[Image.Image]:
    if picture.mode != "RGBA":
        yield picture
        return
    for ground in ("white", "black"):
        below = Image.new("RGBA", picture.size, ground)
        yield Image.alpha_composite(below, picture).convert("RGB")
    yield picture.convert("RGB")  # the colours under what is transparent, which programs that drop it do see


def _strengthened(picture: Image.Image) -> Image.Image | None:
    """The faint traces on flat ground alone, black on white; None where there are none."""
    grey = np.asarray(picture.convert("L"), np.int16)
    step = np.zeros(grey.shape, np.int16)
    step[:-1] = np.abs(np.diff(grey, axis=0))
    step[:, :-1] = np.maximum(step[:, :-1], np.abs(np.diff(grey, axis=1)))
    edges = Image.fromarray((step > _FAINT[1]).astype(np.uint8))
    alone = np.asarray(edges.filter(ImageFilter.MaxFilter(_NEAR))) == 0
    faint = (step >= _FAINT[0]) & (step <= _FAINT[1]) & alone
    if (step == 0).mean() < _FLAT or faint.mean() < _TRACE:
        return None
    away = np.abs(grey - np.bincount(grey.ravel(), minlength=256).argmax())
    traces = (away >= _FAINT[0]) & (away <= _FAINT[1]) & alone
    return Image.fromarray(np.where(traces, 0, 255).astype(np.uint8)).convert("RGB")
