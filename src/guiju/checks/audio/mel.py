"""What a recogniser of the Whisper family hears: 80 bands on the mel scale, a hundred times a second, as logarithms."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.checks.audio.sound import RATE, Samples

WINDOW: Final = 30
"""Seconds that are heard at once; less is filled with silence."""
BANDS: Final = 80

_WIDTH: Final = 400
_HOP: Final = 160


def heard(sound: Samples) -> NDArray[np.float32]:
    """The bands of at most ``WINDOW`` seconds of sound: 80 by 3000."""
    filled = np.zeros(WINDOW * RATE, np.float32)
    filled[: len(sound)] = sound[: len(filled)]
    padded = np.pad(filled, _WIDTH // 2, mode="reflect")
    pieces = np.lib.stride_tricks.sliding_window_view(padded, _WIDTH)[::_HOP][: WINDOW * RATE // _HOP]
    turns = 2 * np.pi * np.arange(_WIDTH) / _WIDTH
    power = np.abs(np.fft.rfft(pieces * (0.5 - 0.5 * np.cos(turns)), axis=1)) ** 2
    loud = np.log10(np.maximum(_filters() @ power.T, 1e-10))
    loud = np.maximum(loud, loud.max() - 8.0)
    return np.ascontiguousarray((loud + 4.0) / 4.0, np.float32)


@cache
def _filters() -> NDArray[np.float64]:
    """Triangles of equal area on the mel scale, linear below 1 kHz and logarithmic above."""
    edges = _hertz(np.linspace(0.0, _mel(RATE / 2), BANDS + 2))
    bins = np.linspace(0.0, RATE / 2, _WIDTH // 2 + 1)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    filters: NDArray[np.float64] = np.maximum(0.0, np.minimum(rising, falling))
    return filters * (2.0 / (edges[2:] - edges[:-2]))[:, None]


def _mel(hertz: float) -> float:
    return hertz * 3 / 200 if hertz < 1000 else 15.0 + float(np.log(hertz / 1000)) * 27 / float(np.log(6.4))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = mel * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15.0))
    return np.where(mel < 15.0, low, high)
