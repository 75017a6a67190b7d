"""Beginnings: which texts are proper beginnings of phrases, found in a sorted list rather than kept one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from guiju.checks.fold import is_spelled

Gaps = frozenset[int]

_HEADS = (1, 2, 3)


class Beginnings:
    """The proper beginnings of these texts, each with the ``gaps`` that some text beginning so has, or None where all
    its characters are of scripts without spaces."""

    def __init__(self, texts: Iterable[str], gaps: Callable[[str], Gaps]) -> None:
        self._texts = sorted(texts)
        self._gaps = gaps
        self._known: dict[str, Gaps | None] = {}
        self.longest = max(map(len, self._texts), default=1) - 1

    @cached_property
    def _heads(self) -> set[str]:
        """The shortest beginnings, looked for before any other: made with the first text that may be cut."""
        most = _HEADS[-1]
        found = {text[: most + 1] for text in self._texts}
        return {text[:size] for text in found for size in _HEADS if len(text) > size}

    def __contains__(self, text: str) -> bool:
        """Whether some text begins so, and goes on."""
        return any(length == len(text) for length in self.suffixes(text, len(text)))

    def suffixes(self, text: str, least: int = 1) -> Iterator[int]:
        """The lengths, the longest first and at least so long, of the ends of a text that are beginnings."""
        heads, texts, longest = self._heads, self._texts, _HEADS[-1]
        for start in range(max(0, len(text) - self.longest), len(text) - least + 1):
            if text[start : start + longest] in heads:
                begun = text[start:]
                at = bisect_right(texts, begun)
                if at < len(texts) and texts[at].startswith(begun):
                    yield len(begun)

    def texts(self, begun: str) -> Iterator[str]:
        """The texts that begin so, and go on."""
        for one in islice(self._texts, bisect_right(self._texts, begun), None):
            if not one.startswith(begun):
                break
            yield one

    def gaps(self, text: str) -> Gaps | None:
        """The gaps of a beginning, up to its end."""
        if text not in self._known:
            self._known[text] = self._united(text) if any(map(is_spelled, text)) else None
        return self._known[text]

    def _united(self, text: str) -> Gaps:
        places = frozenset(range(1, len(text) + 1))
        found: Gaps = frozenset()
        for one in self.texts(text):
            if found == places:
                break
            found |= self._gaps(one) & places
        return found
