"""code: secrets in code and text, and signs of malware in code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from guiju.checks.code.malware import malware
from guiju.checks.code.secrets import secrets
from guiju.checks.whole import Whole
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

SECRET: Final = "code.secret"
MALWARE: Final = "code.malware"


@dataclass(frozen=True)
class Code(Whole):
    """The check of code: inline, threshold 0.5.

    A secret is a finding at its place, so that it can be masked. Malware is one finding per piece of code, from the
    first to the last of the signs that together make it so; a sign alone is none. Code is judged as a whole, so no
    text can be cut: a policy names this check trailing.
    """

    id: str = "code@2026.11"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset((SECRET, MALWARE))

    def found(self, content: Content) -> list[Finding]:
        """See Whole."""
        text = content.text
        found = [Finding(SECRET, one.score, self.id, one.at) for one in secrets(text)]
        found += [Finding(MALWARE, seen.score, self.id, seen.at) for seen in malware(text)]
        return sorted(found, key=lambda f: (f.at, f.risk))
