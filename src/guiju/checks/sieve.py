"""The sieve: which texts of a batch may hold anything at all, told from many of them read as one."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from guiju.checks.filled import Filled
from guiju.checks.fold import WALL, Fold, Folded
from guiju.checks.guises import Guises, edges
from guiju.checks.han import Han
from guiju.checks.invisible import INVISIBLE_LIMIT, invisible_runs
from guiju.checks.lettered import Lettered
from guiju.checks.phrases import Exact, Phrases
from guiju.checks.sounding import Heard
from guiju.checks.stretching import doubles

TOGETHER = 1 << 14
"""Characters that are read as one text: so many that what a call of numpy costs is nothing, and few enough to stay near
the processor."""


class Sifted(NamedTuple):
    """All that stands in a text: its folded form, and the phrases that are met as they are and by their sound."""

    dense: str
    exact: list[Exact]
    heard: list[Heard]


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """What is looked for: listed phrases and their spellings, sounds and guises, signs for letters, fillings, repeats,
    and invisible characters."""

    fold: Fold
    han: Han
    phrases: Phrases
    guises: Guises
    lettered: Lettered
    filled: Filled

    def left(self, texts: Sequence[str]) -> dict[int, Sifted | None]:
        """The numbers of the texts in which there may be something, with what there is, or None where that is not yet
        told; in no other text is there anything."""
        found: dict[int, Sifted | None] = {}
        for ascii in (True, False):
            for numbers in _blocks([number for number, text in enumerate(texts) if text.isascii() == ascii], texts):
                rows = self._rows([texts[number] for number in numbers])
                found.update((numbers[row], sifted) for row, sifted in rows.items())
        return found

    def _rows(self, texts: list[str]) -> dict[int, Sifted | None]:
        folded, invisible = self.fold.joined(texts)
        dense, repeats = folded.dense, doubles(folded)
        exact, heard, unsure = self._signs(folded)
        rows: dict[int, Sifted | None] = {}
        if exact or heard or unsure or repeats:
            walls = [-1, *np.flatnonzero(folded.points == ord(WALL)).tolist(), len(dense)]
            rows |= dict.fromkeys((*(_row(walls, at)[0] for at in unsure), *self._stretched(dense, repeats, walls)))
            found: dict[int, tuple[list[Exact], list[Heard]]] = {}
            for start, end, text in exact:
                row, base = _row(walls, start)
                if row not in rows:
                    found.setdefault(row, ([], []))[0].append((start - base, end - base, text))
            for start, end, entries in heard:
                row, base = _row(walls, start)
                if row not in rows:
                    found.setdefault(row, ([], []))[1].append((start - base, end - base, entries))
            rows |= {row: Sifted(dense[walls[row] + 1 : walls[row + 1]], *known) for row, known in found.items()}
        if self.lettered.hides(WALL.join(texts)):
            rows |= {row: None for row, text in enumerate(texts) if self.lettered.hides(text)}
        if invisible > INVISIBLE_LIMIT:
            rows |= {row: None for row, text in enumerate(texts) if invisible_runs(self.fold, text)}
        return rows

    def _stretched(self, dense: str, repeats: Sequence[int], walls: list[int]) -> Iterator[int]:
        """The rows in which repeats hide a phrase, or may."""
        tried = -1
        for at in repeats:
            if at > tried and self.phrases.may_stretch(dense, at):
                row, base = _row(walls, at)
                tried = walls[row + 1]
                if self.phrases.stretched_in(dense[base:tried])[1]:
                    yield row

    def _signs(self, folded: Folded) -> tuple[list[Exact], list[Heard], list[int]]:
        """What stands in a folded text, and where more may."""
        dense, met = folded.dense, self.phrases.met(folded.dense)
        unsure = self.lettered.paired(met.others) if met.others else []
        if dense.isascii():
            return met.exact, [], unsure
        coded, guises = self.han.coded(dense, folded.points), self.guises
        unsure += [one.start for one in guises.parts(met.others) if any(guises.around(one, dense, coded))]
        unsure += guises.bordered(dense, coded, edges(folded))
        filling = self.filled.places(folded)
        exact = [*met.exact, *self.filled.found(dense, filling)] if filling else met.exact
        return exact, guises.sounds.found(coded, dense), unsure


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


def _row(walls: list[int], at: int) -> tuple[int, int]:
    """The row in which a place of the joined text lies, and where it starts."""
    row = bisect(walls, at) - 1
    return row, walls[row] + 1
