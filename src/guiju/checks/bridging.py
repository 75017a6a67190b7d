"""Bridging: which noise may lie between the characters of a phrase, found or begun in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guiju.checks.fold import is_spelled
from guiju.checks.view import View

NOISE_LIMIT = 64
"""Visible noise characters that are bridged inside one hit, all its gaps together."""

_CLAUSE = re.compile(r"[,.;:!?]\s|[，。；：！？、\n]")
_SPREAD_LEAST = 3
"""Spelled letters from which a phrase may be written letter by letter with spaces between."""


def whole(view: View, start: int, end: int) -> bool:
    """Whether a span of the dense text begins and ends no place inside a run of spelled characters."""
    return not view.glued[start] and not (end < len(view.dense) and view.glued[end])


def bridged(view: View, start: int, gaps: frozenset[int], places: Sequence[int], opens: bool = False) -> bool:
    """Whether the noise between the dense characters from ``start`` on, at these places of a phrase, may be bridged.

    White noise between spelled characters is, where the phrase has a gap or every letter stands alone; noise between
    two digits only where the phrase has a gap; other visible noise always; all within NOISE_LIMIT.
    """
    end = start + len(places)
    noise = view.visible[end - 1] - view.visible[start]
    if not noise:
        return True
    if noise > NOISE_LIMIT:
        return False
    for here, place in zip(range(start, end), places, strict=True):
        if here == start or view.visible[here] == view.visible[here - 1] or place in gaps:
            continue
        before, after = view.dense[here - 1], view.dense[here]
        if not (is_spelled(before) and is_spelled(after)):
            continue
        if before.isdigit() and after.isdigit():
            return False
        if view.white[here] != view.white[here - 1] and not _spread(view, start, end, opens):
            return False
    return True


def parted(view: View, start: int, gaps: frozenset[int]) -> bool:
    """Whether a clause ends in one of these gaps, so that what is written by its sound goes on no further."""
    return any(_CLAUSE.search(view.between(start + gap)) for gap in gaps)


def noise(view: View, length: int) -> int:
    """How much visible noise stands behind the first of so many characters at the end of the dense text."""
    return view.visible[-1] - view.visible[len(view.dense) - length]


def alive(view: View, start: int, gaps: frozenset[int], places: Sequence[int], follows: int) -> bool:
    """Whether the dense text from ``start`` to its end, being the beginning of a phrase, can still become it.

    ``follows`` is the place in the phrase of what comes next.
    """
    end = len(view.dense)
    if view.visible[end] - view.visible[start] > NOISE_LIMIT or not bridged(view, start, gaps, places, opens=True):
        return False
    closed = view.white[end] != view.white[end - 1] and is_spelled(view.dense[-1])
    return not closed or follows in gaps or _spread(view, start, end, opens=True)


def _spread(view: View, start: int, end: int, opens: bool) -> bool:
    """Whether every spelled letter of a span stands alone and, where nothing can follow, they make up a word."""
    if any(view.glued[start + 1 : end]):
        return False
    return opens or sum(map(is_spelled, view.dense[start:end])) >= _SPREAD_LEAST
