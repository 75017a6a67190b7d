"""Measuring a label back: how high its letters are and how they stand out, on the pixels of the finished picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from guiju.labels.explicit.lettering import Lettering, full_height, ink_rows
from guiju.labels.explicit.pixels import Light
from guiju.labels.explicit.placing import Box

_INK: Final = 230
_PLATE: Final = 8
"""Coverage from which a pixel is letter, and up to which it is plate; what is between is edge and tells nothing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The height of the lowest full-height letter against the shortest side of the picture, and how the letters stand
    out from what is around them: the contrast ratio of WCAG 2.2, 1 (not at all) to 21. ``row`` is what one row of
    pixels is against the shortest side (0 where that is not known): heights are whole rows, so the letters may be
    a little higher."""

    share: float
    contrast: float
    row: float = 0.0


def measured(bright: Light, box: Box, letters: Lettering) -> Measured:
    """Measures letters that stand upright in a ``box`` of a picture; they may be scaled to it. Heights are those of the
    pixels that are nearer to the letters' brightness than to the plate's, not those that were meant."""
    part, row = box.of(bright), 1 / int(min(bright.shape))
    down, across = (here / there for here, there in zip(part.shape, letters.ink.shape, strict=True))
    rows = np.minimum(((np.arange(box.height) + 0.5) / down).astype(int), letters.ink.shape[0] - 1)
    columns = np.minimum(((np.arange(box.width) + 0.5) / across).astype(int), letters.ink.shape[1] - 1)
    ink = letters.ink[np.ix_(rows, columns)]
    lit, dark = part[ink >= _INK], part[ink <= _PLATE]
    if not lit.size or not dark.size:
        return Measured(0.0, 1.0, row)
    middle = (float(np.median(lit)) + float(np.median(dark))) / 2
    seen = np.where(part >= middle, 255, 0).astype(np.uint8)
    tall = set(full_height(letters.words))
    heights = []
    for char, left, top, right, bottom in letters.cells:
        if char in tall:
            cell = seen[
                max(0, int(top * down)) : round(bottom * down), max(0, int(left * across)) : round(right * across)
            ]
            heights.append(ink_rows(cell))
    return Measured(min(heights, default=0) * row, contrast(lit, dark), row)


def contrast(lit: Light, dark: Light) -> float:
    """The ratio between letters and plate, the dimmer letters and the brighter plate: a tenth of each may be worse."""
    bright, dim = float(np.quantile(lit, 0.1)), float(np.quantile(dark, 0.9))
    high, low = (_luminance(one) for one in (max(bright, dim), min(bright, dim)))
    return (high + 0.05) / (low + 0.05)


def _luminance(coded: float) -> float:
    """Relative luminance of a brightness as sRGB codes it."""
    return coded / 12.92 if coded <= 0.04045 else ((coded + 0.055) / 1.055) ** 2.4
