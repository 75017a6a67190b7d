"""The opening: where the part of a text begins that what follows may still turn into a hit."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.checks.bridging import NOISE_LIMIT, alive, noise
from guiju.checks.fold import LETTER, SPELLED, Fold, is_spelled
from guiju.checks.phrases import Phrases
from guiju.checks.places import run_start, source_of
from guiju.checks.sounding import Sounds
from guiju.checks.stretching import Beginning, is_letter, runs_of
from guiju.checks.view import RUN_LIMIT, View, repeats, view


def opening(fold: Fold, phrases: Phrases, text: str, dense: str, starts: Sequence[int], seen: View | None) -> int:
    """The first place of the text from which something is still open: a run of spelled or of invisible characters at
    its end, or the beginning of a phrase. ``dense`` is the folded text, ``starts`` are the places in it where phrases
    may begin that are not short, ``seen`` its view if there is one already.
    """
    run = run_start(fold, text)
    inside = len(fold.dense(text[run:])) if run < len(text) else 0
    for length in phrases.begun.suffixes(dense, inside + 1, starts):
        gaps, start = phrases.begun.gaps(dense[-length:]), source_of(fold, text, length)
        if gaps is not None and _inside_word(fold, text, start, dense[-length - 1 : 1 - length or None]):
            continue
        if len(text) - start - length > NOISE_LIMIT or gaps is not None:
            seen = seen or view(fold, text)
            first = len(dense) - length
            if seen.glued[first] or not alive(seen, first, gaps or frozenset(), range(length), length):
                continue
        return min(run, start)
    return run


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


def sounding_opening(fold: Fold, sounds: Sounds, text: str, dense: str, coded: str) -> int:
    """The same for the beginnings of phrases that are written with other characters of their sounds; ``coded`` is what
    the dense text sounds like."""
    for length in sounds.begun.suffixes(coded):
        if sounds.hides(dense[-length:]):
            start = source_of(fold, text, length)
            if len(text) - start - length <= NOISE_LIMIT or noise(view(fold, text), length) <= NOISE_LIMIT:
                return start
    return len(text)


def _begun(phrases: Phrases, once: str) -> tuple[Beginning, ...]:
    begun = phrases.begun_stretched.get(once, ())
    if once in phrases.begun and (len(once) > 1 or is_letter(once)):
        return (*begun, Beginning(runs_of(once), phrases.begun.gaps(once) or frozenset()))
    return begun


def _inside_word(fold: Fold, text: str, start: int, pair: str) -> bool:
    """Whether the second of two dense characters, the one at ``start``, goes on with a word: known without a view where
    nothing lies between the two and no run can be long enough to be split."""
    if len(pair) < 2 or len(text) > RUN_LIMIT or not all(map(is_spelled, pair)):
        return False
    return start > 0 and fold.kinds[ord(text[start - 1])] in (LETTER, SPELLED)
