"""Guises: some neighbouring characters of a phrase written as their pinyin, or one of them as its two parts.

The rest of the phrase stands as it is, or in part as other characters of the same sound: where a guise is met, what
stands around it is read by its sounds. All is told from the characters of the hit alone, so that a cut elsewhere
changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from string import ascii_lowercase, digits
from typing import NamedTuple

import numpy as np

from guiju.checks.bridging import bridged, parted, whole
from guiju.checks.fold import ALPHABETS_END, Fold, Folded
from guiju.checks.han import FIRST, Han, han
from guiju.checks.lexicon import Entry
from guiju.checks.phrases import Match
from guiju.checks.places import is_calm, run_start, source_of
from guiju.checks.sentence import Hit
from guiju.checks.sounding import Sounds
from guiju.checks.spelling import uncommon
from guiju.checks.syllables import LETTERS, LONGEST, TONES, first_syllables, last_syllables, may_be_pinyin, readings
from guiju.checks.view import View, view

UNKNOWN = "\0"
"""Stands for a character of which only the sound is told."""

_EXACT = 2
_WRITTEN = re.compile(r"[a-z](?:[a-z]+|(?<=[1-5].))")
_RUN = re.compile(r"[a-z]{2}[a-z0-9]*")
_ALPHABET = 26
_WRITING = ascii_lowercase + digits
_MANY = 2048


class Guise(NamedTuple):
    """A span of the dense text with the codes of what it stands for; ``char`` where that is known, ``gaps`` between
    its syllables, ``inside`` where a hit must go beyond both of its ends."""

    start: int
    end: int
    codes: str
    char: str = UNKNOWN
    gaps: frozenset[int] = frozenset()
    inside: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Guises:
    """What is looked for in guises: the phrases of ``sounds``; ``pairs`` are parts, of which ``firsts`` are the first,
    and ``parted`` has what consists of them, its code and itself."""

    sounds: Sounds
    pairs: tuple[str, ...]
    firsts: frozenset[str]
    parted: tuple[tuple[str, str], ...]

    def met(self, fold: Fold, text: str, folded: Folded, coded: str, pairs: Iterable[Match]) -> list[Guise]:
        """The guises in a text that may be inside a phrase or at its beginning, given the pairs that stand in it."""
        dense = folded.dense
        found = self.parts(pairs) if pairs else []
        bordered = set(self.bordered(dense, coded, edges(folded))) if self.sounds.automaton else None
        if bordered:
            seen = view(fold, text)
            for run in _RUN.finditer(dense):
                start, end = run.span()
                if start - 1 in bordered or end - 1 - (dense[end - 1] in TONES) in bordered:
                    found += _of_run(seen, start, end)
        return found

    def parts(self, pairs: Iterable[Match]) -> list[Guise]:
        """What those of these pairs that are parts stand for."""
        count = len(self.parted)
        return [Guise(start, end, *self.parted[number]) for start, end, number in pairs if number < count]

    def bordered(self, dense: str, coded: str, places: Iterable[int]) -> list[int]:
        """Those edges of letters at which a syllable may stand in a phrase: beside two characters, between two
        that make it up with the letters, or before one that is the last by now."""
        found, three, last = [], self.sounds.three, len(dense) - 1
        for at in places:
            if not 0 <= at < last:
                continue
            start = at + 1
            if _is_letter(dense[at]):
                beside = coded[start + 1 : start + 3] if dense[start] in TONES else coded[start : start + 2]
                if beside >= FIRST:
                    for sound in last_syllables(dense[max(0, start - LETTERS) : start]):
                        if len(beside) == 1 or sound + beside in three:
                            found.append(at)
                            break
            elif coded[at] >= FIRST:
                beside = coded[max(0, at - 1) : start]
                for sound in first_syllables(dense[start : start + LETTERS]):
                    if beside + sound in three or self._between(dense, coded, start, sound):
                        found.append(at)
                        break
        return found

    def _between(self, dense: str, coded: str, start: int, sound: str) -> bool:
        """Whether letters that begin with this sound make up a phrase with the characters on either side."""
        before = coded[start - 1]
        if before + sound not in self.sounds.begun or not (run := _RUN.match(dense, start, start + LONGEST)):
            return False
        behind = coded[run.end() : run.end() + 1]
        return behind >= FIRST and any(
            before + "".join(code for code, _ in read) + behind in self.sounds.numbers for read in readings(run[0])
        )

    def hits(self, fold: Fold, text: str, dense: str, coded: str, met: Iterable[Guise]) -> list[Hit]:
        """The phrases that are there with one of these guises among their characters."""
        around = [found for guise in met for found in self.around(guise, dense, coded)]
        if not around:
            return []
        seen = view(fold, text)
        return [
            (seen.source(start, end), entry)
            for start, end, gaps, entry in around
            if whole(seen, start, end)
            and bridged(seen, start, gaps, range(end - start))
            and not parted(seen, start, gaps)
        ]

    def opening(self, fold: Fold, text: str, dense: str, coded: str, met: list[Guise], held: int) -> int:
        """How many folded characters are held, so many at least, for what such phrases begin with."""
        last = dense[-1:]
        if not (met or _is_letter(last) or last in TONES or last in self.firsts):
            return held
        free = len(dense) - held
        for start in sorted(self._starts(fold, text, dense, coded, met, free)):
            if is_calm(fold, text, len(dense) - start):
                return len(dense) - start
        return held

    def _starts(self, fold: Fold, text: str, dense: str, coded: str, met: Iterable[Guise], free: int) -> Iterator[int]:
        """Where in the dense text, before what is not free any more, phrases begin that are still open: their guise is
        to come, or was met."""
        size = len(dense)
        if dense[-1:].isascii() and (run := _last_run(dense[-LONGEST:])):
            begun = size - len(run)
            if coded[begun - 1 : begun] >= FIRST and may_be_pinyin(run):
                yield from self._begun(Guise(begun, size, "", inside=True), dense, coded, free)
            piece = last_piece(fold, text) if dense[-1] in TONES or last_syllables(dense[-LETTERS:]) else ""
            for read in readings(piece) if 1 < len(piece) <= LONGEST else ():
                guise = Guise(size - len(piece), size, "".join(code for code, _ in read))
                yield from self._begun(guise, dense, coded, free)
        elif dense[-1:] in self.firsts:
            yield from self._begun(Guise(size - 1, size, ""), dense, coded, free)
        for guise in met:
            if size - guise.end <= self.sounds.begun.longest:
                yield from self._begun(guise, dense, coded, free)

    def _begun(self, guise: Guise, dense: str, coded: str, free: int) -> Iterator[int]:
        """The first free place from which on up to the guise, it and what is behind make a beginning."""
        begun, end = self.sounds.begun, guise.start
        codes = guise.codes + coded[guise.end :]
        shown = guise.char * len(guise.codes) + dense[guise.end :]
        first, least = end, max(0, end - begun.longest + len(codes))
        while first > least and coded[first - 1] >= FIRST:
            first -= 1
        if codes:
            starts = [at for at in range(first, min(free, end + 1 - guise.inside)) if coded[at:end] + codes in begun]
        else:
            starts = [end - length for length in begun.suffixes(coded[first:end], max(1, end - free + 1))]
        for start in starts:
            if _begins(self.sounds, coded[start:end] + codes, dense[start:end] + shown):
                yield start
                return
        if not codes and not guise.inside and end < free:
            yield end

    def around(self, guise: Guise, dense: str, coded: str) -> Iterator[tuple[int, int, frozenset[int], Entry]]:
        """(start, end, gaps, entry) of the phrases that stand around a guise."""
        if self.sounds.automaton is None:
            return
        longest, size = self.sounds.begun.longest, len(guise.codes)
        left = coded[max(0, guise.start - longest) : guise.start]
        window = left + guise.codes + coded[guise.end : guise.end + longest]
        for first, last, number in self.sounds.automaton.find_overlapping(window):
            at = len(left) - first
            if at < int(guise.inside) or last < len(left) + size + int(guise.inside):
                continue
            start, end = guise.start - at, guise.end + last - len(left) - size
            shown = dense[start : guise.start] + guise.char * size + dense[guise.end : end]
            gaps = frozenset(gap + at for gap in guise.gaps)
            for phrase, entries in self.sounds.sounds[number].phrases:
                changed = fitting(shown, phrase, han())
                if changed is not None and len(phrase) - size - changed >= max(_EXACT, len(phrase) / 2):
                    for entry in entries:
                        yield start, end, gaps, entry


@lru_cache(1 << 14)
def _begins(sounds: Sounds, code: str, shown: str) -> bool:
    """Whether a phrase that sounds so from its beginning can be shown so."""
    return any(
        fitting(shown, phrase[: len(shown)], han()) is not None
        for sound in sounds.beginning(code)
        for phrase, _ in sound.phrases
    )


def guises(sounds: Sounds) -> Guises:
    """What is looked for in guises, given the phrases that are looked for by their sound."""
    table, parted = han(), dict[str, str]()
    for char in sorted({char for sound in sounds.sounds for phrase, _ in sound.phrases for char in phrase}):
        pair = table.parts.get(char)
        if pair and pair not in table.common:
            parted.setdefault(pair, char)
    codes = table.coded("".join(parted.values()))
    return Guises(
        sounds,
        tuple(parted),
        frozenset(pair[0] for pair in parted),
        tuple(zip(codes, parted.values(), strict=True)),
    )


def fitting(shown: str, phrase: str, table: Han) -> int | None:
    """How many characters stand in place of others of the phrase; None where one cannot."""
    changed = [at for at, (char, right) in enumerate(zip(shown, phrase, strict=True)) if char not in (UNKNOWN, right)]
    if not changed:
        return 0
    full = "".join(right if char == UNKNOWN else char for char, right in zip(shown, phrase, strict=True))
    return len(changed) if uncommon(full, changed, table) else None


def edges(folded: Folded) -> list[int]:
    """The places in a folded text at and behind which letters begin or end, such as may be a guise beside Han."""
    dense, points = folded.dense, folded.points
    if points is None or len(dense) < _MANY:
        return [at - 1 for run in _WRITTEN.finditer(dense) for at in run.span()] if _WRITTEN.search(dense) else []
    letter = points - np.uint32(ord("a")) < _ALPHABET
    (at,) = (letter[1:] != letter[:-1]).nonzero()
    if not len(at):
        return []
    after, before = np.minimum(at + 2, len(points) - 1), np.maximum(at - 1, 0)
    begins, toned = letter[at + 1], points[at + 1] - np.uint32(ord("1")) < len(TONES)
    beside = points[np.where(begins, at, np.where(toned, after, at + 1))] >= ALPHABETS_END
    more = np.where(begins, letter[after], letter[before] | (points[before] - np.uint32(ord("1")) < len(TONES)))
    return list(at[beside & more].tolist())


def last_piece(fold: Fold, text: str) -> str:
    """The letters and digits that are written together last in a text, folded; nothing where none are, or no noise is
    behind them yet."""
    end = source_of(fold, text, 1) + 1
    return "" if end == len(text) else fold.dense(text[run_start(fold, text[:end]) : end])


def _last_run(dense: str) -> str:
    """The letters and digits at the end of a folded text, from a letter on."""
    return dense[len(dense.rstrip(_WRITING)) :].lstrip(digits)


def _is_letter(char: str) -> bool:
    return "a" <= char <= "z"


def _of_run(seen: View, start: int, end: int) -> Iterator[Guise]:
    """The guises in a run of letters of the dense text: its first and its last piece that is written together, and all
    of it inside a phrase."""
    first, last = start + 1, end - 1
    while first < end and seen.glued[first]:
        first += 1
    while last > start and seen.glued[last]:
        last -= 1
    for here, there, inside in sorted({(start, first, False), (last, end, False), (start, end, first < end)}):
        for read in readings(seen.dense[here:there]) if 1 < there - here <= LONGEST else ():
            places = accumulate(size for _, size in read[:-1])
            yield Guise(here, there, "".join(code for code, _ in read), gaps=frozenset(places), inside=inside)
