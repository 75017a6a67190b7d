"""pii.plate: a vehicle's number plate (GA 36), the eight-character plates of new-energy vehicles included."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.identifier import LIKELY, Identifier
from guiju.checks.pii.run import PLATE_ENDS, PROVINCES, Run

RISK = "pii.plate"

_CHAR = "A-HJ-NP-Z0-9"
_SERIAL = rf"(?:[A-HJK][{_CHAR}]\d{{4}}|\d{{5}}[A-HJK]|[{_CHAR}]{{5}}|[{_CHAR}]{{4}}[{PLATE_ENDS}])"
_PLATE = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z][ ·.-]?{_SERIAL}(?![0-9A-Za-z_])(?!-[0-9A-Za-z])")
_LEAST_DIGITS = 3


def plates(run: Run) -> Iterator[Identifier]:
    """A province, an office and a serial of at least three digits (two where a class sign follows)."""
    if run.text[0] not in PROVINCES:
        return
    for found in _PLATE.finditer(run.text.upper()):
        serial = found[0][2:]
        if sum(c.isdigit() for c in serial) + (serial[-1] in PLATE_ENDS) >= _LEAST_DIGITS:
            yield Identifier(RISK, found.start(), found.end(), LIKELY)
