"""Where a mark stands: which waves of the tile carry which coded bit, and in which phase; all of it drawn from the key.

A tile is 128 x 128 pixels of the frame (see frame.py), repeated over it. Of its spectrum only a ring is used: waves of
4 to 17 frame pixels. Coarser ones would be seen, finer ones do not outlive a half-size copy and JPEG. A fifth of the
ring, its coarser part, is the pilot: known waves by which a reader finds size and place. The rest is dealt to the coded
bits, a few to each, from every part of the ring alike.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.marks.code import RATE, Soft, encoded
from guiju.labels.marks.payload import PAYLOAD_BITS, payload
from guiju.labels.marks.raster import Map

TILE: Final = 128
"""Side of the tile in pixels of the frame."""

CODED: Final = PAYLOAD_BITS * RATE

_LOWEST, _HIGHEST = 0.06, 0.245  # own number: waves a frame pixel; measured on photographs, see bench/labels_mark.py
_HIGHEST_OF_PILOT = 0.15  # own number: finer pilot waves would need smaller steps in the search
_PILOT_SHARE = 0.18  # own number: what the search needs beside the bits, measured


@dataclass(frozen=True, slots=True)
class Layout:
    """The key's choice. Indices are into the flat half spectrum of the tile (128 x 65)."""

    key: bytes
    groups: NDArray[np.int64]
    """The waves of each coded bit, one column a bit."""
    pilot: NDArray[np.int64]
    phases: NDArray[np.complex128]
    """Of every wave, as numbers of size one."""
    signs: Soft
    """Of every coded bit, so that the code word of zeros is no plain pattern."""

    def word(self, number: int) -> Soft:
        """The signs of all coded bits for a number. Raises ValueError for a number that is not of 48 bits."""
        return encoded(payload(number, self.key)) * self.signs

    def tile(self, heights: Soft, pilot: float, shares: NDArray[np.float64] | float = 1.0) -> Map:
        """The tile in which each coded bit has the given height and sign, and the pilot its own. ``shares`` tells how
        a bit is spread over its waves, in the shape of ``groups``."""
        waves = np.zeros(self.phases.size, dtype=np.complex128)
        waves[self.groups] = self.phases[self.groups] * heights * shares
        waves[self.pilot] = self.phases[self.pilot] * pilot
        return np.fft.irfft2(waves.reshape(TILE, -1), s=(TILE, TILE)).astype(np.float32)


@lru_cache(maxsize=8)
def layout(key: bytes) -> Layout:
    """The layout of a key."""
    radius, order = _radii(), _drawn(key, b"order")
    ring = np.flatnonzero((radius >= _LOWEST) & (radius <= _HIGHEST) & _inner())
    coarse = ring[radius[ring] <= _HIGHEST_OF_PILOT]
    pilot = coarse[np.argsort(order[coarse])][: int(_PILOT_SHARE * len(ring))]
    rest = np.setdiff1d(ring, pilot)
    rest = rest[np.argsort(radius[rest], kind="stable")][: len(rest) // CODED * CODED].reshape(-1, CODED)
    groups = np.stack([row[np.argsort(order[row])] for row in rest])
    turns = _drawn(key, b"phases").astype(np.float64) / 2.0**64
    signs = 1.0 - 2.0 * (_drawn(key, b"signs")[:CODED] & 1).astype(np.float64)
    return Layout(key, groups, pilot, np.exp(2j * np.pi * turns), signs)


def _radii() -> NDArray[np.float64]:
    """Waves a pixel of every element of the flat half spectrum."""
    radii: NDArray[np.float64] = np.hypot(np.fft.fftfreq(TILE)[:, None], np.fft.rfftfreq(TILE)[None, :])
    return radii.ravel()


def _inner() -> NDArray[np.bool_]:
    """Which elements stand for one wave alone: those of the first and the last column come in pairs."""
    column = np.arange(TILE // 2 + 1)
    return np.broadcast_to((column > 0) & (column < TILE // 2), (TILE, TILE // 2 + 1)).ravel()


def _drawn(key: bytes, purpose: bytes) -> NDArray[np.uint64]:
    """A number of 64 bits for every element, from the key: by SHAKE-256, for numpy's generators may change."""
    count = TILE * (TILE // 2 + 1)
    stream = hashlib.shake_256(b"guiju image mark 1\0" + purpose + b"\0" + key).digest(8 * count)
    return np.frombuffer(stream, dtype="<u8").astype(np.uint64)
