"""Reads a mark from a picture in memory.

What is by chance: bits that are no mark of this key, however they came, pass the keyed check of 24 bits once in 2²⁴
times; a reading tries at most 16 times (``TRIES``), so a picture without a mark gives one with odds of at most
16 / 2²⁴ = 9.5e-7, and 1 / 2²⁴ = 6e-8 at the first try. No threshold on pictures enters that bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from guiju.labels.marks.code import decoded, encoded
from guiju.labels.marks.frame import Waves, frame_size, framed, waves
from guiju.labels.marks.layout import Layout, layout
from guiju.labels.marks.payload import CHECK_BITS, checked_key, number_in
from guiju.labels.marks.raster import Map, grey, size_of
from guiju.labels.marks.search import Candidate, sightings, sightings_turned, waves_at
from guiju.labels.marks.writing import Image, checked_image

TRIES: Final = 16
"""How often at most a reading tries the check: once as the picture stands, 8 times at sizes and offsets that the
search finds, 7 times more where it looks for turned and mirrored copies."""

_STRAIGHT, _TURNED = 8, 7
_LEAST: Final = 48  # own number: pixels of a side; below it nothing of the ring is left


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was read: the number, and how surely."""

    number: int
    score: float
    """How well the picture fits the number's code word: 1 is wholly, about 0.6 is what chance does."""
    odds: float
    """The odds that a picture without a mark of this key had given any number by this try."""
    size: float = 1.0
    """The side of what is here by the side of what was marked, where the search found it cropped; else 1."""
    turn: float = 0.0
    """Degrees by which it is turned against what was marked."""
    mirrored: bool = False


def read(image: Image, key: bytes, thorough: bool = False) -> Mark | None:
    """The mark of this key in a picture, whatever size it has been brought to; None where there is none.

    ``thorough`` also looks for it in a cropped, slightly turned or mirrored copy, which takes longer the first time
    it looks and much longer where there is no mark. Raises Unmarkable for an array that is no picture; ValueError for
    a short key; Missing without OpenCV.
    """
    checked_image(image)
    chosen = layout(checked_key(key))
    if min(size_of(image)) < _LEAST:
        return None
    luma = grey(image)
    even = framed(luma, frame_size(size_of(luma)))
    found = _tried(waves(even), chosen, 1)
    return found if found or not thorough else _searched(luma, even, chosen)


def _searched(luma: Map, even: Map, chosen: Layout) -> Mark | None:
    tries = 1
    for look, most in ((sightings, _STRAIGHT), (sightings_turned, _TURNED)):
        for place in look(even, chosen, most):
            tries += 1
            found = _tried(waves_at(luma, place), chosen, tries, place)
            if found:
                return found
    return None


def _tried(heard: Waves, chosen: Layout, tries: int, place: Candidate | None = None) -> Mark | None:
    soft = heard.bits(chosen) * chosen.signs
    bits = decoded(soft)
    number = number_in(bits, chosen.key)
    if number is None:
        return None
    score = float(encoded(bits) @ soft / np.sqrt(len(soft) * (soft @ soft) + 1e-12))
    odds = tries / 2.0**CHECK_BITS
    return Mark(number, score, odds, place.scale, place.turn, place.mirrored) if place else Mark(number, score, odds)
