"""code: secrets in code and text, and signs of malware in code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from guiju.checks.code.malware import malware
from guiju.checks.code.secrets import secrets
from guiju.checks.whole import Whole
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

SECRET: Final = "code.secret"
MALWARE: Final = "code.malware"

Part = Literal["all", "secrets", "malware"]


@dataclass(frozen=True)
class Code(Whole):
    """The check of code: inline, threshold 0.5.

    A secret is a finding at its place, so that it can be masked. Malware is one finding per piece of code, from the
    first to the last of the signs that together make it so; a sign alone is none. Code is judged for malware as a
    whole, so no text can be cut and a policy names this check trailing. For a stream it comes in two parts, which
    together find what it finds: ``secrets``, which waits for little, and ``malware``.
    """

    part: Part = "all"
    id: str = field(init=False)
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        risks = {"secrets": (SECRET,), "malware": (MALWARE,), "all": (SECRET, MALWARE)}[self.part]
        object.__setattr__(self, "id", "code-malware@2026.11" if self.part == "malware" else "code@2026.11")
        object.__setattr__(self, "risks", frozenset(risks))

    def found(self, content: Content) -> list[Finding]:
        """See Whole."""
        text, found = content.text, list[Finding]()
        if SECRET in self.risks:
            found = self._secrets(text)[0]
        if MALWARE in self.risks:
            found += [Finding(MALWARE, seen.score, self.id, seen.at) for seen in malware(text)]
        return sorted(found, key=lambda f: (f.at, f.risk))

    def settled(self, text: str) -> int:
        """See Check.settled."""
        return self.tail(text)[1]

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return self._secrets(text) if self.part == "secrets" else super().tail(text)

    def _secrets(self, text: str) -> tuple[list[Finding], int]:
        found, cut = secrets(text)
        return [Finding(SECRET, one.score, self.id, one.at) for one in found], cut
