"""pii.id_card: a citizen's identity number (GB 11643): 18 characters, the last for checking, or 15 in the old form.

And what residents of Hong Kong, Macau and Taiwan travel with, which has no check digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from guiju.checks.pii.identifier import (
    ALONE_AFTER,
    ALONE_BEFORE,
    CERTAIN,
    GAP,
    LIKELY,
    SHAPE_ONLY,
    Identifier,
    digits,
    luhn,
)
from guiju.checks.pii.naming import Name
from guiju.checks.pii.run import Run

RISK = "pii.id_card"

_NOW = re.compile(rf"{ALONE_BEFORE}(?=(\d(?:{GAP}\d){{16}}{GAP}[\dXx]){ALONE_AFTER})")
_OLD = re.compile(rf"{ALONE_BEFORE}(\d{{15}}){ALONE_AFTER}")
_PERMIT = re.compile(rf"{ALONE_BEFORE}([HM]\d{{8}}(?:\d{{2}})?|\d{{8}}){ALONE_AFTER}")
_OLD_SCORE, _OLD_LENGTH = 0.8, 15
_REGIONS = (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54)
REGIONS = frozenset(map(str, (*_REGIONS, 61, 62, 63, 64, 65, 71, 81, 82, 83)))
"""First two digits of a GB/T 2260 region code."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_cards(run: Run) -> Iterator[Identifier]:
    """Candidates with a region and a date of birth that exist. Gaps are accepted only where the check holds."""
    if len(run.text) >= _OLD_LENGTH:
        yield from _by_birth(run)
    called = run.called is Name.PERMIT
    if called or "H" in run.text or "M" in run.text:
        for found in _PERMIT.finditer(run.text):
            if found[1][0] in "HM" or called:
                score = LIKELY if called and found[1][0] in "HM" else SHAPE_ONLY
                yield Identifier(RISK, found.start(1), found.end(1), score)


def _by_birth(run: Run) -> Iterator[Identifier]:
    for found in _NOW.finditer(run.text):
        number = digits(found[1]).upper()
        if number[:2] not in REGIONS or not _born(number[6:14]):
            continue
        if check_character(number[:17]) == number[17]:
            yield Identifier(RISK, found.start(1), found.end(1), CERTAIN)
        elif len(found[1]) == len(number):
            yield Identifier(RISK, found.start(1), found.end(1), SHAPE_ONLY)
    for found in _OLD.finditer(run.text):
        number = found[1]
        if number[:2] in REGIONS and _born("19" + number[6:12]):
            # Numbers of devices have 15 digits too, and a Luhn digit that an old identity number has by chance only.
            yield Identifier(RISK, found.start(1), found.end(1), SHAPE_ONLY if luhn(number) else _OLD_SCORE)


def check_character(number: str) -> str:
    """The check character for the first 17 digits (ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=True)) % 11]


def _born(day: str) -> bool:
    if day[:2] not in ("18", "19", "20"):
        return False
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return True
