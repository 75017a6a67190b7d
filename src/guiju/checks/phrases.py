"""Phrases: a lexicon made ready for matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from daachorse import CharwiseDoubleArrayAhoCorasick

from guiju.checks.beginnings import Beginnings
from guiju.checks.bridging import bridged, whole
from guiju.checks.fold import is_spelled
from guiju.checks.lexicon import Entry, Lexicon
from guiju.checks.spelling import HALF, spellings
from guiju.checks.stretching import Beginning, beginnings, collapsed, inner_pairs, stretchable
from guiju.checks.view import View


@dataclass(frozen=True, slots=True)
class Phrase:
    """One folded phrase, or a spelling of one, and all entries that list it. ``gaps`` are the places where white noise
    is bridged, ``signs`` those where a sign must stand."""

    text: str
    entries: tuple[Entry, ...]
    gaps: frozenset[int]
    signs: tuple[tuple[int, str], ...] = ()

    @property
    def bare(self) -> bool:
        """Whether none of its characters is spelled: it begins and ends anywhere, and bridges all noise alike."""
        return not any(map(is_spelled, self.text))

    def fits(self, view: View, start: int, end: int) -> bool:
        """Whether the phrase, found at this span of the dense text, is there: whole runs, and gaps that may be."""
        if not (whole(view, start, end) and bridged(view, start, self.gaps, range(end - start))):
            return False
        return all(view.between(start + at) == sign for at, sign in self.signs)


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """All phrases and their spellings, those that a text can stretch, their automata, and their beginnings.

    ``inner_pairs`` has a character that a phrase can be stretched by inside, with the one before it.
    ``begun_stretched`` has, by what is left once repeats are dropped, the beginnings in which repeats count.
    """

    phrases: tuple[Phrase, ...]
    automaton: CharwiseDoubleArrayAhoCorasick | None
    begun: Beginnings
    stretched: tuple[Phrase, ...]
    stretched_automaton: CharwiseDoubleArrayAhoCorasick | None
    inner_pairs: frozenset[str]
    begun_stretched: Mapping[str, tuple[Beginning, ...]]


def phrases(lexicon: Lexicon) -> Phrases:
    """The lexicon, ready for matching."""
    ready: dict[str, Phrase] = {}
    for entry in lexicon.entries:
        _add(ready, Phrase(entry.phrase, (entry,), entry.breaks))
    listed = tuple(ready.values())
    stretched = tuple(phrase for phrase in listed if stretchable(phrase.text))
    spelled: dict[str, Phrase] = {}
    for entry in lexicon.entries:
        whole: tuple[Entry, ...] = (entry,)
        part: tuple[Entry, ...] = ()
        for one in spellings(entry):
            if one.half and not part:
                part = (replace(entry, weight=entry.weight * HALF),)
            if one.text not in ready:
                _add(spelled, Phrase(one.text, part if one.half else whole, one.breaks, one.signs))
    ready |= spelled
    return Phrases(
        tuple(ready.values()), _automaton(list(ready)),
        Beginnings(ready, lambda text: _open_gaps(ready[text])),
        stretched, _automaton([collapsed(phrase.text) for phrase in stretched]),
        frozenset(pair for phrase in stretched for pair in inner_pairs(phrase.text)), _begun_stretched(stretched),
    )  # fmt: skip


def _add(known: dict[str, Phrase], new: Phrase) -> None:
    """Adds a phrase, or to the one of its text its entries; where signs tell the two apart the first stays."""
    old = known.setdefault(new.text, new)
    if old is not new and old.signs == new.signs:
        known[new.text] = Phrase(new.text, old.entries + new.entries, old.gaps | new.gaps, old.signs)


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
