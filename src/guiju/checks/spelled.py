"""Spelled: the other spellings of all phrases of a lexicon, those of the shipped one kept ready beside it.

``python tools/spellings.py`` writes the table. It holds nothing that ``spellings`` would not say again, and stands for
a lexicon only where that still has every phrase of the table, worth hiding; else all is computed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from guiju.checks.lexicon import Entry, written
from guiju.checks.spelling import Spelling, spellings, worth_hiding

TABLE = "spellings.z"
"""The table of the shipped lexicon, in the package's data."""

_BLOCK, _LINE, _ROW, _CELL, _PLACE = "\n\n", "\n", ";", " ", ","
_HALF = "h"


@dataclass(frozen=True, slots=True)
class Table:
    """Spellings as they are kept: the phrases that have them, and by text rows that name a phrase by its number."""

    phrases: tuple[str, ...]
    rows: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spelled:
    """The spellings of a lexicon: those of the table, whose ``owners`` stand by the number of their phrase, and
    ``more`` that were computed."""

    table: Table
    owners: tuple[tuple[Entry, ...], ...]
    more: Mapping[str, list[tuple[Entry, Spelling]]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        """The texts; some come twice."""
        yield from self.table.rows
        yield from self.more

    def __contains__(self, text: str) -> bool:
        """Whether something is spelled so."""
        return text in self.table.rows or text in self.more

    def of(self, text: str) -> Iterator[tuple[Entry, Spelling]]:
        """What is spelled so, and how."""
        row = self.table.rows.get(text)
        for kept in row.split(_ROW) if row else ():
            number, one = _read(text, kept)
            for entry in self.owners[number]:
                yield entry, one
        yield from self.more.get(text, ())


def spelled(entries: Iterable[Entry], table: Table | None = None) -> Spelled:
    """The spellings of these entries; of a table (the shipped one without), what it has of them is taken."""
    entries, table = tuple(entries), table or shipped_table()
    if len(entries) < len(table.phrases):
        return Spelled(NO_TABLE, (), _computed(entries))
    numbers = {phrase: number for number, phrase in enumerate(table.phrases)}
    owners: list[list[Entry]] = [[] for _ in numbers]
    others = []
    for entry in entries:
        number = numbers.get(written(entry))
        if number is None:
            others.append(entry)
        elif entry.weight >= worth_hiding(entry.phrase):
            owners[number].append(entry)
    if all(owners):
        return Spelled(table, tuple(map(tuple, owners)), _computed(others))
    return Spelled(NO_TABLE, (), _computed(entries))


def table_of(entries: Iterable[Entry]) -> Table:
    """The table of these entries."""
    numbers: dict[str, int] = {}
    rows: dict[str, list[str]] = {}
    for entry in {written(one): one for one in sorted(entries, key=lambda one: one.weight)}.values():
        for one in spellings(entry):
            rows.setdefault(one.text, []).append(_kept(numbers.setdefault(written(entry), len(numbers)), one))
    return Table(tuple(numbers), {text: _ROW.join(rows[text]) for text in sorted(rows)})


def packed(table: Table) -> bytes:
    """The table as bytes."""
    blocks = (table.phrases, table.rows.keys(), table.rows.values())
    return zlib.compress(_BLOCK.join(map(_LINE.join, blocks)).encode(), 9)


@cache
def shipped_table() -> Table:
    """The table that comes with the shipped lexicon."""
    kept = zlib.decompress((files("guiju.checks") / "data" / TABLE).read_bytes()).decode()
    phrases, texts, rows = (block.split(_LINE) for block in kept.split(_BLOCK))
    return Table(tuple(phrases), dict(zip(texts, rows, strict=True)))


NO_TABLE = Table((), {})


def _computed(entries: Iterable[Entry]) -> dict[str, list[tuple[Entry, Spelling]]]:
    found: dict[str, list[tuple[Entry, Spelling]]] = {}
    for entry in entries:
        for one in spellings(entry):
            found.setdefault(one.text, []).append((entry, one))
    return found


def _kept(number: int, one: Spelling) -> str:
    breaks = _PLACE.join(map(str, sorted(one.breaks)))
    return _CELL.join((str(number), breaks, _HALF if one.half else "")).rstrip()


def _read(text: str, kept: str) -> tuple[int, Spelling]:
    number, breaks, half = [*kept.split(_CELL), "", ""][:3]
    return int(number), Spelling(
        text,
        frozenset(map(int, breaks.split(_PLACE))) if breaks else frozenset(),
        half == _HALF,
    )
