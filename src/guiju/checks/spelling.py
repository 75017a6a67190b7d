"""Spellings: how a phrase is written by who hides it, each a phrase itself, so that it is matched like any other.

Turned the other way round, each family is a finite transducer from the hidden spelling to the phrase; folds of single
characters (fold), noise (view), repeats (stretching), homophones (sounding), signs for letters (lettered) and fillings
(filled) are read from the text instead, where spellings would be too many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

from guiju.checks.fold import is_spelled
from guiju.checks.han import Han, han
from guiju.checks.lexicon import Entry

HIDDEN, HIDDEN_LONG = 0.5, 0.7
"""Weights from which a phrase, and a phrase of more than SHORT characters, is looked for in other spellings."""

SHORT, LONG = 4, 8
"""Characters up to which any of them may be spelled otherwise, and up to which all of them may."""

HALF = 0.5
"""The share of the weight that is left to a spelling that is as good as another word."""

_LETTERS, _SHOWN = 6, 3
_TURNED = str.maketrans("bqdpnu69", "qbpdun96")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling: folded, with the places where something may stand between spelled characters; ``half`` where it is as
    good as another word, and half of the weight is left."""

    text: str
    breaks: frozenset[int] = frozenset()
    half: bool = False


def spellings(entry: Entry) -> Iterator[Spelling]:
    """Other spellings of a phrase that is worth hiding."""
    phrase, table = entry.phrase, han()
    if entry.weight < worth_hiding(phrase):
        return
    if all(char in table.sounds for char in phrase):
        if 1 < len(phrase) <= LONG:
            for of_han in HAN_FAMILIES:
                yield from of_han(phrase, table)
    elif all(map(is_spelled, phrase)):
        for of_letters in LETTER_FAMILIES:
            yield from of_letters(phrase, entry.breaks)


def worth_hiding(phrase: str) -> float:
    """The weight from which a phrase is looked for in other spellings."""
    return HIDDEN if len(phrase) <= SHORT or is_spelled(phrase[0]) else HIDDEN_LONG


def pinyin(phrase: str, table: Han) -> Iterator[Spelling]:
    """By sound: all characters, with tones too; in a short phrase any."""
    toned = [table.sounds[char] for char in phrase]
    plain = [sound[:-1] for sound in toned]
    for chosen in _choices(len(phrase)):
        pieces = [plain[at] if at in chosen else char for at, char in enumerate(phrase)]
        if len(chosen) < len(phrase) or sum(map(len, pieces)) >= _LETTERS:
            yield Spelling("".join(pieces), _edges(pieces), len(phrase) == 2)
    yield Spelling("".join(toned), _edges(toned), len(phrase) == 2)


def initials(phrase: str, table: Han) -> Iterator[Spelling]:
    """By the first letters of its sounds: any one of them, of three characters only that inside, as letters before and
    behind two often are units; and all, where those are many. Of other phrases a list has them as phrases."""
    letters = [table.sounds[char][0] for char in phrase]
    if len(phrase) >= _LETTERS:
        yield Spelling("".join(letters), half=True)
    for at, letter in enumerate(letters):
        if len(phrase) > _SHOWN or (len(phrase) == _SHOWN and at == 1):
            yield Spelling(phrase[:at] + letter + phrase[at + 1 :])


def split(phrase: str, table: Han) -> Iterator[Spelling]:
    """By the parts of characters: all that have two; in a short phrase any of them."""
    able = [at for at, char in enumerate(phrase) if char in table.parts]
    sizes = range(1, len(able)) if len(phrase) <= SHORT else ()
    for taken in (*(few for size in sizes for few in combinations(able, size)), *([able] if able else [])):
        text = "".join(table.parts[char] if at in taken else char for at, char in enumerate(phrase))
        yield Spelling(text, half=len(phrase) == 2)


def alike(phrase: str, table: Han) -> Iterator[Spelling]:
    """By a character that looks like one of its own, where that makes no common word of it."""
    for at, char in enumerate(phrase):
        for other in table.alike.get(char, ""):
            text = phrase[:at] + other + phrase[at + 1 :]
            if uncommon(text, [at], table):
                yield Spelling(text, half=len(phrase) == 2)


def backwards(phrase: str, table: Han) -> Iterator[Spelling]:
    """Read from its end, where that is no row of common words."""
    text = phrase[::-1]
    if len(phrase) > 2 and text != phrase and not all(a + b in table.common for a, b in pairwise(text)):
        yield Spelling(text)


def turned(phrase: str, breaks: frozenset[int]) -> Iterator[Spelling]:
    """Upside down, read either way (the turned letters themselves are folded), and read from its end."""
    if len(phrase) < SHORT:
        return
    back = frozenset(len(phrase) - at for at in breaks)
    for text, places in (
        (phrase.translate(_TURNED)[::-1], back), (phrase.translate(_TURNED), breaks), (phrase[::-1], back),
    ):  # fmt: skip
        if text != phrase:
            yield Spelling(text, places)


def uncommon(text: str, changed: Iterable[int], table: Han) -> bool:
    """Whether none of these characters makes a common word with the one before or behind it."""
    return not any(
        text[start : start + 2] in table.common
        for at in changed
        for start in (at - 1, at)
        if 0 <= start < len(text) - 1
    )


def _choices(count: int) -> Iterator[tuple[int, ...]]:
    """Every choice among so many; of many all alone."""
    for size in range(1, count + 1) if count <= SHORT else (count,):
        yield from combinations(range(count), size)


def _edges(pieces: list[str]) -> frozenset[int]:
    """Where two spelled pieces meet."""
    ends = accumulate(map(len, pieces))
    return _shared(
        tuple(end for end, (one, two) in zip(ends, pairwise(pieces), strict=False) if one[-1] < "\u1100" > two[0])
    )


@lru_cache(1 << 16)
def _shared(places: tuple[int, ...]) -> frozenset[int]:
    return frozenset(places)


HAN_FAMILIES: tuple[Callable[[str, Han], Iterator[Spelling]], ...] = (pinyin, initials, split, alike, backwards)
LETTER_FAMILIES: tuple[Callable[[str, frozenset[int]], Iterator[Spelling]], ...] = (turned,)
