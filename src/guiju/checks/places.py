"""Places: where the characters of a folded text stand in its source; all that a hit without spelled letters needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guiju.checks.bridging import NOISE_LIMIT, noise
from guiju.checks.fold import INVISIBLE, SPELLED, VISIBLE, WHITE, Fold, Folded, code_points
from guiju.checks.view import RUN_LIMIT, view
from guiju.core.check import Span

_NOISE = (VISIBLE, WHITE)


@dataclass(frozen=True, slots=True)
class Places:
    """``at`` has, for each character of the folded ``text``, the place of its source."""

    text: str
    at: NDArray[np.intp]
    kinds: bytes

    def bridged(self, start: int, end: int) -> Span | None:
        """The span of the source that holds a span of the folded text; None where too much noise lies inside."""
        first, last = int(self.at[start]), int(self.at[end - 1]) + 1
        if last - first - (end - start) > NOISE_LIMIT:
            noise = sum(self.kinds[ord(char)] in _NOISE for char in self.text[first:last])
            return (first, last) if noise <= NOISE_LIMIT else None
        return first, last


def places(fold: Fold, text: str, folded: Folded) -> Places | None:
    """The places of a text; None where a character of it is folded into several."""
    kept = fold.points[code_points(text)] >= 0 if folded.kept is None else folded.kept
    at = np.flatnonzero(kept)
    return Places(text, at, fold.kinds) if len(at) == len(folded.dense) else None


def source_of(fold: Fold, text: str, length: int) -> int:
    """The place of the source character that holds the ``length``-th dense character from the end."""
    here, table = len(text), fold.table
    while length > 0:
        here -= 1
        folded = table[ord(text[here])]
        if folded is not None:
            length -= 1 if isinstance(folded, int) else len(folded)
    return here


def is_calm(fold: Fold, text: str, length: int) -> bool:
    """Whether no more noise than is bridged stands behind the ``length``-th dense character from the end."""
    if len(text) <= NOISE_LIMIT or len(text) - source_of(fold, text, length) - length <= NOISE_LIMIT:
        return True
    return noise(view(fold, text), length) <= NOISE_LIMIT


def run_start(fold: Fold, text: str) -> int:
    """Where the run of spelled or invisible characters that ends the text starts, or last started anew."""
    kinds, start, spelled = fold.kinds, len(text), 0
    while start and (kind := kinds[ord(text[start - 1])]) in (SPELLED, INVISIBLE):
        start -= 1
        spelled += kind == SPELLED
    skip = (spelled - 1) // RUN_LIMIT * RUN_LIMIT if spelled else 0
    while skip:
        skip -= kinds[ord(text[start])] == SPELLED
        start += 1
    while start < len(text) and spelled > RUN_LIMIT and kinds[ord(text[start])] == INVISIBLE:
        start += 1
    return start
