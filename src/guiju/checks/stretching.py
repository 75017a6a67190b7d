"""Stretching: a phrase in a text that repeats its characters more often than it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np

from guiju.checks.bridging import alive, bridged, whole
from guiju.checks.fold import ALPHABETS_END, Folded, is_spelled
from guiju.checks.view import View
from guiju.core.check import Span

_FEW = 32
_UNSPACED = chr(ALPHABETS_END)
_DOUBLE = re.compile(r"(.)(?=\1)", re.DOTALL)
_REPEATS = re.compile(r"(.)\1+", re.DOTALL)

_LEAST = 3
"""Repeats from which a letter counts as stretched: words of many languages double letters, none trebles them."""

Runs = tuple[tuple[str, int], ...]


def runs_of(text: str) -> Runs:
    """A text as (character, repeats)."""
    return tuple((char, sum(1 for _ in same)) for char, same in groupby(text))


def collapsed(text: str) -> str:
    """What is left of a text once repeats are dropped."""
    return _REPEATS.sub(r"\1", text) if _DOUBLE.search(text) else text


def is_letter(char: str) -> bool:
    """Whether a folded character is spelled and no digit."""
    return char < _UNSPACED and char.isalnum() and not char.isdigit()


_LETTERS = np.array([is_letter(chr(point)) for point in range(ALPHABETS_END + 1)])


def stretchable(text: str) -> bool:
    """Where repeats at either end change nothing, only a run inside can hide a phrase; a letter can anywhere."""
    once = collapsed(text)
    return len(once) >= 3 or (len(once) == 2 and any(map(is_letter, once)))


def begins_otherwise(text: str) -> bool:
    """Whether ``beginnings`` has any of this phrase."""
    return is_letter(text[-1]) or _DOUBLE.search(text) is not None


def doubles(folded: Folded) -> Sequence[int]:
    """Where a character is followed by its like, but for letters of which only two stand inside a text."""
    if (points := folded.points) is None:
        return [found.start() for found in _DOUBLE.finditer(folded.dense)] if _DOUBLE.search(folded.dense) else ()
    same = points[1:] == points[:-1]
    (at,) = same.nonzero()
    if len(at) < _FEW:
        return list(at.tolist())
    once = _LETTERS[np.minimum(points[at], np.uint32(ALPHABETS_END))] & ~np.append(same, True)[at + 1]
    return list(at[~once].tolist())


def triples(text: str) -> Iterator[str]:
    """Each character that a phrase can be stretched by inside, between its neighbours."""
    once = collapsed(text)
    return (once[at : at + 3] for at in range(len(once) - 2))


def stretched_span(text: str, gaps: frozenset[int], view: View, met: list[Span]) -> Span | None:
    """The span of a phrase in the dense text, given the runs of equal characters that its own runs met; None where
    it is not there, or is there without repeats and so seen already.
    """
    if met[-1][0] - met[0][1] == _inner(text):
        return None
    runs = runs_of(text)
    taken = _taken(view, runs, met)
    if taken is None or sum(end - start for start, end in taken) == len(text):
        return None
    start, end = taken[0][0], taken[-1][1]
    return (start, end) if whole(view, start, end) and bridged(view, start, gaps, _places(runs, taken)) else None


@lru_cache(1 << 14)
def _inner(text: str) -> int:
    """The characters between the first and the last run of a phrase that only repeats inside can stretch; else -1."""
    runs = runs_of(text)
    return -1 if is_spelled(text[0]) or is_spelled(text[-1]) else len(text) - runs[0][1] - runs[-1][1]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first runs of a phrase with the gaps up to their end, or (``full``) all of them while the last grows."""

    runs: Runs
    gaps: frozenset[int] = frozenset()
    full: bool = False

    def start(self, view: View, met: list[Span]) -> int | None:
        """Where in the dense text it starts, given the runs that it met, the last at the end of the text; None where
        nothing can follow that makes it the phrase."""
        (char, least), (begins, end) = self.runs[-1], met[-1]
        taken = _taken(view, self.runs[:-1], met[:-1], opens=True)
        if taken is None or (self.full and not self._may_go_on(view, begins, end)):
            return None
        taken.append((begins if taken or not is_spelled(char) else _together(view, begins, end), end))
        first = taken[0][0]
        follows = sum(count for _, count in self.runs[:-1]) + min(least, end - taken[-1][0])
        if view.glued[first] or not alive(view, first, self.gaps, _places(self.runs, taken), follows):
            return None
        return first

    def _may_go_on(self, view: View, start: int, end: int) -> bool:
        """Whether the last run of the whole phrase, so long by now, is still to become what the phrase needs."""
        char, least = self.runs[-1]
        if not is_letter(char):
            return end - start < least
        together = _until(view, start, end) == end and view.visible[-1] == view.visible[-2]
        return together and end - start < max(_LEAST, least + 1)


def beginnings(text: str, gaps: frozenset[int]) -> Iterator[Beginning]:
    """The beginnings of a phrase that differ from those of the phrase unstretched: repeats in them count."""
    runs = runs_of(text)
    first = len(runs) if len(runs) == len(text) else 1 if is_letter(text[0]) else 2
    for end in range(first, len(runs) + 1):
        begun, full = runs[:end], end == len(runs)
        char, last = begun[-1]
        inside = any(count > 1 for _, count in begun[:-1])
        if (last > 1 or is_letter(char)) if full else inside or (last > 1 and is_spelled(char)):
            yield Beginning(begun, frozenset(g for g in gaps if g <= sum(count for _, count in begun)), full)


def _taken(view: View, wanted: Runs, met: list[Span], opens: bool = False) -> list[Span] | None:
    """What each run of the phrase takes of the run it met: all of it inside, the nearest characters at the ends, and
    of letters there as many as are written together."""
    taken, last = [], len(met) - 1 + opens
    for number, ((char, least), (start, end)) in enumerate(zip(wanted, met, strict=True)):
        if number == 0:
            start = _together(view, start, end) if is_spelled(char) else max(start, end - least)
        elif number == last:
            end = _until(view, start, end) if is_spelled(char) else min(end, start + least)
        if not _stretches(char, least, end - start):
            return None
        taken.append((start, end))
    return taken


def _together(view: View, start: int, end: int) -> int:
    """From where on the letters of a run up to its end are written together."""
    end -= 1
    while end > start and view.glued[end]:
        end -= 1
    return end


def _until(view: View, start: int, end: int) -> int:
    """Up to where the letters of a run from its start are written together."""
    start += 1
    while start < end and view.glued[start]:
        start += 1
    return start


def _stretches(char: str, least: int, met: int) -> bool:
    """Whether ``met`` repeats in the text can stand for ``least`` in the phrase."""
    if met == least or not is_spelled(char):
        return met >= least
    return met >= max(_LEAST, least + 1) and not char.isdigit()


def _places(wanted: Runs, taken: list[Span]) -> list[int]:
    """For each dense character taken, its place in the phrase; -1 for a repeat."""
    places, here = [], 0
    for (_, least), (start, end) in zip(wanted, taken, strict=True):
        places += [here, *(here + n if end - start <= least else -1 for n in range(1, end - start))]
        here += least
    return places
