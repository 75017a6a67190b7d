"""Covers: ordinary words in which a listed phrase stands by chance; inside one of them it counts for nothing."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate

from guiju.checks.lexicon import Entry
from guiju.checks.sentence import Hit

_LEAST = 2


def covers(listed: Callable[[str], bool]) -> Iterator[Entry]:
    """Those of them that have a phrase inside which is listed: entries without weight, looked for like phrases."""
    for word in _words():
        sizes = range(_LEAST, len(word))
        if any(listed(word[at : at + size]) for size in sizes for at in range(len(word) - size + 1)):
            yield Entry(word, frozenset(), "", 0.0)


def uncovered(hits: list[Hit]) -> list[Hit]:
    """The hits that are not inside a cover, which is there only where it is written without anything between."""
    found = sorted(place for place, entry in hits if not entry.weight and place[1] - place[0] == len(entry.phrase))
    left = [hit for hit in hits if hit[1].weight]
    if not found:
        return left
    starts, ends = [start for start, _ in found], list(accumulate((end for _, end in found), max))
    return [hit for hit in left if not (at := bisect(starts, hit[0][0])) or ends[at - 1] < hit[0][1]]


@cache
def _words() -> tuple[str, ...]:
    lines = (files("guiju.checks") / "data" / "covers.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())
