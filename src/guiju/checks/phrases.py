"""Phrases: a lexicon made ready for matching, with what may lie between the characters of each phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from daachorse import CharwiseDoubleArrayAhoCorasick

from guiju.checks.fold import is_spelled
from guiju.checks.lexicon import Entry, Lexicon
from guiju.checks.view import View
from guiju.core.check import Span

NOISE_LIMIT = 64
"""Visible noise characters that are bridged inside one hit, all its gaps together."""

_SPREAD_LEAST = 3
"""Spelled letters from which a phrase may be written letter by letter with spaces between."""

_STRETCH_LEAST = 3
"""Repeats from which a letter counts as stretched: words of many languages double letters, none trebles them."""

Runs = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One folded phrase and all entries that list it. ``gaps`` are the places where white noise is bridged."""

    text: str
    entries: tuple[Entry, ...]
    gaps: frozenset[int]

    def fits(self, view: View, start: int, end: int) -> bool:
        """Whether the phrase, found at this span of the dense text, is there: whole runs, and gaps that may be."""
        return whole(view, start, end) and bridged(view, start, self.gaps, range(end - start))


@dataclass(frozen=True, slots=True)
class Stretched:
    """A phrase where the text repeats its characters more often than it does.

    ``runs`` are the phrase's own, or the first of them where this is a beginning (``partial``).
    """

    text: str
    entries: tuple[Entry, ...]
    gaps: frozenset[int]
    runs: Runs
    partial: bool = False

    def span(self, view: View, met: list[Span]) -> Span | None:
        """Its span in the dense text, given the runs of equal characters that its own runs met; None where it is
        not there, or is there without repeats and so seen already.
        """
        taken = _taken(self.runs, met)
        if taken is None or sum(e - s for s, e in taken) == len(self.text):
            return None
        start, end = taken[0][0], taken[-1][1]
        if not (whole(view, start, end) and bridged(view, start, self.gaps, _places(self.runs, taken))):
            return None
        return start, end

    def opening(self, view: View, met: list[Span]) -> int | None:
        """Where in the dense text this beginning starts, of which the last run ends the text; None where it cannot."""
        start, end = met[-1]
        if not self.partial and end - start >= self.runs[-1][1]:
            return None
        taken = _taken(self.runs[:-1], met[:-1], opens=True)
        if taken is None:
            return None
        taken.append((start, end))
        first = taken[0][0]
        if view.glued[first] or not alive(view, first, self.gaps, _places(self.runs, taken)):
            return None
        return first


def _taken(wanted: Runs, met: list[Span], opens: bool = False) -> list[Span] | None:
    """What each run of the phrase takes of the run it met: all of it inside, the nearest characters at the ends."""
    taken, last = [], len(met) - 1 + opens
    for number, ((char, least), (start, end)) in enumerate(zip(wanted, met, strict=True)):
        if not _stretches(char, least, end - start):
            return None
        if is_spelled(char) or 0 < number < last:
            taken.append((start, end))
        else:
            taken.append((start, start + least) if number else (end - least, end))
    return taken


def _stretches(char: str, least: int, met: int) -> bool:
    """Whether ``met`` repeats in the text can stand for ``least`` in the phrase."""
    if met == least or not is_spelled(char):
        return met >= least
    return met >= max(_STRETCH_LEAST, least + 1) and not char.isdigit()


def _places(wanted: Runs, taken: list[Span]) -> list[int]:
    """For each dense character taken, its place in the phrase; -1 for a repeat. One more for what comes next."""
    places, here = [], 0
    for (_, least), (start, end) in zip(wanted, taken, strict=True):
        places += [here, *(here + n if end - start == least else -1 for n in range(1, end - start))]
        here += least
    return places


def whole(view: View, start: int, end: int) -> bool:
    """Whether a span of the dense text begins and ends no place inside a run of spelled characters."""
    return not view.glued[start] and not (end < len(view.dense) and view.glued[end])


def bridged(view: View, start: int, gaps: frozenset[int], places: Sequence[int], opens: bool = False) -> bool:
    """Whether the noise between the dense characters from ``start`` on, at these places of a phrase, may be bridged.

    White noise between spelled characters is, where the phrase has a gap or every letter stands alone; noise between
    two digits only where the phrase has a gap; other visible noise always; all within NOISE_LIMIT.
    """
    end = start + len(places)
    noise = view.visible[end - 1] - view.visible[start]
    if not noise:
        return True
    if noise > NOISE_LIMIT:
        return False
    for here, place in zip(range(start, end), places, strict=True):
        if here == start or view.visible[here] == view.visible[here - 1] or place in gaps:
            continue
        before, after = view.dense[here - 1], view.dense[here]
        if not (is_spelled(before) and is_spelled(after)):
            continue
        if before.isdigit() and after.isdigit():
            return False
        if view.white[here] != view.white[here - 1] and not _spread(view, start, end, opens):
            return False
    return True


def alive(view: View, start: int, gaps: frozenset[int], places: Sequence[int]) -> bool:
    """Whether the dense text from ``start`` to its end, being the beginning of a phrase, can still become it."""
    end = len(view.dense)
    if view.visible[end] - view.visible[start] > NOISE_LIMIT or not bridged(view, start, gaps, places, opens=True):
        return False
    closed = view.white[end] != view.white[end - 1] and is_spelled(view.dense[-1])
    return not closed or places[-1] + 1 in gaps or _spread(view, start, end, opens=True)


def _spread(view: View, start: int, end: int, opens: bool) -> bool:
    """Whether every spelled letter of a span stands alone and, where nothing can follow, they make up a word."""
    if any(view.glued[start + 1 : end]):
        return False
    return opens or sum(map(is_spelled, view.dense[start:end])) >= _SPREAD_LEAST


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """All phrases, their automata, and their beginnings.

    ``beginnings`` has every proper prefix, with the gaps that some phrase beginning so has up to its end, or None
    where all its characters are of scripts without spaces. ``pairs`` has any two neighbours in such a prefix.
    ``inner_pairs`` has a character that a phrase may stretch inside itself, with the one before it.
    ``stretched_beginnings`` has, by what is left once repeats are collapsed, the beginnings of stretched phrases.
    """

    phrases: tuple[Phrase, ...]
    automaton: CharwiseDoubleArrayAhoCorasick | None
    beginnings: Mapping[str, frozenset[int] | None]
    pairs: frozenset[str]
    longest: int
    stretched: tuple[Stretched, ...]
    stretched_automaton: CharwiseDoubleArrayAhoCorasick | None
    inner_pairs: frozenset[str]
    stretched_beginnings: Mapping[str, tuple[Stretched, ...]]
    stretched_longest: int


def phrases(lexicon: Lexicon) -> Phrases:
    """The lexicon, ready for matching."""
    by_text: dict[str, list[Entry]] = {}
    for entry in lexicon.entries:
        by_text.setdefault(entry.phrase, []).append(entry)
    ready = tuple(Phrase(text, tuple(found), _gaps(text, found)) for text, found in by_text.items())
    stretched = tuple(Stretched(p.text, p.entries, p.gaps, runs_of(p.text)) for p in ready if _stretchable(p.text))
    starts, stretched_starts = _beginnings(ready), _stretched_beginnings(stretched)
    return Phrases(
        ready, _automaton([p.text for p in ready]), starts, frozenset(start[-2:] for start in starts if len(start) > 1),
        max(map(len, starts), default=0),
        stretched, _automaton([collapsed(s.runs) for s in stretched]), frozenset(_inner_pairs(stretched)),
        stretched_starts, max(map(len, stretched_starts), default=0),
    )  # fmt: skip


def _automaton(texts: list[str]) -> CharwiseDoubleArrayAhoCorasick | None:
    return CharwiseDoubleArrayAhoCorasick(texts) if texts else None


def _gaps(text: str, entries: Iterable[Entry]) -> frozenset[int]:
    return frozenset().union(*(e.breaks for e in entries))


def runs_of(text: str) -> Runs:
    """A text as (character, repeats)."""
    return tuple((char, sum(1 for _ in same)) for char, same in groupby(text))


def collapsed(runs: Runs) -> str:
    """What is left of a text once repeats are dropped."""
    return "".join(char for char, _ in runs)


def _stretchable(text: str) -> bool:
    """Where repeats at either end change nothing, only a run inside can hide the phrase; a letter can anywhere."""
    runs = runs_of(text)
    return len(runs) >= 3 or (len(runs) == 2 and any(is_letter(char) for char, _ in runs))


def is_letter(char: str) -> bool:
    """Whether a folded character is spelled and no digit."""
    return is_spelled(char) and not char.isdigit()


def _inner_pairs(stretched: Iterable[Stretched]) -> Iterator[str]:
    for one in stretched:
        for (before, _), (char, _) in pairwise(one.runs[:-1]):
            yield before + char


def _beginnings(ready: Iterable[Phrase]) -> dict[str, frozenset[int] | None]:
    found: dict[str, set[int]] = {}
    for phrase in ready:
        gaps = _all_gaps(phrase.text, phrase.gaps)
        for end in range(1, len(phrase.text)):
            found.setdefault(phrase.text[:end], set()).update(g for g in gaps if g <= end)
    return {text: frozenset(gaps) if any(map(is_spelled, text)) else None for text, gaps in found.items()}


def _all_gaps(text: str, gaps: frozenset[int]) -> frozenset[int]:
    """The gaps, and the places where anything is bridged because a script without spaces begins or ends."""
    return gaps | {at for at in range(1, len(text)) if not (is_spelled(text[at - 1]) and is_spelled(text[at]))}


def _stretched_beginnings(stretched: Iterable[Stretched]) -> dict[str, tuple[Stretched, ...]]:
    found: dict[str, set[Stretched]] = {}
    for one in stretched:
        gaps = _all_gaps(one.text, one.gaps)
        first = 1 if is_letter(one.text[0]) else 2
        for end in range(first, len(one.runs) + 1):
            runs, partial = one.runs[:end], end < len(one.runs)
            begun = frozenset(g for g in gaps if g <= sum(count for _, count in runs))
            found.setdefault(collapsed(runs), set()).add(Stretched("", (), begun, runs, partial))
    return {text: tuple(beginnings) for text, beginnings in found.items()}
