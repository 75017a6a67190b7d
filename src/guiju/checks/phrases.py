"""Phrases: a lexicon made ready for matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from guiju.checks.bridging import bridged, whole
from guiju.checks.fold import is_spelled
from guiju.checks.lexicon import Entry, Lexicon
from guiju.checks.stretching import Beginning, beginnings, collapsed, inner_pairs, stretchable
from guiju.checks.view import View


@dataclass(frozen=True, slots=True)
class Phrase:
    """One folded phrase and all entries that list it. ``gaps`` are the places where white noise is bridged."""

    text: str
    entries: tuple[Entry, ...]
    gaps: frozenset[int]

    def fits(self, view: View, start: int, end: int) -> bool:
        """Whether the phrase, found at this span of the dense text, is there: whole runs, and gaps that may be."""
        return whole(view, start, end) and bridged(view, start, self.gaps, range(end - start))


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """All phrases, those that a text can stretch, their automata, and their beginnings.

    ``begun`` has every proper prefix, with the gaps that some phrase beginning so has up to its end, or None where
    all its characters are of scripts without spaces. ``pairs`` has any two neighbours in such a prefix.
    ``inner_pairs`` has a character that a phrase can be stretched by inside, with the one before it.
    ``begun_stretched`` has, by what is left once repeats are dropped, the beginnings in which repeats count.
    """

    phrases: tuple[Phrase, ...]
    automaton: CharwiseDoubleArrayAhoCorasick | None
    begun: Mapping[str, frozenset[int] | None]
    pairs: frozenset[str]
    longest: int
    stretched: tuple[Phrase, ...]
    stretched_automaton: CharwiseDoubleArrayAhoCorasick | None
    inner_pairs: frozenset[str]
    begun_stretched: Mapping[str, tuple[Beginning, ...]]


def phrases(lexicon: Lexicon) -> Phrases:
    """The lexicon, ready for matching."""
    by_text: dict[str, list[Entry]] = {}
    for entry in lexicon.entries:
        by_text.setdefault(entry.phrase, []).append(entry)
    ready = tuple(Phrase(text, tuple(found), _gaps(found)) for text, found in by_text.items())
    stretched = tuple(phrase for phrase in ready if stretchable(phrase.text))
    begun = _begun(ready)
    return Phrases(
        ready, _automaton([phrase.text for phrase in ready]),
        begun, frozenset(text[-2:] for text in begun if len(text) > 1), max(map(len, begun), default=0),
        stretched, _automaton([collapsed(phrase.text) for phrase in stretched]),
        frozenset(pair for phrase in stretched for pair in inner_pairs(phrase.text)), _begun_stretched(stretched),
    )  # fmt: skip


def _automaton(texts: list[str]) -> CharwiseDoubleArrayAhoCorasick | None:
    return CharwiseDoubleArrayAhoCorasick(texts) if texts else None


def _gaps(entries: Iterable[Entry]) -> frozenset[int]:
    return frozenset().union(*(entry.breaks for entry in entries))


def _begun(ready: Iterable[Phrase]) -> dict[str, frozenset[int] | None]:
    found: dict[str, frozenset[int] | None] = {}
    for phrase in ready:
        gaps, spelled = _open_gaps(phrase), False
        for end in range(1, len(phrase.text)):
            spelled = spelled or is_spelled(phrase.text[end - 1])
            text = phrase.text[:end]
            found[text] = (found.get(text) or frozenset()) | {g for g in gaps if g <= end} if spelled else None
    return found


def _open_gaps(phrase: Phrase) -> frozenset[int]:
    """The gaps, and the places where anything is bridged because a script without spaces begins or ends."""
    text = phrase.text
    return phrase.gaps | {at for at in range(1, len(text)) if not (is_spelled(text[at - 1]) and is_spelled(text[at]))}


def _begun_stretched(stretched: Iterable[Phrase]) -> dict[str, tuple[Beginning, ...]]:
    found: dict[str, set[Beginning]] = {}
    for phrase in stretched:
        for beginning in beginnings(phrase.text, _open_gaps(phrase)):
            found.setdefault("".join(char for char, _ in beginning.runs), set()).add(beginning)
    return {text: tuple(begun) for text, begun in found.items()}
