"""words: a lexicon's phrases in text, through whatever folds and noise they are written with."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from guiju.checks.bridging import bridged
from guiju.checks.covers import uncovered
from guiju.checks.filled import Filled
from guiju.checks.fold import SHORT, Fold, Folded, fold
from guiju.checks.guises import Guise, Guises, guises
from guiju.checks.han import Han, han
from guiju.checks.invisible import INVISIBLE_LIMIT, invisible_runs
from guiju.checks.lettered import DIGITS, Lettered, Lettering, lettered
from guiju.checks.lexicon import Lexicon
from guiju.checks.opening import opening, sounding_opening, stretched_opening
from guiju.checks.phrases import Exact, Match, Phrases, phrases
from guiju.checks.places import is_calm, places, source_of
from guiju.checks.sentence import Hit, sentences
from guiju.checks.sieve import Sieve, Sifted
from guiju.checks.sounding import Heard, Sounds, sounds
from guiju.checks.stretching import doubles, stretched_span
from guiju.checks.view import View, repeats, view
from guiju.core.check import Cost, Finding, Span
from guiju.core.content import Content

EVASION = "attack.evasion"

BLOCK = 8192
"""Characters read at once; of a longer text the rest is read from the cut on, which the law of the cut allows."""

_ID = "words@2026.11"

_NO_GAPS = frozenset[int]()

_NONE_HEARD: list[Heard] = []
_NONE_STRETCHED: list[Match] = []
_NO_GUISES: list[Guise] = []

Scores = dict[tuple[Span, str], float]


class _Reading(NamedTuple):
    """One text read: findings; its folded form, that without repeats where it may have stretched something, and what
    it sounds like; where phrases may begin that are not short; its guises; what it is read as where signs may be
    letters; its view where one was needed; the spans that no cut may split. Made for every chunk of a stream, hence a
    tuple."""

    findings: list[Finding]
    dense: str
    once: str
    coded: str
    starts: list[int]
    guises: list[Guise]
    lettering: Lettering | None
    seen: View | None
    held: list[Span]


@dataclass(frozen=True)
class Words:
    """The words check: inline, threshold 1.

    A word of weight 1 is a finding of score 1 at its place in the text as written. Softer words carry the sum of
    their risk's weights in the sentence. Phrases that overlap are all found, though of soft ones only one adds to the
    sum; inside an ordinary word none is. A run of more than 256 invisible characters is a finding of its own.
    """

    lexicon: Lexicon
    id: str = _ID
    threshold: float = 1.0
    cost: Cost = "inline"
    risks: frozenset[str] = field(init=False)
    _phrases: Phrases = field(init=False, repr=False)
    _sounds: Sounds = field(init=False, repr=False)
    _guises: Guises = field(init=False, repr=False)
    _lettered: Lettered = field(init=False, repr=False)
    _filled: Filled = field(init=False, repr=False)
    _fold: Fold = field(init=False, repr=False)
    _han: Han = field(init=False, repr=False)
    _sieve: Sieve = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "risks", frozenset(e.risk for e in self.lexicon.entries) | {EVASION})
        known, sounding, guised, letters = _ready(self.lexicon)
        object.__setattr__(self, "_phrases", known)
        object.__setattr__(self, "_sounds", sounding)
        object.__setattr__(self, "_guises", guised)
        object.__setattr__(self, "_lettered", letters)
        object.__setattr__(self, "_filled", Filled(known))
        object.__setattr__(self, "_fold", fold())
        object.__setattr__(self, "_han", han())
        object.__setattr__(self, "_sieve", Sieve(fold(), han(), known, guised, letters, self._filled))

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row, in the order of the text."""
        texts = [content.text for content in batch]
        if len(texts) == 1:
            return [self._whole(texts[0])]
        left = self._sieve.left([text if len(text) <= BLOCK else "" for text in texts])
        left |= {row: None for row, text in enumerate(texts) if len(text) > BLOCK}
        return [self._of(text, left[row]) if row in left else [] for row, text in enumerate(texts)]

    def _of(self, text: str, sifted: Sifted | None) -> list[Finding]:
        """Findings in a text that the sieve has left."""
        if sifted is None:
            return self._whole(text)
        hits, _ = self._hits(text, Folded(sifted.dense), sifted.exact, _NONE_STRETCHED, sifted.heard)
        return self._found(_scored(text, hits)[0])

    def settled(self, text: str) -> int:
        """See Check.settled."""
        return self.tail(text)[1]

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        read, fold = self._read(text), self._fold
        cut, known = opening(fold, self._phrases, text, read.dense, read.starts, read.seen)
        held = known
        if read.coded is not read.dense:
            held = sounding_opening(fold, self._sounds, text, read.dense, read.coded, held)
            begun = self._filled.opening(read.dense)
            if begun > held and is_calm(fold, text, begun):
                held = begun
        held = self._guises.opening(fold, text, read.dense, read.coded, read.guises, held)
        if held > known:
            cut = min(cut, source_of(fold, text, held))
        if read.lettering:
            cut = min(cut, self._lettered.opening(fold, text, read.lettering))
        if read.once:
            cut = min(cut, stretched_opening(fold, self._phrases, text, read.once, read.seen))
        if not read.lettering:
            return read.findings, _lowered(cut, read.held) if read.held else cut
        before = -1
        while cut != before:
            before, cut = cut, _lowered(self._lettered.whole(fold, text, read.lettering, cut), read.held)
        return read.findings, cut

    def _whole(self, text: str) -> list[Finding]:
        """Findings in a text, of a long one piece by piece."""
        found, base, size = list[Finding](), 0, BLOCK
        while base + size < len(text):
            seen, cut = self.tail(text[base : base + size])
            found += [f.shifted(base) for f in seen if f.at and f.at[1] <= cut]
            base += cut
            size = BLOCK if cut > size // 2 else 2 * size
        return found + [f.shifted(base) for f in self._read(text[base:]).findings]

    def _read(self, text: str) -> _Reading:
        folded = self._fold.read(text)
        dense, met = folded.dense, self._phrases.met(folded.dense)
        coded, heard, guised, exact = dense, _NONE_HEARD, _NO_GUISES, met.exact
        if not dense.isascii():
            if filling := self._filled.places(folded):
                exact = [*exact, *self._filled.found(dense, filling)]
            coded = self._han.coded(dense, folded.points)
            heard = self._sounds.found(coded, dense)
            guised = self._guises.met(self._fold, text, folded, coded, met.others)
        hidden = self._guises.hits(self._fold, text, dense, coded, guised) if guised else []
        lettering = None
        letters = self._lettered
        if dense[-1:] in DIGITS or (met.others and letters.paired(met.others)) or letters.hides(text):
            lettering = letters.read(self._fold, text)
            hidden = [*hidden, *lettering.hits] if lettering.hits else hidden
        once, stretched = "", _NONE_STRETCHED
        repeated = doubles(folded)
        if repeated and any(self._phrases.may_stretch(dense, at) for at in repeated):
            once, stretched = self._phrases.stretched_in(dense)
        noisy = len(text) - len(dense) > INVISIBLE_LIMIT or (len(text) > SHORT and folded.kept is None)
        runs = invisible_runs(self._fold, text) if noisy else []
        if not (exact or stretched or heard or hidden or runs):
            return _Reading([], dense, once, coded, met.starts, guised, lettering, None, runs)
        hits, seen = self._hits(text, folded, exact, stretched, heard)
        scores, held = _scored(text, hits + hidden)
        scores |= {(run, EVASION): 1.0 for run in runs}
        return _Reading(self._found(scores), dense, once, coded, met.starts, guised, lettering, seen, held + runs)

    def _found(self, scores: Scores) -> list[Finding]:
        return [Finding(risk, scores[at, risk], self.id, at) for at, risk in sorted(scores)]

    def _hits(
        self, text: str, folded: Folded, exact: list[Exact], stretched: list[Match], heard: list[Heard]
    ) -> tuple[list[Hit], View | None]:
        """The hits that are there, and the view of the text where one was needed."""
        known, hits, rest = self._phrases, list[Hit](), list[Exact]()
        found = places(self._fold, text, folded) if exact or heard else None
        for match in exact:
            phrase = known.phrase(match[2])
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
        for start, end, listed in rest:
            phrase = known.phrase(listed)
            if phrase.fits(seen, start, end):
                hits += [(seen.source(start, end), entry) for entry in phrase.entries]
        runs = repeats(seen.dense) if stretched else []
        for start, end, number in stretched:
            phrase = known.phrase(known.stretched[number])
            if span := stretched_span(phrase.text, phrase.gaps, seen, runs[start:end]):
                hits += [(seen.source(*span), entry) for entry in phrase.entries]
        return hits, seen


@lru_cache(maxsize=2)
def _ready(lexicon: Lexicon) -> tuple[Phrases, Sounds, Guises, Lettered]:
    """A lexicon made ready for matching: once, however often the same is asked for."""
    with _undisturbed():
        sounding = sounds(lexicon.entries)
        guised = guises(sounding)
        letters = lettered(lexicon.entries, len(guised.pairs))
        return phrases(lexicon, (*guised.pairs, *letters.pairs)), sounding, guised, letters


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


def _scored(text: str, hits: list[Hit]) -> tuple[Scores, list[Span]]:
    """The score of each risk at each place, and the spans that no cut may split."""
    held = [place for place, _ in hits]
    left = uncovered(hits)
    found: Scores = {(place, entry.risk): 1.0 for place, entry in left if entry.weight == 1}
    for sentence in sentences(text, [hit for hit in left if hit[1].weight < 1]):
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
