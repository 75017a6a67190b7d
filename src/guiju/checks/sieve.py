"""The sieve: which texts of a batch may hold anything at all, told from many of them read as one."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from guiju.checks.fold import WALL, Fold, Folded
from guiju.checks.guises import Guises, edges
from guiju.checks.han import Han
from guiju.checks.invisible import INVISIBLE_LIMIT, invisible_runs
from guiju.checks.phrases import Phrases

TOGETHER = 1 << 14
"""Characters that are read as one text: so many that what a call of numpy costs is nothing, and few enough to stay near
the processor."""


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """What is looked for: listed phrases and their spellings, sounds and guises, repeats, and invisible characters."""

    fold: Fold
    han: Han
    phrases: Phrases
    guises: Guises

    def left(self, texts: Sequence[str]) -> set[int]:
        """The numbers of the texts in which there may be something; in no other is there."""
        found = set[int]()
        for ascii in (True, False):
            for numbers in _blocks([number for number, text in enumerate(texts) if text.isascii() == ascii], texts):
                found.update(numbers[row] for row in self._rows([texts[number] for number in numbers]))
        return found

    def _rows(self, texts: list[str]) -> set[int]:
        folded, invisible = self.fold.joined(texts)
        signs, repeats = set(self._signs(folded)), self.phrases.repeats(folded)
        found = set[int]()
        if signs or repeats:
            walls = [-1, *np.flatnonzero(folded.points == ord(WALL)).tolist(), len(folded.dense)]
            found.update(bisect(walls, at) - 1 for at in signs)
            for row in {bisect(walls, at) - 1 for at in repeats} - found:
                if self.phrases.stretched_in(folded.dense[walls[row] + 1 : walls[row + 1]])[1]:
                    found.add(row)
        if invisible > INVISIBLE_LIMIT:
            found.update(row for row, text in enumerate(texts) if invisible_runs(self.fold, text))
        return found

    def _signs(self, folded: Folded) -> Iterator[int]:
        """Where in a folded text something may be, but for repeats."""
        dense, met = folded.dense, self.phrases.met(folded.dense)
        yield from (start for start, _, _ in met.exact)
        if dense.isascii():
            return
        coded, guises = self.han.coded(dense, folded.points), self.guises
        yield from (start for start, _, _ in guises.sounds.found(coded, dense))
        yield from (one.start for one in guises.parts(met.others) if any(guises.around(one, dense, coded)))
        yield from (at for at in edges(folded) if guises.bordered(dense, coded, at))


def _blocks(numbers: list[int], texts: Sequence[str]) -> Iterator[list[int]]:
    block, size = list[int](), 0
    for number in numbers:
        if block and size + len(texts[number]) > TOGETHER:
            yield block
            block, size = [], 0
        block.append(number)
        size += len(texts[number])
    if block:
        yield block
