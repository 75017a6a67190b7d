"""abuse: the abuses of the draft's article 19, and help for crime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guiju.checks.learned import says_anything, weigher
from guiju.core.check import Cost, Finding
from guiju.core.content import Content, Kind, Stage

LEAST = 0.05
"""Below this probability nothing is told."""

KINDS = ("abuse.crime", "abuse.hype", "abuse.malware", "abuse.marketing", "abuse.posting", "abuse.spam")


@dataclass(frozen=True)
class Abuse:
    """The abuse check: inline, from weights that come with this version.

    A finding's score is the probability that the text is of this kind; it has no one place. Of kinds below the
    threshold only the most probable one is told.
    """

    id: str = "abuse@2026.11"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset(KINDS)

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row."""
        return [self._found(content) for content in batch]

    def settled(self, text: str) -> int:
        """See Check.settled: a text is judged whole."""
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return self._found(Content("", Stage.ANSWER, Kind.TEXT, "assistant", text)), 0

    def _found(self, content: Content) -> list[Finding]:
        if not says_anything(content.text):
            return []
        scores = weigher().abuses(content)
        worst = max(scores, key=scores.__getitem__)
        return [
            Finding(risk, score, self.id)
            for risk, score in scores.items()
            if score >= LEAST and (risk == worst or score >= self.threshold)
        ]
