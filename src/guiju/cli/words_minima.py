"""How large the packs ask the lexicon to be, and how often it is to be updated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guiju.law import Packs

TOTAL = "total"
_OF_GROUP = {"a1": "keywords.a1_each_min", "a2": "keywords.a2_each_min"}


@dataclass(frozen=True, slots=True)
class Minima:
    """The least phrases over all and by risk, and the most days between updates; None where no pack says."""

    total: int | None = None
    risks: Mapping[str, int] = field(default_factory=dict)
    days: int | None = None

    def missed(self, counts: Mapping[str, int]) -> list[str]:
        """The risks, and ``total``, of which there are too few."""
        short = [risk for risk, least in self.risks.items() if counts.get(risk, 0) < least]
        return short + ([TOTAL] if self.total and sum(counts.values()) < self.total else [])


def minima_of(packs: Packs) -> Minima:
    """What the binding packs ask."""
    covered = packs.parameters.get("keywords.covered_risks")
    names = covered.value if covered and isinstance(covered.value, tuple | list) else ()
    least = {str(risk): _number(packs, _OF_GROUP.get(str(risk).partition(".")[0], "")) for risk in names}
    return Minima(
        _number(packs, "keywords.total_min"),
        {risk: count for risk, count in least.items() if count},
        _number(packs, "keywords.update_days_max"),
    )


def _number(packs: Packs, name: str) -> int | None:
    found = packs.parameters.get(name)
    return found.value if found and isinstance(found.value, int) else None
