"""Grams: runs of characters and of words, each as the number of a bucket."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guiju.checks.fold import ALPHABETS_END
from guiju.checks.learned.plain import SPACE, Points

BITS = 18
LONGEST = 5
WORDS = 3

Hashes = NDArray[np.uint32]

_STEP = np.uint32(0x01000193)
_WORD_STEP = np.uint32(0x85EBCA6B)
_SALT = tuple(np.uint32(0x9E3779B1 * (n + 1) & 0xFFFFFFFF) for n in range(LONGEST + WORDS))
_SHIFT = np.uint32(15)
_LAST = np.uint32(32 - BITS)
_MIX = np.uint32(0x2C1B3C6D)


def grams(points: Points) -> Hashes:
    """The buckets of every run of 1 to 5 characters, and of every run of 1 to 3 spelled words."""
    runs = [*_characters(points), *_words(points)]
    if not runs:
        return np.empty(0, np.uint32)
    salts = [salt for salt, _ in runs]
    hashes = np.concatenate([run for _, run in runs])
    return _bucket((hashes ^ np.repeat(np.array(salts, np.uint32), [len(run) for _, run in runs])) * _STEP)


def _bucket(hashes: Hashes) -> Hashes:
    mixed = (hashes ^ (hashes >> _SHIFT)) * _MIX
    return np.asarray(mixed >> _LAST, np.uint32)


def _characters(points: Points) -> list[tuple[np.uint32, Hashes]]:
    """Runs of characters, each with the salt of its length."""
    found, run = list[tuple[np.uint32, Hashes]](), points
    for n in range(LONGEST):
        if n:
            run = run[:-1] * _STEP ^ points[n:]
        if not len(run):
            break
        found.append((_SALT[n], run))
    return found


def _words(points: Points) -> list[tuple[np.uint32, Hashes]]:
    """Runs of words: a word ends at a space or where a script without spaces begins."""
    spelled = (points < ALPHABETS_END) & (points != SPACE)
    if not spelled.any():
        return []
    starts = np.flatnonzero(spelled & ~np.concatenate(([False], spelled[:-1])))
    place = (
        np.arange(len(points)) - np.repeat(starts, np.diff(np.append(starts, len(points)))) if not starts[0] else None
    )
    if place is None:
        place = np.arange(len(points))
        place[starts[0] :] -= np.repeat(starts, np.diff(np.append(starts, len(points))))
    mixed = (points + np.uint32(0x7F4A7C15)) * ((place.astype(np.uint32) * np.uint32(2) + np.uint32(1)) * _WORD_STEP)
    mixed = np.where(spelled, mixed ^ (mixed >> _SHIFT), np.uint32(0))
    words = np.add.reduceat(mixed, starts, dtype=np.uint32)
    found, run = list[tuple[np.uint32, Hashes]](), words
    for n in range(WORDS):
        if n:
            run = run[:-1] * _WORD_STEP ^ words[n:]
        if not len(run):
            break
        found.append((_SALT[LONGEST + n], run))
    return found
