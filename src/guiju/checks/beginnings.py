"""Beginnings: which texts are proper beginnings of phrases, found in a sorted list rather than kept one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import islice, takewhile

from guiju.checks.fold import is_spelled

Gaps = frozenset[int]


class Beginnings:
    """The proper beginnings of these texts, each with the ``gaps`` that some text beginning so has, or None where all
    its characters are of scripts without spaces."""

    __slots__ = ("_gaps", "_heads", "_known", "_texts", "longest")

    def __init__(self, texts: Iterable[str], gaps: Callable[[str], Gaps]) -> None:
        self._texts = sorted(texts)
        self._gaps = gaps
        self._heads = {text[:size] for text in self._texts for size in (1, 2) if len(text) > size}
        self._known: dict[str, Gaps | None] = {}
        self.longest = max(map(len, self._texts), default=1) - 1

    def __contains__(self, text: str) -> bool:
        """Whether some phrase begins so, and goes on."""
        if text[:2] not in self._heads:
            return False
        at = bisect_right(self._texts, text)
        return at < len(self._texts) and self._texts[at].startswith(text)

    def gaps(self, text: str) -> Gaps | None:
        """The gaps of a beginning."""
        if text not in self._known:
            self._known[text] = self._united(text) if any(map(is_spelled, text)) else None
        return self._known[text]

    def _united(self, text: str) -> Gaps:
        rest = islice(self._texts, bisect_right(self._texts, text), None)
        return frozenset().union(*map(self._gaps, takewhile(lambda one: one.startswith(text), rest)))
