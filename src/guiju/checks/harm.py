"""harm: is a text harmful as it is met: asked of a model, said by itself, or given as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guiju.checks.learned import says_anything, weigher
from guiju.checks.whole import Whole
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

NEAR = 0.6
"""A kind of harm is named beside the most probable one where it is at least so probable, in shares of that."""

LEAST = 0.05
"""Below this probability nothing is told."""

_SAME = {
    "abuse.crime": "a1.h", "abuse.malware": "a1.h", "abuse.hype": "a3.b", "abuse.marketing": "a3.b",
    "abuse.posting": "a4.g", "abuse.spam": "a4.g",
}  # fmt: skip
RISKS = (
    *(f"a1.{c}" for c in "abcdefgh"), *(f"a2.{c}" for c in "abcdefghi"), *(f"a3.{c}" for c in "abcde"),
    *(f"a4.{c}" for c in "abcdefg"), "a5.a", "a5.b",
)  # fmt: skip
"""The 31 risks of annex A."""


@dataclass(frozen=True)
class Harm(Whole):
    """The harm check: inline, from weights that come with this version.

    A finding's score is the probability that the text is harmful, its risk the most probable one, with others that
    are nearly as probable beside it; it has no one place. A score below the threshold is one that the check is not
    sure of.
    """

    id: str = "harm@2026.11"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset(RISKS)

    def found(self, content: Content) -> list[Finding]:
        """See Whole."""
        if not says_anything(content.text):
            return []
        known = weigher()
        score, seen = known.harm(content)
        if score < LEAST:
            return []
        return [Finding(risk, score, self.id) for risk in named(known.model.kinds, seen.kinds.tolist())]


def named(kinds: Sequence[str], shares: Iterable[float]) -> list[str]:
    """The risks of annex A that are the most probable, the abuses counted as the risk that they fall under."""
    total = dict.fromkeys(RISKS, 0.0)
    for kind, share in zip(kinds, shares, strict=True):
        total[_SAME.get(kind, kind)] += share
    best = max(total.values())
    return sorted((risk for risk in RISKS if total[risk] >= NEAR * best), key=lambda risk: -total[risk])
