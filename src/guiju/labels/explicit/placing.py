"""Placing: where along the edges of a picture a label stands, off what is busy and off skin as far as can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.explicit.pixels import Light, Pixels

_LOOKED_AT: Final = 256  # own number: pixels of the shortest side at which a picture is looked over
_MOST: Final = 1_000_000  # own number: pixels that are looked at
_FEWEST: Final = 16  # own number: cells across the shortest side that are told apart at the least
_STEPS: Final = 12  # own number: places tried along each edge
_SKIN: Final = 0.25  # own number: what a box full of skin weighs against one full of edges
_OUT: Final = 0.4  # own number: how far into a picture a label may stick out from an edge that it does not lie on
_FIRST: Final = (0.3, 0.004)  # own number: what leaving the corner at the bottom right costs, of what is busy and flat


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels, as a viewer sees the picture."""

    left: int
    top: int
    width: int
    height: int

    def of(self, image: Pixels) -> Pixels:
        """The pixels of a picture that it covers, as a view."""
        return image[self.top : self.top + self.height, self.left : self.left + self.width]


@dataclass(frozen=True, slots=True)
class Busy:
    """How much goes on at each place of a picture: sums over all above and left, at ``scale`` pixels a cell."""

    sums: NDArray[np.float64]
    scale: int

    def within(self, box: Box) -> float:
        """What goes on within a box, on average."""
        top, left = box.top // self.scale, box.left // self.scale
        low = min(-(-(box.top + box.height) // self.scale), self.sums.shape[0] - 1)
        right = min(-(-(box.left + box.width) // self.scale), self.sums.shape[1] - 1)
        inner = self.sums[low, right] - self.sums[top, right] - self.sums[low, left] + self.sums[top, left]
        return float(inner / max(1, (low - top) * (right - left)))


def sample(height: int, width: int) -> int:
    """Every which row and column of a picture is looked at, so that a large one takes no longer than a small one."""
    return max(1, isqrt(height * width // _MOST))


def busy(bright: Light, colours: Pixels | None = None, step: int = 1) -> Busy:
    """Looks a picture over. ``colours``, its RGB in bytes where it has them, tells skin. ``step`` tells which rows and
    columns of the picture both have (``sample``).

    No model of faces ships with the libraries in use: skin, by its colour alone, stands in for faces, and edges, which
    letters have most of, for text.
    """
    scale = max(1, min(bright.shape) // _LOOKED_AT, min(sample(*bright.shape) * 2, min(bright.shape) // _FEWEST))
    small = _reduced(bright, scale)
    down, across = np.gradient(np.pad(small, ((0, int(small.shape[0] < 2)), (0, int(small.shape[1] < 2))), "edge"))
    energy = np.hypot(down, across)[: small.shape[0], : small.shape[1]].astype(np.float64)
    if colours is not None:
        energy += _SKIN * _skin(colours[::scale, ::scale][: small.shape[0], : small.shape[1]])
    sums = np.zeros((small.shape[0] + 1, small.shape[1] + 1))
    sums[1:, 1:] = energy.cumsum(axis=0).cumsum(axis=1)
    return Busy(sums, scale * step)


def placed(size: tuple[int, int], picture: tuple[int, int], gap: int, over: Busy) -> Box:
    """The calmest place at an edge for a label of ``size`` in a ``picture``, both (height, width); ``gap`` pixels stay
    free to the edge where there is room. At the bottom right where places are alike (as in annex C's example)."""
    boxes = list(_along(size, picture, gap))
    ways = ((over.within(box), _off(box, boxes[0], boxes[-1])) for box in boxes)
    costs = [busy_ * (1 + _FIRST[0] * off) + _FIRST[1] * off for busy_, off in ways]
    return boxes[costs.index(min(costs))]


def _along(size: tuple[int, int], picture: tuple[int, int], gap: int) -> Iterator[Box]:
    height, width = size
    gap = max(0, min(gap, (picture[0] - height) // 2, (picture[1] - width) // 2))
    low, right = picture[0] - height - gap, picture[1] - width - gap
    downs = [round(low - (low - gap) * n / _STEPS) for n in range(_STEPS + 1)]
    acrosses = [round(right - (right - gap) * n / _STEPS) for n in range(_STEPS + 1)]
    every = [Box(left, top, width, height) for top in (low, gap) for left in acrosses]
    every += [Box(left, top, width, height) for left in (right, gap) for top in downs]
    for box in every:
        lies = box.top in (low, gap) if width >= height else box.left in (right, gap)
        # What lies on an edge may be as long as that; what sticks out from one must not reach the middle.
        if lies or max(width / picture[1], height / picture[0]) <= _OUT:
            yield box


def _off(box: Box, first: Box, last: Box) -> float:
    """How far a place is from the first one and, more so, from any corner: 0 to 2."""
    down = (first.top - box.top) / max(1, first.top - last.top)
    across = (first.left - box.left) / max(1, first.left - last.left)
    between = 4 * max(down * (1 - down), across * (1 - across))
    return (down + across) / 2 + between


def _reduced(bright: Light, scale: int) -> Light:
    height, width = (side // scale * scale for side in bright.shape)
    cells = bright[:height, :width].reshape(height // scale, scale, width // scale, scale)
    reduced: Light = cells.mean(axis=(1, 3), dtype=np.float32)
    return reduced


def _skin(colours: Pixels) -> NDArray[np.float64]:
    """Where the colour is that of skin, light or dark: the box in Cb and Cr that most skin falls into."""
    red, green, blue = (colours[..., n].astype(np.float32) for n in range(3))
    cb = 128 - 0.169 * red - 0.331 * green + 0.5 * blue
    cr = 128 + 0.5 * red - 0.419 * green - 0.081 * blue
    skin: NDArray[np.float64] = ((cb > 77) & (cb < 127) & (cr > 137) & (cr < 173)).astype(np.float64)
    return skin
