"""Guises: some neighbouring characters of a phrase written as their pinyin, or one of them as its two parts.

The rest of the phrase stands as it is, or in part as other characters of the same sound: where a guise is met, what
stands around it is read by its sounds. All is told from the characters of the hit alone, so that a cut elsewhere
changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from guiju.checks.bridging import NOISE_LIMIT, bridged, noise, whole
from guiju.checks.fold import Fold, code_points
from guiju.checks.han import Han, han
from guiju.checks.lexicon import Entry
from guiju.checks.places import source_of
from guiju.checks.sentence import Hit
from guiju.checks.sounding import Sounds
from guiju.checks.spelling import uncommon
from guiju.checks.view import View, view

SYLLABLES = 7
"""Syllables of pinyin that a guise may have."""

UNKNOWN = "\0"
"""Stands for a character of which only the sound is told."""

_LETTERS = 6
_LONGEST = SYLLABLES * (_LETTERS + 1)
_READINGS = 4
_EXACT = 2
_RUN = re.compile(r"[a-z]{2}[a-z0-9]*")
_LAST_RUN = re.compile(r"[a-z][a-z0-9]*\Z")
_TONES = "12345"


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
    """What is looked for in guises: the phrases of ``sounds``; ``pairs`` finds parts, of which ``firsts`` are the
    first, and ``parted`` has what consists of them, its code and itself."""

    sounds: Sounds
    pairs: CharwiseDoubleArrayAhoCorasick | None
    firsts: frozenset[str]
    parted: tuple[tuple[str, str], ...]

    def hits(self, fold: Fold, text: str, dense: str, coded: str) -> list[Hit]:
        """The phrases that are there with a guise among their characters."""
        if self.sounds.automaton is None or not (met := self._met(fold, text, dense)):
            return []
        seen = view(fold, text)
        found = []
        for guise in met:
            for start, end, gaps, entry in self._around(guise, dense, coded):
                if whole(seen, start, end) and bridged(seen, start, gaps, range(end - start)):
                    found.append((seen.source(start, end), entry))
        return found

    def opening(self, fold: Fold, text: str, dense: str, coded: str) -> int:
        """The first place from which such a phrase is still open at the end of the text."""
        for start in sorted(self._starts(fold, text, dense, coded)):
            length = len(dense) - start
            place = source_of(fold, text, length)
            if len(text) - place - length <= NOISE_LIMIT or noise(view(fold, text), length) <= NOISE_LIMIT:
                return place
        return len(text)

    def _starts(self, fold: Fold, text: str, dense: str, coded: str) -> Iterator[int]:
        """Where in the dense text phrases begin that are still open: their guise is to come, or was met."""
        longest = self.sounds.begun.longest
        run = _LAST_RUN.search(dense, max(0, len(dense) - _LONGEST))
        if run and may_be_pinyin(run[0]):
            yield from self._begun(Guise(run.start(), len(dense), "", inside=True), dense, coded, "")
        elif dense[-1:] in self.firsts:
            yield from self._begun(Guise(len(dense) - 1, len(dense), ""), dense, coded, "")
        first = max(0, len(dense) - longest - _LONGEST)
        for guise in self._met(fold, text, dense[first:], first):
            if len(dense) - guise.end <= longest:
                yield from self._begun(guise, dense, coded, coded[guise.end :])

    def _begun(self, guise: Guise, dense: str, coded: str, behind: str) -> Iterator[int]:
        """The first place from which on up to the guise, it and what is behind make a beginning."""
        begun, codes = self.sounds.begun, guise.codes + behind
        end, shown = guise.start, guise.char * len(guise.codes) + dense[guise.end :] * bool(guise.codes)
        for start in range(max(0, end - begun.longest + len(codes)), end + 1 - guise.inside):
            code = coded[start:end] + codes
            if not code or (code in begun and self._begins(code, dense[start:end] + shown)):
                yield start
                return

    def _met(self, fold: Fold, text: str, dense: str, shift: int = 0) -> list[Guise]:
        """The guises in a text, or in the end of its dense form from ``shift`` on."""
        found = list[Guise]()
        for start, end, number in self.pairs.find_overlapping(dense) if self.pairs else ():
            code, char = self.parted[number]
            found.append(Guise(start + shift, end + shift, code, char))
        runs = [run.span() for run in _RUN.finditer(dense) if _may_matter(dense, *run.span())]
        if runs:
            seen = view(fold, text)
            for start, end in runs:
                found += _of_run(seen, start + shift, end + shift)
        return found

    def _around(self, guise: Guise, dense: str, coded: str) -> Iterator[tuple[int, int, frozenset[int], Entry]]:
        """(start, end, gaps, entry) of the phrases that stand around a guise."""
        longest, size = self.sounds.begun.longest, len(guise.codes)
        left = coded[max(0, guise.start - longest) : guise.start]
        window = left + guise.codes + coded[guise.end : guise.end + longest]
        assert self.sounds.automaton is not None
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

    def _begins(self, code: str, shown: str) -> bool:
        """Whether a phrase that sounds so from its beginning can be shown so."""
        return any(
            fitting(shown, phrase[: len(shown)], han()) is not None
            for sound in self.sounds.beginning(code)
            for phrase, _ in sound.phrases
        )


def guises(sounds: Sounds) -> Guises:
    """What is looked for in guises, given the phrases that are looked for by their sound."""
    table, parted = han(), dict[str, str]()
    for char in sorted({char for sound in sounds.sounds for phrase, _ in sound.phrases for char in phrase}):
        pair = table.parts.get(char)
        if pair and pair not in table.common:
            parted.setdefault(pair, char)
    codes = table.coded(code_points("".join(parted.values())))
    return Guises(
        sounds,
        CharwiseDoubleArrayAhoCorasick(list(parted)) if parted else None,
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


@lru_cache(1 << 12)
def readings(run: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """A few ways to read letters as syllables, each with the code of its sound and its letters."""
    if not run:
        return ((),)
    codes, found = han().syllables, list[tuple[tuple[str, int], ...]]()
    for size in range(min(_LETTERS, len(run)), 0, -1):
        if code := codes.get(run[:size]):
            taken = size + (run[size : size + 1] in _TONES and size < len(run))
            found += [((code, taken), *rest) for rest in readings(run[taken:]) if len(rest) < SYLLABLES]
    return tuple(found[:_READINGS])


@lru_cache(1 << 12)
def may_be_pinyin(run: str) -> bool:
    """Whether letters are syllables, the last of which may be begun."""
    ends = {0}
    for at in range(len(run)):
        if at in ends:
            for size in range(1, min(_LETTERS, len(run) - at) + 1):
                if run[at : at + size] in han().syllables:
                    ends.add(at + size)
                    ends.update({at + size + 1} if run[at + size : at + size + 1] in tuple(_TONES) else ())
    return len(run) in ends or any(run[at:] in _begun_syllables() for at in ends)


@lru_cache(1)
def _begun_syllables() -> frozenset[str]:
    return frozenset(syllable[:size] for syllable in han().syllables for size in range(1, len(syllable)))


def _may_matter(dense: str, start: int, end: int) -> bool:
    """Whether letters begin with a syllable behind a character that has a sound, or end with one before such."""
    sounds, syllables, last = han().sounds, han().syllables, end - (dense[end - 1] in _TONES)
    sizes = range(1, _LETTERS + 1)
    return (start > 0 and dense[start - 1] in sounds and any(dense[start : start + n] in syllables for n in sizes)) or (
        dense[end : end + 1] in sounds and any(dense[last - n : last] in syllables for n in sizes)
    )


def _of_run(seen: View, start: int, end: int) -> Iterator[Guise]:
    """The guises in a run of letters of the dense text: its first and its last piece that is written together, and all
    of it inside a phrase."""
    first, last = start + 1, end - 1
    while first < end and seen.glued[first]:
        first += 1
    while last > start and seen.glued[last]:
        last -= 1
    for here, there, inside in sorted({(start, first, False), (last, end, False), (start, end, first < end)}):
        for read in readings(seen.dense[here:there]) if 1 < there - here <= _LONGEST else ():
            places = accumulate(size for _, size in read[:-1])
            yield Guise(here, there, "".join(code for code, _ in read), gaps=frozenset(places), inside=inside)
