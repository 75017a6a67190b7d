"""pii.passport: the number of a passport of the People's Republic of China. It has no check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.identifier import ALONE_AFTER, ALONE_BEFORE, LIKELY, SHAPE_ONLY, Identifier
from guiju.checks.pii.naming import Name
from guiju.checks.pii.run import Run

RISK = "pii.passport"

_PASSPORT = re.compile(rf"{ALONE_BEFORE}([EG]\d{{8}}|E[A-HJ-NP-Z]\d{{7}}|[DSP]E\d{{7}}|[DSP]\d{{8}}){ALONE_AFTER}")
_AMBIGUOUS = re.compile(r"[DSP]\d{8}|.(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def passports(run: Run) -> Iterator[Identifier]:
    """Letters and digits of the issued series; what is as likely a product code or a date is only a shape.

    So is the series G, of which no passport is valid any more, where nothing calls it a passport.
    """
    if run.text.isdecimal():
        return
    for found in _PASSPORT.finditer(run.text):
        unlikely = found[1][0] == "G" and run.called is not Name.PASSPORT
        score = SHAPE_ONLY if unlikely or _AMBIGUOUS.fullmatch(found[1]) else LIKELY
        yield Identifier(RISK, found.start(1), found.end(1), score)
