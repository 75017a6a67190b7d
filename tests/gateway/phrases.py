"""A check for the tests of the gate: plain phrases, found in the plainest way, so that it hides none of its faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from guiju.core.check import Finding
from guiju.core.content import Content


@dataclass(frozen=True)
class Phrases:
    """Finds every occurrence of each phrase; ``risks_of`` maps a phrase to its risk."""

    risks_of: tuple[tuple[str, str], ...]
    id: str = "phrases@1"
    threshold: float = 0.5
    cost: Literal["inline", "thread"] = "inline"

    @property
    def risks(self) -> frozenset[str]:
        return frozenset(risk for _, risk in self.risks_of)

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        return [self.found(content.text) for content in batch]

    def found(self, text: str) -> list[Finding]:
        hits = []
        for phrase, risk in self.risks_of:
            at = text.find(phrase)
            while at >= 0:
                hits.append(Finding(risk, 1.0, self.id, (at, at + len(phrase))))
                at = text.find(phrase, at + 1)
        return hits

    def settled(self, text: str) -> int:
        cut = len(text)
        for phrase, _ in self.risks_of:
            for length in range(1, len(phrase)):
                if text.endswith(phrase[:length]):
                    cut = min(cut, len(text) - length)
        lowered = True
        while lowered:
            lowered = False
            for finding in self.found(text):
                if finding.at and finding.at[0] < cut < finding.at[1]:
                    cut, lowered = finding.at[0], True
        return cut

    def tail(self, text: str) -> tuple[list[Finding], int]:
        return self.found(text), self.settled(text)
