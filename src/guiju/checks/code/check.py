"""code: secrets in code and text, and signs of malware in code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from guiju.checks.code.malware import malware
from guiju.checks.code.secrets import secrets
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

SECRET: Final = "code.secret"
MALWARE: Final = "code.malware"


@dataclass(frozen=True)
class Code:
    """The check of code: inline, threshold 0.5.

    A secret is a finding at its place, so that it can be masked. Malware is one finding per piece of code, from the
    first to the last of the signs that together make it so; a sign alone is none. Code is judged as a whole, so no
    text can be cut: a policy names this check trailing.
    """

    id: str = "code@2026.11"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset((SECRET, MALWARE))

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row, in the order of the text."""
        return [self._found(content.text) for content in batch]

    def settled(self, text: str) -> int:
        """See Check.settled: what a piece of code does is known at its end."""
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return self._found(text), 0

    def _found(self, text: str) -> list[Finding]:
        found = [Finding(SECRET, one.score, self.id, one.at) for one in secrets(text)]
        found += [Finding(MALWARE, seen.score, self.id, seen.at) for seen in malware(text)]
        return sorted(found, key=lambda f: (f.at, f.risk))
