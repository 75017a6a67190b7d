"""Apart: letters that stand alone, one after another, as the words that they spell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from guiju.checks.learned.stored import words

LONGEST = 16
"""Letters of the longest word that is looked for."""

_LOST = -6
"""What a letter that is in no word counts for; a word counts for its length, squared."""

_ALONE = frozenset("ai")
_SHORT = frozenset((
    "am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "if", "in", "is", "it",
    "me", "my", "no", "of", "oh", "ok", "on", "or", "so", "to", "up", "us", "we",
))  # fmt: skip
_JOINED = ("to", "the", "my", "your")
"""What is no end of a word that would be a word without it ("howto")."""


@cache
def _known() -> frozenset[str]:
    """The known words of a spelled script."""
    listed = {word[1:] for word in words() if word[0] == " " and 3 < len(word) <= LONGEST + 1}
    joined = {word + end for word in listed for end in _JOINED}
    return _SHORT | (listed - joined)


def starts(letters: str, steps: Sequence[int]) -> list[int]:
    """Where words begin among letters that stand alone, the first place left out; ``steps`` are how far each next
    letter is away. A wider step than others parts two words ("h-o-w- -t-o"); what no such step parts is read as the
    longest known words ("h o w t o")."""
    least = min(steps)
    edges = [0, *(place for place, step in enumerate(steps, 1) if step > least), len(letters)]
    found = list[int]()
    for first, last in pairwise(edges):
        found.append(first)
        found += (first + place for place in _worded(letters[first:last]))
    return found[1:]


def _worded(letters: str) -> list[int]:
    """Where words begin after the first, so that known words are long; letters of no word stay together."""
    known = _known()
    if letters in known:
        return []
    best, before = [0], [0]
    for end in range(1, len(letters) + 1):
        score, start = best[end - 1] + (1 if letters[end - 1] in _ALONE else _LOST), end - 1
        for begin in range(max(0, end - LONGEST), end - 1):
            if letters[begin:end] in known and best[begin] + (end - begin) ** 2 > score:
                score, start = best[begin] + (end - begin) ** 2, begin
        best.append(score)
        before.append(start)
    edges = [len(letters)]
    while edges[-1]:
        edges.append(before[edges[-1]])
    edges.reverse()
    said = [end - start > 1 or letters[start] in _ALONE for start, end in pairwise(edges)]
    return [start for start, (one, two) in zip(edges[1:], pairwise(said), strict=False) if one or two]
