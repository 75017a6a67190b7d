"""Filled: phrases of Han characters between which the same digit, letter or filling character stands each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, digits

import numpy as np

from guiju.checks.fold import POINTS, Folded
from guiju.checks.phrases import Phrases
from guiju.checks.spelling import HIDDEN

FILLING = ascii_lowercase + digits + "丨ㄧー口的"
"""What is passed over where it stands between all characters of a phrase."""

LEAST = 3
"""Characters from which a phrase is looked for so."""

_FEW = 16
_FILLING = frozenset(FILLING)
_FILLS = np.zeros(POINTS, bool)
_FILLS[[ord(char) for char in FILLING]] = True
_HAN = "\u4e00"
_TWICE = re.compile(rf"([{FILLING}])[{_HAN}-\u9fff]\1")
_EVERY = re.compile(rf"(?={_TWICE.pattern})")

_NO_PLACES: list[int] = []


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """The ``phrases`` that are looked for so."""

    phrases: Phrases

    def places(self, folded: Folded) -> list[int]:
        """Where in a folded text that is not ASCII a filling stands that stands again behind the next character."""
        dense, points = folded.dense, folded.points
        if points is None:
            return [found.start() for found in _EVERY.finditer(dense)] if _TWICE.search(dense) else _NO_PLACES
        (at,) = (points[2:] == points[:-2]).nonzero()
        if len(at) > _FEW:
            at = at[_FILLS[points[at]]]
        return [here for here in at.tolist() if dense[here + 1] >= _HAN and dense[here] in _FILLING]

    def found(self, dense: str, places: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """(start, end, text) of the phrases that are filled in a folded text, given the places of fillings."""
        known = frozenset(places)
        for first in places:
            if first - 2 in known:
                continue
            last = first
            while last in known:
                last += 2
            base = first - 1 if first else 1
            for start, end, text in self.phrases.met(dense[base : last + 2 : 2]).exact:
                if end - start >= LEAST and self._counts(text):
                    yield base + 2 * start, base + 2 * end - 1, text

    def _counts(self, text: str) -> bool:
        phrase = self.phrases.phrase(text)
        return phrase.bare and text in self.phrases.listed and any(e.weight >= HIDDEN for e in phrase.entries)

    def opening(self, dense: str) -> int:
        """How many characters at the end of a folded text are a phrase that is begun so."""
        last, before = dense[-1:], dense[-2:-1]
        held = self._begun(dense, 1) if last in _FILLING and before >= _HAN else 0
        if before in _FILLING and last >= _HAN and dense[-3:-2] >= _HAN:
            return max(held, self._begun(dense, 2))
        return held

    def _begun(self, dense: str, behind: int) -> int:
        """The same where the last filling is so many characters from the end."""
        fill, at = dense[-behind], len(dense) - behind
        least = at - 2 * self.phrases.begun.longest
        while at > max(0, least) and dense[at] == fill and dense[at - 1] >= _HAN:
            at -= 2
        bare = dense[at + 1 :: 2]
        lengths = self.phrases.begun.suffixes(bare)
        return 2 * lengths[0] - (behind == 2) if lengths else 0
