"""pii.uscc: the unified social credit code (GB 32100), 18 characters with a check character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.id_card import REGIONS
from guiju.checks.pii.identifier import ALONE_AFTER, ALONE_BEFORE, CERTAIN, LIKELY, Identifier
from guiju.checks.pii.run import Run

RISK = "pii.uscc"

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_REGISTERED = "(?:1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)"
_CODE = re.compile(rf"{ALONE_BEFORE}({_REGISTERED}\d{{6}}[{ALPHABET}]{{10}}){ALONE_AFTER}")
_NATIONAL = "10"
_LENGTH = 18


def credit_codes(run: Run) -> Iterator[Identifier]:
    """Codes of a registering department and a region that exist, with the right check character."""
    if len(run.text) < _LENGTH:
        return
    for found in _CODE.finditer(run.text.upper()):
        code = found[1]
        if (code[2:4] in REGIONS or code[2:4] == _NATIONAL) and check_character(code[:17]) == code[17]:
            # Only digits may as well be a bank card, which has the better claim where its own digit holds.
            yield Identifier(RISK, found.start(1), found.end(1), LIKELY if code.isdigit() else CERTAIN)


def check_character(code: str) -> str:
    """The check character for the first 17 (GB 32100: powers of 3, modulo 31)."""
    total = sum(ALPHABET.index(char) * pow(3, n, 31) for n, char in enumerate(code))
    return ALPHABET[-total % 31]
