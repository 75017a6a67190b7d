"""abuse: the abuses of the draft's article 19, and help for crime."""

from __future__ import annotations

from dataclasses import dataclass

from guiju.checks.learned import says_anything, weigher
from guiju.checks.whole import Whole
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

LEAST = 0.05
"""Below this probability nothing is told."""

KINDS = ("abuse.crime", "abuse.hype", "abuse.malware", "abuse.marketing", "abuse.posting", "abuse.spam")


@dataclass(frozen=True)
class Abuse(Whole):
    """The abuse check: inline, from weights that come with this version.

    A finding's score is the probability that the text is of this kind; it has no one place. Of kinds below the
    threshold only the most probable one is told.
    """

    id: str = "abuse@2026.11"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset(KINDS)

    def found(self, content: Content) -> list[Finding]:
        """See Whole."""
        if not says_anything(content.text):
            return []
        scores = weigher().abuses(content)
        worst = max(scores, key=scores.__getitem__)
        return [
            Finding(risk, score, self.id)
            for risk, score in scores.items()
            if score >= LEAST and (risk == worst or score >= self.threshold)
        ]
