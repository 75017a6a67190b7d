"""Beginnings: which texts are proper beginnings of phrases, found in a sorted list rather than kept one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile

from guiju.checks.fold import ALPHABETS_END, is_spelled

Gaps = frozenset[int]

_SHORT = 3

HEAD = 4
"""Characters from which what an automaton finds may be but the head of a text; where it begins with letters, twice as
many."""

_UNSPACED = chr(ALPHABETS_END)


class Beginnings:
    """The proper beginnings of these texts, each with the ``gaps`` that some text beginning so has, or None where all
    its characters are of scripts without spaces."""

    def __init__(self, texts: Iterable[str], gaps: Callable[[str], Gaps]) -> None:
        self._texts = sorted(texts)
        self._gaps = gaps
        self._known: dict[str, Gaps | None] = {}
        self._families: dict[str, tuple[frozenset[str], list[int]]] = {}
        self.longest = max(map(len, self._texts), default=1) - 1

    @cached_property
    def _shortest(self) -> set[str]:
        """The shortest beginnings, looked for before any other: made with the first text that may be cut."""
        found = {head[: _SHORT + 1] for head in self.heads}
        return {text[:size] for text in found for size in range(1, _SHORT + 1) if len(text) > size}

    def __contains__(self, text: str) -> bool:
        """Whether some text begins so, and goes on."""
        if text[:_SHORT] not in self._shortest:
            return False
        at = bisect_right(self._texts, text)
        return at < len(self._texts) and self._texts[at].startswith(text)

    def suffixes(self, text: str, least: int = 1, starts: Sequence[int] | None = None) -> list[int]:
        """The lengths, the longest first and at least so long, of the ends of a text that are beginnings; ``starts``,
        where they are known, are the places at which heads stand."""
        size, heads = len(text), self._shortest
        first, behind = size - self.longest, size - least + 1
        near = max(0, first if starts is None else max(first, size - 2 * HEAD + 1))
        found = [size - at for at in range(near, behind) if text[at : at + _SHORT] in heads]
        if starts and near:
            found[:0] = [size - at for at in starts if first <= at < min(near, behind)]
        if not found or found[0] <= _SHORT:
            return found
        return [length for length in found if length <= _SHORT or text[-length:] in self]

    @cached_property
    def heads(self) -> list[str]:
        """What an automaton looks for: so few characters of each text tell it nearly always, and are made ready far
        sooner."""
        han = bisect_left(self._texts, _UNSPACED)
        found = dict.fromkeys([text[: 2 * HEAD] for text in self._texts[:han]])
        return list(found | dict.fromkeys([text[:HEAD] for text in self._texts[han:]]))

    def standing(self, text: str, start: int, head: str) -> list[str]:
        """The texts of this head that stand at a place, the longest first."""
        if (known := self._families.get(head)) is None:
            family = frozenset(takewhile(lambda one: _head(one) == head, self._from(bisect_left(self._texts, head))))
            known = self._families[head] = family, sorted(set(map(len, family)), reverse=True)
        family, sizes = known
        return [one for size in sizes if (one := text[start : start + size]) in family]

    def texts(self, begun: str) -> Iterator[str]:
        """The texts that begin so, and go on."""
        return takewhile(lambda one: one.startswith(begun), self._from(bisect_right(self._texts, begun)))

    def _from(self, at: int) -> Iterator[str]:
        return islice(self._texts, at, None)

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


def _head(text: str) -> str:
    return text[: 2 * HEAD if text[0] < _UNSPACED else HEAD]
