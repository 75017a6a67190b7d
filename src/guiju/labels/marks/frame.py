"""The frame: a picture brought to one size, evened out, folded onto the tile, and what stands in its waves.

The frame has the picture's shape and about 320 x 320 pixels, so a copy in another size has the same frame: a resize
needs no search. Evening out divides by the local contrast: waves then weigh alike in sky and in leaves, and no single
edge outweighs the mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.marks.code import Soft
from guiju.labels.marks.layout import TILE, Layout
from guiju.labels.marks.raster import Map, Size, blurred, mean_around, resized, spread

SIDE: Final = 320
"""Side of a square frame in pixels. Own number: the waves of the ring then outlive a half-size copy of 512 x 512."""

_COARSE, _AROUND, _GROUND, _FURTHEST = 2.5, 7, 2.2, 3.3  # own numbers: measured on photographs
_SILENCED: Final = 0.3  # own number: of the median power, what a silent wave is taken for
_NEIGHBOURS = 7  # own number: waves whose power is taken as one wave's noise


@dataclass(frozen=True, slots=True)
class Waves:
    """A folded frame: its half spectrum (128 x 65) and the power that is noise to the mark at each wave."""

    spectrum: NDArray[np.complex128]
    power: NDArray[np.float64]

    def bits(self, layout: Layout) -> Soft:
        """Every coded bit's sum over its waves, in standard deviations of a picture without a mark."""
        heights = (np.conj(layout.phases[layout.groups]) * self.spectrum.ravel()[layout.groups]).real
        weights, power = self._weights(layout.groups)
        return np.asarray((heights * weights).sum(0) / np.sqrt((weights**2 * power).sum(0) / 2), dtype=np.float64)

    def pilot(self, layout: Layout) -> float:
        """The same of the pilot."""
        heights = (np.conj(layout.phases[layout.pilot]) * self.spectrum.ravel()[layout.pilot]).real
        weights, power = self._weights(layout.pilot)
        return float((heights * weights).sum() / np.sqrt((weights**2 * power).sum() / 2))

    def pilots(self, layout: Layout) -> NDArray[np.float64]:
        """The same of the pilot for every offset of the tile at once: rows x columns, 128 x 128."""
        weights, power = self._weights(layout.pilot)
        heard = np.zeros(self.spectrum.size, dtype=np.complex128)
        heard[layout.pilot] = np.conj(layout.phases[layout.pilot]) * self.spectrum.ravel()[layout.pilot] * weights
        found = np.fft.irfft2(heard.reshape(self.spectrum.shape), s=(TILE, TILE))
        return np.asarray(found * (TILE * TILE / 2) / np.sqrt((weights**2 * power).sum() / 2), dtype=np.float64)

    def _weights(self, which: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How much each wave counts, and its power: less where the picture is loud, but no more for a wave that coding
        has silenced, for the mark is gone there as well."""
        power = self.power.ravel()[which]
        return 1 / (power + _SILENCED * np.median(power)), power

    def moved(self, down: float, right: float) -> Waves:
        """The waves as they are where the tile begins this many pixels further down and right."""
        rows, columns = np.fft.fftfreq(TILE)[:, None], np.fft.rfftfreq(TILE)[None, :]
        return Waves(self.spectrum * np.exp(2j * np.pi * (rows * down + columns * right)), self.power)


def frame_size(size: Size) -> Size:
    """The frame of a picture of this size."""
    factor = SIDE / np.sqrt(size[0] * size[1])
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def framed(luma: Map, size: Size) -> Map:
    """A picture's luma in the size of a frame, evened out: means near nought, contrast near one everywhere."""
    picture = resized(luma, size)
    detail = picture - blurred(picture, _COARSE)
    return np.clip(detail / (spread(detail, _AROUND) + np.float32(_GROUND)), -_FURTHEST, _FURTHEST)


def waves(even: Map) -> Waves:
    """What an evened frame holds, folded onto the tile."""
    spectrum = np.fft.rfft2(folded(even))
    power = mean_around((spectrum.real**2 + spectrum.imag**2).astype(np.float32), _NEIGHBOURS)
    return Waves(spectrum, power.astype(np.float64) + 1e-6)


def folded(even: Map) -> NDArray[np.float64]:
    """The sum of all tiles of a frame."""
    height, width = even.shape
    whole = np.zeros((-(-height // TILE) * TILE, -(-width // TILE) * TILE), dtype=np.float32)
    whole[:height, :width] = even
    tiles: NDArray[np.float64] = whole.reshape(-1, TILE, whole.shape[1] // TILE, TILE).sum((0, 2), dtype=np.float64)
    return tiles
