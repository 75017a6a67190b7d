"""Sounding: phrases written with other characters of the same sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from guiju.checks.beginnings import Beginnings
from guiju.checks.fold import code_points
from guiju.checks.han import FIRST, LAST, Han, han
from guiju.checks.lexicon import Entry
from guiju.checks.spelling import HIDDEN, uncommon

Heard = tuple[int, int, list[Entry]]
"""Where a phrase is heard in a folded text, and its entries."""

LEAST = 3
"""Characters from which a phrase is looked for by its sound: two sound like too much else."""


_LINE = "\n"
_CODED = re.compile(f"[{FIRST}-{LAST}]+")


@dataclass(frozen=True, slots=True)
class Sound:
    """The phrases of one sound, each with its entries."""

    phrases: tuple[tuple[str, tuple[Entry, ...]], ...]

    def heard(self, written: str, table: Han) -> Iterator[Entry]:
        """The entries of the phrases that this text of their sound stands for: no character that it has in place of
        another makes a common word with its neighbour."""
        for phrase, entries in self.phrases:
            if phrase == written:
                continue
            changed = [at for at, char in enumerate(phrase) if written[at] != char]
            if uncommon(written, changed, table):
                yield from entries


@dataclass(frozen=True, slots=True, eq=False)
class Sounds:
    """The phrases that are looked for by their sound, the ``numbers`` of these, their automaton, how they begin, and
    which ``three`` sounds stand side by side in them."""

    sounds: tuple[Sound, ...]
    automaton: CharwiseDoubleArrayAhoCorasick | None
    begun: Beginnings
    three: frozenset[str]
    numbers: Mapping[str, int]

    def found(self, coded: str, dense: str) -> list[Heard]:
        """Where phrases are heard in a folded text, given what it sounds like."""
        found: list[Heard] = []
        met = self.automaton.find_overlapping(coded) if self.automaton else None
        if not met:
            return found
        table = han()
        for start, end, number in met:
            if entries := list(self.sounds[number].heard(dense[start:end], table)):
                found.append((start, end, entries))
        return found

    def beginning(self, code: str) -> Iterator[Sound]:
        """The sounds that begin so."""
        return (self.sounds[self.numbers[text]] for text in self.begun.texts(code))

    def hides(self, written: str) -> bool:
        """Whether a character of this beginning of a phrase can stand in place of another."""
        common, before = han().common, False
        for at in range(len(written)):
            behind = written[at : at + 2] in common
            if not (before or behind):
                return True
            before = behind
        return False


def sounds(entries: Iterable[Entry]) -> Sounds:
    """The phrases of Han characters that are worth hiding, by their sound."""
    table = han()
    by_sound: dict[str, dict[str, list[Entry]]] = {}
    worth = [entry for entry in entries if entry.weight >= HIDDEN and len(entry.phrase) >= LEAST]
    written = _LINE.join(entry.phrase for entry in worth)
    codes = table.coded(written, code_points(written)).split(_LINE)
    for entry, code in zip(worth, codes, strict=False):
        if _CODED.fullmatch(code):
            by_sound.setdefault(code, {}).setdefault(entry.phrase, []).append(entry)
    ready = [Sound(tuple((phrase, tuple(found)) for phrase, found in phrases.items())) for phrases in by_sound.values()]
    coded = list(by_sound)
    automaton = CharwiseDoubleArrayAhoCorasick(coded) if coded else None
    numbers = {code: number for number, code in enumerate(coded)}
    three = frozenset(code[at : at + 3] for code in coded for at in range(len(code) - 2))
    return Sounds(tuple(ready), automaton, Beginnings(coded, lambda text: frozenset()), three, numbers)
