"""The opening: where the part of a text begins that what follows may still turn into a hit."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.checks.bridging import alive
from guiju.checks.fold import INVISIBLE, LETTER, SPELLED, Fold, is_spelled
from guiju.checks.phrases import Phrases
from guiju.checks.places import is_calm, run_start, source_of
from guiju.checks.sounding import Sounds
from guiju.checks.stretching import Beginning, is_letter, runs_of
from guiju.checks.view import RUN_LIMIT, View, repeats, view


def opening(
    fold: Fold, phrases: Phrases, text: str, dense: str, starts: Sequence[int], seen: View | None
) -> tuple[int, int]:
    """The first place of the text from which something is still open: a run of spelled or of invisible characters at
    its end, or the beginning of a phrase; and how many folded characters are held so. ``dense`` is the folded text,
    ``starts`` are the places in it where phrases may begin that are not short, ``seen`` its view if there is one.
    """
    run = run_start(fold, text)
    inside = len(fold.dense(text[run:])) if run < len(text) else 0
    for length in phrases.begun.suffixes(dense, inside + 1, starts):
        gaps = phrases.begun.gaps(dense[-length:])
        if gaps is None and is_calm(fold, text, length):
            return min(run, source_of(fold, text, length)), length
        start = source_of(fold, text, length)
        if gaps is not None and _inside_word(fold, text, start, dense[-length - 1 : 1 - length or None]):
            continue
        seen = seen or view(fold, text)
        first = len(dense) - length
        if not seen.glued[first] and alive(seen, first, gaps or frozenset(), range(length), length):
            return min(run, start), length
    return run, inside


def stretched_opening(fold: Fold, phrases: Phrases, text: str, once: str, seen: View | None) -> int:
    """The same for the beginnings of phrases that the text stretches; ``once`` is the dense text without repeats."""
    for length in range(min(phrases.begun.longest + 1, len(once)), 0, -1):
        begun = _begun(phrases, once[-length:])
        if begun:
            seen = seen or view(fold, text)
            met = repeats(seen.dense)[-length:]
            starts = [start for beginning in begun if (start := beginning.start(seen, met)) is not None]
            if starts:
                return seen.at[min(starts)]
    return len(text)


def sounding_opening(fold: Fold, sounds: Sounds, text: str, dense: str, coded: str, held: int) -> int:
    """How many folded characters are held, so many at least, for beginnings of phrases that are written with other
    characters of their sounds; ``coded`` is what the dense text sounds like."""
    for length in sounds.begun.suffixes(coded, held + 1):
        if sounds.hides(dense[-length:]) and is_calm(fold, text, length):
            return length
    return held


def _begun(phrases: Phrases, once: str) -> tuple[Beginning, ...]:
    begun = phrases.begun_stretched.get(once, ())
    if once in phrases.begun and (len(once) > 1 or is_letter(once)):
        return (*begun, Beginning(runs_of(once), phrases.begun.gaps(once) or frozenset()))
    return begun


def _inside_word(fold: Fold, text: str, start: int, pair: str) -> bool:
    """Whether the second of two dense characters, the one at ``start``, goes on with a word: known without a view where
    nothing lies between the two and their run is not so long that it is split."""
    if len(pair) < 2 or not all(map(is_spelled, pair)) or not start:
        return False
    kinds, first = fold.kinds, start
    if len(text) > RUN_LIMIT:
        while first and start - first < RUN_LIMIT and kinds[ord(text[first - 1])] in (SPELLED, INVISIBLE):
            first -= 1
    return start - first < RUN_LIMIT and kinds[ord(text[start - 1])] in (LETTER, SPELLED)
