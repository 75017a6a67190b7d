"""words: a lexicon's phrases in text, through whatever folds and noise they are written with."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from guiju.checks.bridging import bridged
from guiju.checks.fold import SHORT, Fold, Folded, fold
from guiju.checks.guises import Guises, guises
from guiju.checks.han import Han, han
from guiju.checks.invisible import INVISIBLE_LIMIT, invisible_runs
from guiju.checks.lexicon import Lexicon
from guiju.checks.opening import opening, sounding_opening, stretched_opening
from guiju.checks.phrases import Phrases, phrases
from guiju.checks.places import places
from guiju.checks.sentence import Hit, sentences
from guiju.checks.sounding import Heard, Sounds, sounds
from guiju.checks.stretching import is_letter, stretched_span
from guiju.checks.view import View, repeats, view
from guiju.core.check import Cost, Finding, Span
from guiju.core.content import Content

EVASION = "attack.evasion"

BLOCK = 2048
"""Characters read at once; of a longer text the rest is read from the cut on, which the law of the cut allows."""

ROWS = 64
"""Rows of a batch that are read together."""

_ID = "words@2026.11"
_DOUBLE = re.compile(r"(.)(?=\1)", re.DOTALL)
_REPEATS = re.compile(r"(.)\1+", re.DOTALL)

_NO_GAPS = frozenset[int]()

Match = tuple[int, int, int]
Scores = dict[tuple[Span, str], float]


class _Reading(NamedTuple):
    """One text read: findings; its dense form, and that without repeats where it has any, and by its sounds where it
    has characters of Han; its view where one was needed; the spans that no cut may split. Made for every chunk of a
    stream, hence a tuple."""

    findings: list[Finding]
    dense: str
    once: str
    coded: str
    seen: View | None
    held: list[Span]


@dataclass(frozen=True)
class Words:
    """The words check: inline, threshold 1.

    A word of weight 1 is a finding of score 1 at its place in the text as written. Softer words carry the sum of
    their risk's weights in the sentence. Phrases that overlap are all found. A run of more than 256 invisible
    characters is a finding of its own.
    """

    lexicon: Lexicon
    id: str = _ID
    threshold: float = 1.0
    cost: Cost = "inline"
    risks: frozenset[str] = field(init=False)
    _phrases: Phrases = field(init=False, repr=False)
    _sounds: Sounds = field(init=False, repr=False)
    _guises: Guises = field(init=False, repr=False)
    _fold: Fold = field(init=False, repr=False)
    _han: Han = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "risks", frozenset(e.risk for e in self.lexicon.entries) | {EVASION})
        known, sounding, guised = _ready(self.lexicon)
        object.__setattr__(self, "_phrases", known)
        object.__setattr__(self, "_sounds", sounding)
        object.__setattr__(self, "_guises", guised)
        object.__setattr__(self, "_fold", fold())
        object.__setattr__(self, "_han", han())

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row, in the order of the text."""
        found: list[list[Finding]] = []
        for first in range(0, len(batch), ROWS):
            texts = [content.text for content in batch[first : first + ROWS]]
            short = iter(self._read([text for text in texts if len(text) <= BLOCK]))
            found += [next(short).findings if len(text) <= BLOCK else self._long(text) for text in texts]
        return found

    def settled(self, text: str) -> int:
        """See Check.settled."""
        return self.tail(text)[1]

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        (read,) = self._read([text])
        cut = opening(self._fold, self._phrases, text, read.dense, read.seen)
        if read.coded:
            cut = min(cut, sounding_opening(self._fold, self._sounds, text, read.dense, read.coded))
        if read.coded:
            cut = min(cut, self._guises.opening(self._fold, text, read.dense, read.coded))
        if read.once:
            cut = min(cut, stretched_opening(self._fold, self._phrases, text, read.once, read.seen))
        return read.findings, _lowered(cut, read.held) if read.held else cut

    def _long(self, text: str) -> list[Finding]:
        found, base, size = list[Finding](), 0, BLOCK
        while base + size < len(text):
            seen, cut = self.tail(text[base : base + size])
            found += [f.shifted(base) for f in seen if f.at and f.at[1] <= cut]
            base += cut
            size = BLOCK if cut > size // 2 else 2 * size
        return found + [f.shifted(base) for f in self._read([text[base:]])[0].findings]

    def _read(self, texts: list[str]) -> list[_Reading]:
        """These texts read, each table over all of them before the next: a processor keeps one near, not all."""
        known = self._phrases
        folded = [self._fold.read(text) for text in texts]
        exact = [known.automaton.find_overlapping(row.dense) if known.automaton else [] for row in folded]
        coded = ["" if row.dense.isascii() else self._han.coded(row.points) for row in folded]
        guised = [
            self._guises.hits(self._fold, text, row.dense, code) if code else []
            for text, row, code in zip(texts, folded, coded, strict=True)
        ]
        heard = [self._sounds.found(code, row.dense) if code else [] for code, row in zip(coded, folded, strict=True)]
        return [self._reading(*row) for row in zip(texts, folded, coded, exact, heard, guised, strict=True)]

    def _reading(
        self, text: str, folded: Folded, coded: str, exact: list[Match], heard: list[Heard], guised: list[Hit]
    ) -> _Reading:
        dense = folded.dense
        once = _REPEATS.sub(r"\1", dense) if self._may_stretch(folded) else ""
        automaton = self._phrases.stretched_automaton if once else None
        stretched = automaton.find_overlapping(once) if automaton else []
        noisy = folded.kept is None or len(text) - len(dense) > INVISIBLE_LIMIT
        hidden = invisible_runs(self._fold, text) if noisy else []
        if not (exact or stretched or heard or guised or hidden):
            return _Reading([], dense, once, coded, None, hidden)
        hits, seen = self._hits(text, folded, exact, stretched, heard)
        found, held = _scored(text, hits + guised)
        found |= {(run, EVASION): 1.0 for run in hidden}
        findings = [Finding(risk, found[at, risk], self.id, at) for at, risk in sorted(found)]
        return _Reading(findings, dense, once, coded, seen, held + hidden)

    def _may_stretch(self, folded: Folded) -> bool:
        """Whether some repeat in the text can be one that a phrase is stretched by."""
        dense = folded.dense
        end = len(dense) - 2
        for at in _doubles(folded):
            if is_letter(dense[at]):
                if at == end or dense[at + 2] == dense[at]:
                    return True
            elif dense[at - 1 : at + 1] in self._phrases.inner_pairs:
                return True
        return False

    def _hits(
        self, text: str, folded: Folded, exact: list[Match], stretched: list[Match], heard: list[Heard]
    ) -> tuple[list[Hit], View | None]:
        """The hits that are there, and the view of the text where one was needed."""
        known, hits, rest = self._phrases, list[Hit](), list[Match]()
        found = places(self._fold, text, folded) if exact or heard else None
        for match in exact:
            phrase = known.phrase(known.texts[match[2]])
            if found is None or not phrase.bare:
                rest.append(match)
            elif span := found.bridged(match[0], match[1]):
                hits += [(span, entry) for entry in phrase.entries]
        if not (rest or stretched or (heard and found is None)):
            spans = ((found.bridged(start, end), entries) for start, end, entries in heard) if found else ()
            return hits + [(span, entry) for span, entries in spans if span for entry in entries], None
        seen = view(self._fold, text)
        for start, end, entries in heard:
            if bridged(seen, start, _NO_GAPS, range(end - start)):
                hits += [(seen.source(start, end), entry) for entry in entries]
        for start, end, number in rest:
            phrase = known.phrase(known.texts[number])
            if phrase.fits(seen, start, end):
                hits += [(seen.source(start, end), entry) for entry in phrase.entries]
        runs = repeats(seen.dense) if stretched else []
        for start, end, number in stretched:
            phrase = known.stretched[number]
            if span := stretched_span(phrase.text, phrase.gaps, seen, runs[start:end]):
                hits += [(seen.source(*span), entry) for entry in phrase.entries]
        return hits, seen


@lru_cache(maxsize=2)
def _ready(lexicon: Lexicon) -> tuple[Phrases, Sounds, Guises]:
    """A lexicon made ready for matching: once, however often the same is asked for."""
    with _undisturbed():
        sounding = sounds(lexicon.entries)
        return phrases(lexicon), sounding, guises(sounding)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the garbage collector, which would go through all that is built here time and again, for nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _doubles(folded: Folded) -> Iterable[int]:
    """Where a character is followed by its like."""
    if len(folded.dense) <= SHORT:
        return [found.start() for found in _DOUBLE.finditer(folded.dense)] if _DOUBLE.search(folded.dense) else ()
    return np.flatnonzero(folded.points[1:] == folded.points[:-1]).tolist()


def _scored(text: str, hits: list[Hit]) -> tuple[Scores, list[Span]]:
    """The score of each risk at each place, and the spans that no cut may split."""
    found: Scores = {(place, entry.risk): 1.0 for place, entry in hits if entry.weight == 1}
    held = [place for place, _ in hits]
    for sentence in sentences(text, [hit for hit in hits if hit[1].weight < 1]):
        held.append((sentence.start, sentence.end))
        for place, risk, score in sentence.scored():
            found[place, risk] = max(score, found.get((place, risk), 0.0))
    return found, held


def _lowered(cut: int, held: list[Span]) -> int:
    """The cut, moved back to the start of every span that it would split."""
    for start, end in sorted(held, key=lambda span: span[1], reverse=True):
        if end <= cut:
            break
        cut = min(cut, start)
    return cut
