"""pii.bank_card: 16 to 19 digits that begin as issued cards do, with their Luhn digit (ISO/IEC 7812)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.identifier import ALONE_AFTER, ALONE_BEFORE, CERTAIN, SHAPE_ONLY, Identifier, digits, luhn
from guiju.checks.pii.naming import Name
from guiju.checks.pii.run import Run

RISK = "pii.bank_card"

_ISSUED = r"(?:62|60|65|4|5[0-8]|2[2-7]|35|36|30|38|68|69|81|88|9[0459])"
_PLAIN = re.compile(rf"{ALONE_BEFORE}((?={_ISSUED})\d{{16,19}}){ALONE_AFTER}")
_FOURS = rf"(?={_ISSUED})\d{{4}}(?:[ -]{{1,2}}\d{{4}}){{3}}"
_GROUPED = re.compile(rf"{ALONE_BEFORE}(?=({_FOURS}){ALONE_AFTER})")
_GROUPED_LONG = re.compile(rf"{ALONE_BEFORE}(?=({_FOURS}[ -]{{1,2}}\d{{1,3}}){ALONE_AFTER})")
_IN_TWO = re.compile(rf"{ALONE_BEFORE}(?=(\d{{6}}[ -]{{1,2}}\d{{10,13}}){ALONE_AFTER})")
_SINGLE = re.compile(rf"{ALONE_BEFORE}(?=(\d(?: \d){{15,18}}|\d(?:-\d){{15,18}})(?! \d){ALONE_AFTER})")
_LEAST = 16
_BEGINS = re.compile(_ISSUED)


def bank_cards(run: Run) -> Iterator[Identifier]:
    """Whole numbers, groups of four, six and the rest, or every digit alone, which only counts where called a card."""
    if len(run.text) < _LEAST:
        return
    for pattern in (_PLAIN, _GROUPED_LONG, _GROUPED, _IN_TWO, _SINGLE):
        for found in pattern.finditer(run.text):
            number = digits(found[1])
            if _BEGINS.match(number) and luhn(number) and len(set(number)) > 1:
                score = CERTAIN if pattern is not _SINGLE or run.called is Name.CARD else SHAPE_ONLY
                yield Identifier(RISK, found.start(1), found.end(1), score)
