"""View: a folded text with the way back to its source, and what lay between its characters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from guiju.checks.fold import INVISIBLE, SHORT, SPELLED, VISIBLE, WHITE, Fold, code_points, is_spelled
from guiju.core.check import Span

RUN_LIMIT = 256
"""Letters after which a run of spelled letters counts as another run, so that none has to be held without end."""


@dataclass(frozen=True, slots=True)
class View:
    """``dense`` is the folded ``text`` without noise; the lists have one entry per character of it.

    ``at`` is the place of its source character. ``glued`` is true where it and the character before it are spelled
    and stand in one run (no visible noise between them). ``visible`` and ``white`` count the noise in front of it,
    from the start of the text, and have one entry more, for the end of the text.
    """

    text: str
    dense: str
    at: list[int]
    glued: list[bool]
    visible: list[int]
    white: list[int]

    def source(self, start: int, end: int) -> Span:
        """The span of the text that holds a span of the dense text."""
        return self.at[start], self.at[end - 1] + 1

    def between(self, at: int) -> str:
        """What stands between a character of the dense text and the one before it."""
        return self.text[self.at[at - 1] + 1 : self.at[at]]


def view(fold: Fold, text: str) -> View:
    """The view of a text."""
    return short_view(fold, text) if len(text) <= SHORT else long_view(fold, text)


def short_view(fold: Fold, text: str) -> View:
    """That of a text in which no run is so long that it is split."""
    dense: list[str] = []
    at: list[int] = []
    visible: list[int] = []
    white: list[int] = []
    seen = blank = 0
    for here, char in enumerate(text):
        folded = fold.table[ord(char)]
        if folded is None:
            kind = fold.kinds[ord(char)]
            blank += kind == WHITE
            seen += kind in (VISIBLE, WHITE)
            continue
        for one in chr(folded) if isinstance(folded, int) else folded:
            dense.append(one)
            at.append(here)
            visible.append(seen)
            white.append(blank)
    spelled = list(map(is_spelled, dense))
    glued = [
        there and before and now == then
        for there, before, now, then in zip(spelled, [False, *spelled], visible, [0, *visible], strict=False)
    ]
    return View(text, "".join(dense), at, glued, [*visible, seen], [*white, blank])


def long_view(fold: Fold, text: str) -> View:
    """That of any text."""
    kinds = np.frombuffer(fold.kinds, np.uint8)
    source = code_points(text)
    folded = fold.points[source]
    kind = kinds[source]
    dense, at = _dense(fold, folded)
    visible = _counted((kind == VISIBLE) | (kind == WHITE), at)
    spelled = np.zeros(len(dense), bool)
    low = dense < len(_SPELLED)
    spelled[low] = _SPELLED[dense[low]]
    glued = np.zeros(len(dense), bool)
    glued[1:] = spelled[1:] & spelled[:-1] & (visible[1:-1] == visible[:-2])
    glued[1:] &= ~(run_starts(kind)[at[1:]] & (at[1:] != at[:-1]))
    return View(
        text, dense.astype(np.uint32).tobytes().decode("utf-32-le"),
        at.tolist(), glued.tolist(), visible.tolist(), _counted(kind == WHITE, at).tolist(),
    )  # fmt: skip


def _counted(noise: NDArray[np.bool_], at: NDArray[np.intp]) -> NDArray[np.intp]:
    counts = np.concatenate(([0], np.cumsum(noise)))
    return np.asarray(counts[np.append(at, len(noise))], np.intp)


def _dense(fold: Fold, folded: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    at = np.flatnonzero((folded >= 0) | (folded <= -16))
    dense = folded[at]
    spread = np.flatnonzero(dense < 0)
    if not len(spread):
        return dense, at
    pieces = [fold.spread(point) for point in dense[spread].tolist()]
    lengths = np.ones(len(dense), np.intp)
    lengths[spread] = [len(piece) for piece in pieces]
    ends = np.cumsum(lengths)
    at, dense = np.repeat(at, lengths), np.repeat(dense, lengths)
    for end, piece in zip(ends[spread].tolist(), pieces, strict=True):
        dense[end - len(piece) : end] = [ord(c) for c in piece]
    return dense, at


def repeats(dense: str) -> list[Span]:
    """The spans of the runs of one character."""
    points = code_points(dense)
    edges = np.concatenate(([0], np.flatnonzero(points[1:] != points[:-1]) + 1, [len(points)])).tolist()
    return list(pairwise(edges)) if dense else []


def run_starts(kind: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a run of spelled characters (invisible noise does not end it) starts, or starts anew at RUN_LIMIT."""
    spelled = kind == SPELLED
    count = np.cumsum(spelled)
    outside = ~(spelled | (kind == INVISIBLE))
    before = np.maximum.accumulate(np.where(outside, count, 0))
    return np.asarray(spelled & ((count - before - 1) % RUN_LIMIT == 0), bool)


_SPELLED = np.array([chr(p).isalnum() for p in range(0x1100)])
