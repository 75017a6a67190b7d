"""Runs of invisible characters so long that they can only be there to hide something."""

from __future__ import annotations

import numpy as np

from guiju.checks.fold import INVISIBLE, Fold, code_points

INVISIBLE_LIMIT = 256
"""Invisible characters in a row that are passed over in silence."""


def invisible_runs(fold: Fold, text: str) -> list[tuple[int, int]]:
    """The spans of all runs longer than INVISIBLE_LIMIT."""
    if len(text) <= INVISIBLE_LIMIT or text.isascii():
        return []
    inside = np.zeros(len(text) + 2, np.int8)
    inside[1:-1] = fold.points[code_points(text)] == -INVISIBLE
    if int(np.count_nonzero(inside)) <= INVISIBLE_LIMIT:
        return []
    edges = np.flatnonzero(np.diff(inside))
    return [(s, e) for s, e in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True) if e - s > INVISIBLE_LIMIT]
