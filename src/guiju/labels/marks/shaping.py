"""How high each coded bit of a mark must stand in one picture.

The writer knows the picture, so the picture need be no noise to it: it looks at what a reader would find, raises the
bits that the picture speaks against and spares those that it speaks for, within one sum of squares (improved spread
spectrum, Malvar and Florencio, IEEE Trans. Signal Processing 51(4), 2003, here with a share of 0.8).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.marks.code import Soft
from guiju.labels.marks.frame import Waves, frame_size, framed, waves
from guiju.labels.marks.layout import TILE, Layout
from guiju.labels.marks.raster import Map, Size, resized, size_of

_LOUDEST: Final = 1.98  # own number: rms in grey levels over the picture, 42.2 dB of PSNR
_LOUDEST_IN_SKY: Final = 0.75  # own number: rms in grey levels where nothing hides it, by looking
_SPARED: Final = 0.78  # own number: how much of the picture's own voice is evened out, measured
_PILOT: Final = 6.8  # own number: standard deviations of the pilot; the search meets 5 by chance
_PILOT_AT_MOST: Final = 0.3  # own number: of the sum of squares, where the pilot would leave nothing for the bits
_STEPS: Final = 3
_EVEN: Final = 0.1  # own number: power of a wave, by pixels of the frame, from which on the picture decides its share


@dataclass(frozen=True, slots=True)
class Heights:
    """A mark for one picture: the height of each coded bit along its sign (216), and of the pilot."""

    bits: Soft
    pilot: float

    def times(self, factor: float) -> Heights:
        """All heights by one factor."""
        return Heights(self.bits * factor, self.pilot * factor)

    def energy(self, layout: Layout) -> float:
        """The sum of squares, in heights of one coded bit."""
        return float((self.bits**2).sum() + self.pilot**2 * _pilot_weight(layout))


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture to be marked, as far as shaping needs it: its luma, and the share that each pixel hides."""

    luma: Map
    hides: Map

    @property
    def frame(self) -> Size:
        """The size of its frame."""
        return frame_size(size_of(self.luma))

    def added(self, tile: Map) -> Map:
        """What a tile of this kind adds to each pixel of the luma."""
        return laid(tile, self.frame, size_of(self.luma)) * self.hides


def laid(tile: Map, frame: Size, size: Size) -> Map:
    """A tile repeated over the frame and brought to the size of a picture."""
    width, height = frame
    whole = np.tile(tile, (-(-height // TILE), -(-width // TILE)))[:height, :width]
    return resized(whole, size)


def shaped(scene: Scene, layout: Layout, word: Soft, strength: float) -> Map:
    """The tile for a scene: as loud as ``strength`` allows (1 is the usual), every bit as sure as that gives."""
    even = framed(scene.luma, scene.frame)
    host = waves(even)
    shares = _shares(host, even.size, layout)
    heights = Heights(np.ones_like(word), 1.0)
    tile = layout.tile(heights.bits * word, heights.pilot, shares)
    heights = heights.times(_allowed(scene, tile, strength))
    gains: tuple[float, float] | None = None
    for _ in range(_STEPS):
        tile = layout.tile(heights.bits * word, heights.pilot, shares)
        heard = waves(framed(np.clip(scene.luma + scene.added(tile), 0, 255), scene.frame))
        quiet = replace(host, power=heard.power)
        gains = gains or _gains(heard, quiet, heights, layout, word)
        heights = _balanced(heights, heard, quiet, layout, word, gains)
    tile = layout.tile(heights.bits * word, heights.pilot, shares)
    return tile * np.float32(min(1.0, _allowed(scene, tile, strength, sky=False)))


def _shares(host: Waves, pixels: int, layout: Layout) -> NDArray[np.float64]:
    """How a bit is spread over its waves: more to those in which the picture has little; a mean square of one."""
    shares = np.sqrt(1 / (host.power.ravel()[layout.groups] / pixels + _EVEN))
    return np.asarray(shares / np.sqrt(np.mean(shares**2)), dtype=np.float64)


def _allowed(scene: Scene, tile: Map, strength: float, sky: bool = True) -> float:
    """The factor that makes a tile as loud as may be."""
    whole = strength * _LOUDEST / max(1e-9, float(np.sqrt(np.mean(np.square(scene.added(tile))))))
    return min(whole, strength * _LOUDEST_IN_SKY / max(1e-9, float(tile.std()))) if sky else whole


def _gains(heard: Waves, quiet: Waves, heights: Heights, layout: Layout, word: Soft) -> tuple[float, float]:
    """What a reader hears of one unit of height: of a coded bit, and of the pilot."""
    bits = float(np.mean((heard.bits(layout) - quiet.bits(layout)) * word) / np.mean(heights.bits))
    pilot = (heard.pilot(layout) - quiet.pilot(layout)) / heights.pilot
    return max(bits, 1e-9), max(pilot, 1e-9)


def _balanced(
    heights: Heights, heard: Waves, quiet: Waves, layout: Layout, word: Soft, gains: tuple[float, float]
) -> Heights:
    """Heights of the same energy by which the bits are more alike, and the pilot as sure as it should be."""
    energy, weight = heights.energy(layout), _pilot_weight(layout)
    wanted = heights.pilot + (_PILOT - heard.pilot(layout)) / gains[1]
    pilot = float(np.clip(wanted, 0, np.sqrt(_PILOT_AT_MOST * energy / weight)))
    against = heights.bits - (heard.bits(layout) - (1 - _SPARED) * quiet.bits(layout)) * word / gains[0]
    left = energy - pilot**2 * weight
    return Heights(_filled(against, left), pilot)


def _filled(against: Soft, energy: float) -> Soft:
    """``against`` plus the one level, nothing below nought, that make this sum of squares."""
    low, high = -float(against.max()), -float(against.min()) + float(np.sqrt(energy))
    for _ in range(30):
        level = (low + high) / 2
        if float(np.square(np.maximum(against + level, 0)).sum()) > energy:
            high = level
        else:
            low = level
    return np.maximum(against + low, 0)


def _pilot_weight(layout: Layout) -> float:
    """The pilot's waves by those of one coded bit."""
    return len(layout.pilot) / len(layout.groups)


__all__ = ["Heights", "Scene", "laid", "shaped"]
