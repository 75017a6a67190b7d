"""Soft words: weights below 1, which add up within one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guiju.checks.lexicon import Entry
from guiju.core.check import Span

SENTENCE_LIMIT = 200
"""Characters after which a sentence counts as ended."""

_ENDS = frozenset("。！？!?｡\n")

Hit = tuple[Span, Entry]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a soft word opens: the text from it to the end of its sentence, or to SENTENCE_LIMIT."""

    start: int
    end: int
    hits: tuple[Hit, ...]

    def scored(self) -> Iterator[tuple[Span, str, float]]:
        """(place, risk, score) of each hit: the weights of its risk's different words added up, at most 1."""
        words = {(entry.risk, entry.phrase): entry.weight for _, entry in self.hits}
        sums: dict[str, float] = {}
        for (risk, _), weight in words.items():
            sums[risk] = sums.get(risk, 0.0) + weight
        scores = {risk: min(1.0, round(added, 9)) for risk, added in sums.items()}
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
