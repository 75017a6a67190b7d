"""Trigger: which of many patterns a text can match at all, told in one pass by the plain words that each needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from daachorse import CharwiseDoubleArrayAhoCorasick

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Trigger:
    """The words, and for each the numbers of the patterns that need it."""

    automaton: CharwiseDoubleArrayAhoCorasick
    owners: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, needs: Iterable[Iterable[str]]) -> Self:
        """For the n-th pattern any one of the n-th words, in lower case."""
        owners: dict[str, set[int]] = {}
        for number, words in enumerate(needs):
            for word in words:
                owners.setdefault(word, set()).add(number)
        return cls(CharwiseDoubleArrayAhoCorasick(list(owners)), tuple(map(frozenset, owners.values())))

    def __call__(self, text: str) -> set[int]:
        """The numbers of the patterns that may match."""
        low = text.lower()
        try:
            found = self.automaton.find_overlapping(low)
        except UnicodeEncodeError:
            found = self.automaton.find_overlapping(_SURROGATE.sub("?", low))
        return set().union(*(self.owners[n] for n in {n for _, _, n in found})) if found else set()
