"""Lettered: phrases of letters, any of which are written as digits, as signs, or as flags and tags of letters.

What looks like a letter is read as one, at the same place in the text, and the phrases are looked for once more; in a
hit each character is the phrase's own or stands for it. ``i`` and ``l`` are read alike, as both look like 1.
"""

from __future__ import annotations

import re
from codecs import utf_16_le_encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_letters, ascii_lowercase
from typing import NamedTuple

from guiju.checks.fold import INVISIBLE, SPELLED, Fold
from guiju.checks.lexicon import Entry
from guiju.checks.opening import opening
from guiju.checks.phrases import Exact, Match, Phrases
from guiju.checks.places import run_start
from guiju.checks.sentence import Hit
from guiju.checks.spelled import NO_TABLE, Spelled
from guiju.checks.spelling import HIDDEN
from guiju.checks.view import View, view

DIGITS: Mapping[str, str] = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
}  # fmt: skip
SIGNS: Mapping[str, str] = {"@": "a", "$": "s", "!": "il"}
"""Which letters a digit or a sign stands for."""

LEAST = 3
"""Characters from which a phrase is looked for so."""

_SHORT, _OWN = 5, 2
"""How many characters of a phrase stand as they are: so many of one that is no longer; of others one."""

_FLAG, _TAG = 0x1F1E6, 0xE0000
_PICTURES = {_FLAG + at: char for at, char in enumerate(ascii_lowercase)} | {
    _TAG + ord(char): char.lower() for char in ascii_letters
}
_SKELETON = str.maketrans({digit: letters[0] for digit, letters in DIGITS.items()} | {"l": "i"})
_SIGN = re.compile(r"[@!$](?=[@!$]{0,2}[0-9A-Za-z])|(?<=[0-9A-Za-z])[@!](?=\$)|(?<=[0-9A-Za-z@!$])\$|(?<!\S)@(?!\S)")
_SIGNED = re.compile(rf"{_SIGN.pattern}|[@!$]\Z")
_CHAIN = 3
_LAST = re.compile(r"[@!$]+\Z")
_PICTURE = re.compile(f"[{chr(_FLAG)}-{chr(_FLAG + 25)}{chr(_TAG + 0x41)}-{chr(_TAG + 0x7A)}]")


class Lettering(NamedTuple):
    """A text as it is read, the same folded, and the hits in it."""

    shown: str
    dense: str
    starts: list[int]
    hits: list[Hit]


@dataclass(frozen=True, slots=True, eq=False)
class Lettered:
    """The phrases that are looked for so; ``pairs`` are a letter and a digit that stand side by side in one of them,
    looked for together with other pairs, from the ``first``-th on."""

    phrases: Phrases
    pairs: tuple[str, ...]
    first: int

    def paired(self, pairs: Iterable[Match]) -> list[int]:
        """Where in a folded text the pairs stand."""
        return [start for start, _, number in pairs if number >= self.first]

    def hides(self, text: str) -> bool:
        """Whether signs, flags or tags may be letters here."""
        if ("@" in text or "$" in text or "!" in text) and _SIGNED.search(text):
            return True
        if text.isascii() or len(utf_16_le_encode(text, "surrogatepass")[0]) == 2 * len(text):
            return False
        return _PICTURE.search(text) is not None

    def read(self, fold: Fold, text: str) -> Lettering:
        """What a text is read as, and what stands in it."""
        shown = _SIGN.sub(_letter, text)
        if not text.isascii():
            shown = shown.translate(_PICTURES)
        dense = fold.dense(shown).translate(_SKELETON)
        met = self.phrases.met(dense)
        hits = list(self._hits(text, view(fold, shown), met.exact)) if met.exact else []
        return Lettering(shown, dense, met.starts, hits)

    def opening(self, fold: Fold, text: str, read: Lettering) -> int:
        """The first place of a text from which something is still open; a sign at its end may become a letter."""
        last = _LAST.search(text, max(0, len(text) - _CHAIN))
        if not last:
            return opening(fold, self.phrases, read.shown, read.dense, read.starts, None)[0]
        shown = read.shown[: last.start()] + "".join(SIGNS[sign][0] for sign in last[0])
        dense = fold.dense(shown).translate(_SKELETON)
        return opening(fold, self.phrases, shown, dense, self.phrases.met(dense).starts, None)[0]

    def whole(self, fold: Fold, text: str, read: Lettering, cut: int) -> int:
        """A cut of a text, moved back to the start of the letters that it would split as they are read."""
        if cut == len(text) or fold.kinds[ord(read.shown[cut])] not in (SPELLED, INVISIBLE):
            return cut
        start = run_start(fold, read.shown[: cut + 1])
        return cut if read.shown[start:cut] == text[start:cut] else start

    def _hits(self, text: str, seen: View, exact: Iterable[Exact]) -> Iterator[Hit]:
        for start, end, listed in exact:
            phrase = self.phrases.phrase(listed)
            if phrase.fits(seen, start, end):
                for entry in phrase.entries:
                    if _stands(text, seen, start, entry.phrase):
                        yield seen.source(start, end), entry


def lettered(entries: Iterable[Entry], first: int = 0) -> Lettered:
    """The phrases of letters that are worth hiding, ready for matching; ``first`` as there."""
    listed: dict[str, tuple[Entry, ...]] = {}
    pairs: set[str] = set()
    for entry in entries:
        phrase = entry.phrase
        if len(phrase) >= LEAST and phrase.isascii() and entry.weight >= HIDDEN:
            skeleton = phrase.translate(_SKELETON)
            listed[skeleton] = (*listed.get(skeleton, ()), entry)
            for one, two in pairwise(phrase):
                pairs.update(one + digit for digit in _DIGITS_FOR.get(two, ""))
                pairs.update(digit + two for digit in _DIGITS_FOR.get(one, ""))
    return Lettered(Phrases(listed, Spelled(NO_TABLE, ())), tuple(sorted(pairs)), first)


def _stands(text: str, seen: View, start: int, phrase: str) -> bool:
    """Whether each character found is that of the phrase or stands for it, and enough are its own."""
    own = 0
    for here, char in enumerate(phrase, start):
        sign, shown = SIGNS.get(text[seen.at[here]]), seen.dense[here]
        if shown == char and not sign:
            own += 1
        elif char not in (sign or DIGITS.get(shown, "")):
            return False
    return own >= (_OWN if len(phrase) <= _SHORT else 1)


_DIGITS_FOR = {
    letter: "".join(digit for digit, letters in DIGITS.items() if letter in letters) for letter in ascii_lowercase
}


def _letter(sign: re.Match[str]) -> str:
    return SIGNS[sign[0]][0]
