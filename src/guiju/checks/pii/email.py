"""pii.email: an address of electronic mail (the dot-atom form of RFC 5322)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.identifier import CERTAIN, Identifier
from guiju.checks.pii.run import Run

RISK = "pii.email"

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9_])([A-Za-z0-9_][A-Za-z0-9._%+-]{0,63})@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}"
    r"([A-Za-z]{2,24})(?![A-Za-z0-9@])"
)
_NOBODY = "git"
_FILES = frozenset(["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "ico"])


def emails(run: Run) -> Iterator[Identifier]:
    """Addresses; names of picture files such as icon@2x.png are none, nor is what repositories are fetched from."""
    if "@" in run.text:
        for found in _EMAIL.finditer(run.text):
            if found[1].lower() != _NOBODY and found[2].lower() not in _FILES:
                yield Identifier(RISK, found.start(), found.end(), CERTAIN)
