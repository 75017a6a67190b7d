"""How much of a mark each place of a picture hides: more in texture, least in even sky."""

from __future__ import annotations

from typing import Final

import numpy as np

from guiju.labels.marks.raster import Map, blurred, lowest, spread

GROUND: Final = 1.0
"""The share of an even place; all others are told against it."""

_COARSE, _AROUND, _EDGE, _SOFT = 2.0, 5, 5, 2.5  # own numbers: pixels of a picture of about 512 x 512, by looking
_BY_CONTRAST, _MOST = 0.7, 7.0  # own numbers: by looking at differences in leaves, skin and sky


def hiding(luma: Map) -> Map:
    """The share of each pixel. The lowest contrast around counts, so an edge does not light up the sky beside it."""
    contrast = spread(luma - blurred(luma, _COARSE), _AROUND)
    texture = blurred(lowest(contrast, _EDGE), _SOFT)
    shares: Map = np.minimum(GROUND + np.float32(_BY_CONTRAST) * texture, np.float32(_MOST))
    return shares
