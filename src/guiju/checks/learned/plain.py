"""Plain text: what is left of a text when the ways of hiding a word are taken away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guiju.checks.fold import ALPHABETS_END, INVISIBLE, Fold, code_points
from guiju.checks.learned.apart import starts

Points = NDArray[np.uint32]

SPACE = 32
_SPREAD = -16
_MANY = 3
"""Letters that follow one another alone from which on they may be several words."""


def plain(fold: Fold, text: str) -> Points:
    """The code points of the folded text: noise is gone, and every word of a spelled script has a space in front.

    Letters that stand alone, one after another, are read as the words that they spell ("b o m b").
    """
    folded = fold.points[code_points(text)]
    if len(folded) and int(folded.min()) <= _SPREAD:
        folded = fold.points[code_points("".join(_spread(fold, char) for char in text))]
    folded = folded[folded != -INVISIBLE]
    at = np.flatnonzero(folded >= 0)
    points: Points = folded[at].astype(np.uint32)
    if not len(points):
        return points
    spelled = points < ALPHABETS_END
    if not spelled.any():
        return points
    begins = spelled.copy()
    begins[1:] &= ~spelled[:-1] | (at[1:] - at[:-1] > 1)
    return _spaced(points, begins & ~_lone(points, at, begins))


def _spread(fold: Fold, char: str) -> str:
    value = int(fold.points[ord(char)])
    return fold.spread(value) if value <= _SPREAD else char


def _lone(points: Points, at: NDArray[np.intp], begins: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The words of one letter that follow a word of one letter, and belong to it."""
    alone = begins.copy()
    alone[:-1] &= begins[1:] | (points[1:] >= ALPHABETS_END)
    after = alone.copy()
    after[0] = False
    after[1:] &= alone[:-1]
    places = np.flatnonzero(after)
    if len(places) >= _MANY:
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
            first = int(run[0]) - 1
            if len(run) >= _MANY:
                letters = written(points[first : first + len(run) + 1])
                after[[first + start for start in starts(letters, np.diff(at[first : run[-1] + 1]).tolist())]] = False
    return after


def _spaced(points: Points, begins: NDArray[np.bool_]) -> Points:
    """The points with a space in front of every word."""
    before = np.cumsum(begins)
    spaced = np.full(len(points) + int(before[-1]), SPACE, np.uint32)
    spaced[np.arange(len(points)) + before] = points
    return spaced


def written(points: Points) -> str:
    """Points as text."""
    return points.tobytes().decode("utf-32-le", "surrogatepass")
