"""Soft words: weights below 1, which add up within one sentence."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guiju.checks.lexicon import Entry
from guiju.core.check import Span

SENTENCE_LIMIT = 200
"""Characters after which a sentence counts as ended."""

HEAVY = 0.6
"""Weight from which a word can tip a sum: lighter ones alone stay below 1, however many they are."""

_MOST_LIGHT = 0.9
_ENDS = frozenset("。！？!?｡\n")

Hit = tuple[Span, Entry]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a soft word opens: the text from it to the end of its sentence, or to SENTENCE_LIMIT."""

    start: int
    end: int
    hits: tuple[Hit, ...]

    def scored(self) -> Iterator[tuple[Span, str, float]]:
        """(place, risk, score) of each hit: the weights of its risk's different words added up, at most 1, and less
        where none of them is heavy. Of hits that overlap the heaviest counts, else the longest."""
        taken: dict[str, list[Span]] = {}
        weights: dict[str, dict[str, float]] = {}
        for place, entry in sorted(self.hits, key=_rank):
            spans = taken.setdefault(entry.risk, [])
            at = bisect(spans, place)
            if not ((at and spans[at - 1][1] > place[0]) or (at < len(spans) and spans[at][0] < place[1])):
                spans.insert(at, place)
                weights.setdefault(entry.risk, {}).setdefault(entry.phrase, entry.weight)
        scores = {risk: _sum(counted) for risk, counted in weights.items()}
        return ((place, entry.risk, scores[entry.risk]) for place, entry in self.hits)


def sentences(text: str, hits: Iterable[Hit]) -> Iterator[Sentence]:
    """The sentences that these soft hits open, one after another."""
    start, end, inside = 0, 0, list[Hit]()
    for hit in sorted(hits, key=lambda h: (h[0], h[1].phrase, h[1].risk)):
        if hit[0][0] >= end:
            if inside:
                yield Sentence(start, end, tuple(inside))
            start, inside = hit[0][0], []
            end = _end(text, start)
        inside.append(hit)
    if inside:
        yield Sentence(start, end, tuple(inside))


def _end(text: str, start: int) -> int:
    limit = start + SENTENCE_LIMIT
    return next((at + 1 for at in range(start, min(limit, len(text))) if text[at] in _ENDS), limit)


def _rank(hit: Hit) -> tuple[float, int, Span, str]:
    """Which of two hits counts first."""
    (start, end), entry = hit
    return -entry.weight, start - end, hit[0], entry.phrase


def _sum(weights: Mapping[str, float]) -> float:
    """The score that different words make together."""
    most = 1.0 if max(weights.values()) >= HEAVY else _MOST_LIGHT
    return min(most, round(sum(weights.values()), 9))
