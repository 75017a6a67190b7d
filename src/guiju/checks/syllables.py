"""Syllables: letters read as pinyin."""

from __future__ import annotations

from functools import lru_cache

from guiju.checks.han import han

SYLLABLES = 7
"""Syllables of pinyin that a guise may have."""

LETTERS = 6
"""Letters that a syllable may have."""

LONGEST = SYLLABLES * (LETTERS + 1)
"""Letters and digits that a guise may have."""

TONES = "12345"

_READINGS = 4


@lru_cache(1 << 12)
def readings(run: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """A few ways to read letters as syllables, each with the code of its sound and its letters."""
    if not run:
        return ((),)
    codes, found = han().syllables, list[tuple[tuple[str, int], ...]]()
    for size in range(min(LETTERS, len(run)), 0, -1):
        if code := codes.get(run[:size]):
            taken = size + (run[size : size + 1] in TONES and size < len(run))
            found += [((code, taken), *rest) for rest in readings(run[taken:]) if len(rest) < SYLLABLES]
    return tuple(found[:_READINGS])


@lru_cache(1 << 14)
def first_syllables(letters: str) -> str:
    """The codes of the syllables that letters may begin with."""
    return "".join(han().syllables.get(letters[: at + 1], "") for at in range(len(letters)))


@lru_cache(1 << 14)
def last_syllables(letters: str) -> str:
    """The codes of the syllables that letters may end with."""
    return "".join(han().syllables.get(letters[at:], "") for at in range(len(letters)))


@lru_cache(1 << 12)
def may_be_pinyin(run: str) -> bool:
    """Whether letters are syllables, the last of which may be begun."""
    ends = {0}
    for at in range(len(run)):
        if at in ends:
            for size in range(1, min(LETTERS, len(run) - at) + 1):
                if run[at : at + size] in han().syllables:
                    ends.add(at + size)
                    ends.update({at + size + 1} if run[at + size : at + size + 1] in tuple(TONES) else ())
    return len(run) in ends or any(run[at:] in _begun_syllables() for at in ends)


@lru_cache(1)
def _begun_syllables() -> frozenset[str]:
    return frozenset(syllable[:size] for syllable in han().syllables for size in range(1, len(syllable)))
