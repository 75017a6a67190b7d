"""Phrases: a lexicon made ready for matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from guiju.checks.beginnings import HEAD, Beginnings
from guiju.checks.bridging import bridged, parted, whole
from guiju.checks.covers import covers
from guiju.checks.fold import is_spelled
from guiju.checks.lexicon import Entry, Lexicon
from guiju.checks.spelled import Spelled, spelled
from guiju.checks.spelling import HALF
from guiju.checks.stretching import (
    Beginning,
    beginnings,
    begins_otherwise,
    collapsed,
    is_letter,
    stretchable,
    triples,
)
from guiju.checks.view import View

Match = tuple[int, int, int]
Exact = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One folded phrase, or a spelling of one, and all entries that list it. ``gaps`` are the places where white noise
    is bridged; ``spoken`` is what is spelled by its sound, which no end of a clause parts."""

    text: str
    entries: tuple[Entry, ...]
    gaps: frozenset[int]
    spoken: bool = False
    bare: bool = field(init=False)
    """Whether none of its characters is spelled: it begins and ends anywhere, and bridges all noise alike."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "bare", not any(map(is_spelled, self.text)))

    def fits(self, view: View, start: int, end: int) -> bool:
        """Whether the phrase, found at this span of the dense text, is there: whole runs, and gaps that may be."""
        if not (whole(view, start, end) and bridged(view, start, self.gaps, range(end - start))):
            return False
        return not (self.spoken and parted(view, start, self.gaps))


class Met(NamedTuple):
    """What stands in a folded text: phrases as (start, end, text); the places where they may begin; and what else was
    looked for, as (start, end, number)."""

    exact: list[Exact]
    starts: list[int]
    others: list[Match]


@dataclass(frozen=True)
class Phrases:
    """All phrases and their spellings with their automaton and their beginnings; a phrase is made when it is asked for.
    ``others`` are looked for in the same pass. What a text can stretch is made ready with the first text that may have
    stretched something.
    """

    listed: Mapping[str, tuple[Entry, ...]]
    spelled: Spelled
    others: Sequence[str] = ()
    begun: Beginnings = field(init=False, repr=False)
    _heads: list[str] = field(init=False, repr=False)
    _automaton: CharwiseDoubleArrayAhoCorasick | None = field(init=False, repr=False)
    _made: dict[str, Phrase] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        texts = sorted(dict.fromkeys((*self.spelled, *self.listed)))
        begun = Beginnings(texts, lambda text: _open_gaps(self.phrase(text)))
        object.__setattr__(self, "begun", begun)
        object.__setattr__(self, "_heads", begun.heads)
        object.__setattr__(self, "_automaton", _automaton([*begun.heads, *self.others]))

    def met(self, dense: str) -> Met:
        """What stands in a folded text."""
        found = self._automaton.find_overlapping(dense) if self._automaton else []
        if not found:
            return _NOTHING
        met, count = Met([], [], []), len(self._heads)
        for start, end, number in found:
            if number >= count:
                met.others.append((start, end, number - count))
            elif end - start < HEAD:
                met.exact.append((start, end, self._heads[number]))
            else:
                met.starts.append(start)
                for text in self.begun.standing(dense, start, self._heads[number]):
                    met.exact.append((start, start + len(text), text))
        return met

    def phrase(self, text: str) -> Phrase:
        """The phrase of this text, or what is spelled so."""
        if text not in self._made:
            self._made[text] = _listed(text, self.listed[text]) if text in self.listed else self._spelled(text)
        return self._made[text]

    def _spelled(self, text: str) -> Phrase:
        """All that is spelled so."""
        found = list(self.spelled.of(text))
        entries = tuple(replace(entry, weight=entry.weight * HALF) if one.half else entry for entry, one in found)
        spoken = any(map(is_spelled, text)) and not is_spelled(found[0][0].phrase[0])
        return Phrase(text, entries, frozenset[int]().union(*(one.breaks for _, one in found)), spoken)

    @cached_property
    def stretched(self) -> list[str]:
        """The listed phrases that a text can stretch."""
        return [text for text in self.listed if stretchable(text)]

    @cached_property
    def _stretched_automaton(self) -> CharwiseDoubleArrayAhoCorasick | None:
        """What finds them in a text without repeats."""
        return _automaton([collapsed(text) for text in self.stretched])

    @cached_property
    def inner(self) -> Mapping[str, str]:
        """Each character that a phrase can be stretched by inside, with the one before it, and what may follow."""
        found: dict[str, str] = {}
        for around in {around for text in self.stretched for around in triples(text)}:
            found[around[:2]] = found.get(around[:2], "") + around[2]
        return found

    def may_stretch(self, dense: str, at: int) -> bool:
        """Whether a phrase may be stretched by a character that stands twice: a letter only three times, or at the end
        of the text."""
        char, behind = dense[at], at + 2
        if is_letter(char):
            return dense[behind : behind + 1] in ("", char)
        if (around := self.inner.get(dense[at - 1 : at + 1])) is None:
            return False
        while dense[behind : behind + 1] == char:
            behind += 1
        return behind == len(dense) or dense[behind] in around

    def stretched_in(self, dense: str) -> tuple[str, list[Match]]:
        """A folded text without repeats, and where in it phrases stand, by their number in ``stretched``."""
        once = collapsed(dense)
        return once, self._stretched_automaton.find_overlapping(once) if self._stretched_automaton else []

    @cached_property
    def begun_stretched(self) -> Mapping[str, tuple[Beginning, ...]]:
        """By what is left once repeats are dropped, the beginnings in which repeats count."""
        return _begun_stretched(self.phrase(text) for text in self.stretched if begins_otherwise(text))


def phrases(lexicon: Lexicon, others: Sequence[str] = ()) -> Phrases:
    """The lexicon and the covers of its phrases, ready for matching, with others to be looked for."""
    listed: dict[str, tuple[Entry, ...]] = {}
    for entry in lexicon.entries:
        listed[entry.phrase] = (*listed.get(entry.phrase, ()), entry)
    written = spelled(lexicon.entries)
    for cover in covers(lambda text: text in listed or text in written):
        listed.setdefault(cover.phrase, (cover,))
    return Phrases(listed, written, others)


_NOTHING = Met([], [], [])


def _listed(text: str, entries: tuple[Entry, ...]) -> Phrase:
    return Phrase(text, entries, frozenset[int]().union(*(entry.breaks for entry in entries)))


def _automaton(texts: list[str]) -> CharwiseDoubleArrayAhoCorasick | None:
    return CharwiseDoubleArrayAhoCorasick(texts) if texts else None


def _open_gaps(phrase: Phrase) -> frozenset[int]:
    """The gaps, and the places where anything is bridged because a script without spaces begins or ends."""
    if phrase.text.isascii():
        return phrase.gaps
    spelled = [is_spelled(char) for char in phrase.text]
    return phrase.gaps | {at for at, (one, two) in enumerate(pairwise(spelled), 1) if not (one and two)}


def _begun_stretched(stretched: Iterable[Phrase]) -> dict[str, tuple[Beginning, ...]]:
    found: dict[str, set[Beginning]] = {}
    for phrase in stretched:
        for beginning in beginnings(phrase.text, _open_gaps(phrase)):
            found.setdefault("".join(char for char, _ in beginning.runs), set()).add(beginning)
    return {text: tuple(begun) for text, begun in found.items()}
