"""Fines: what a penalty comes to for a breach of some severity and harm, and what would make it worse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from guiju.core.pack import SEVERITIES, Fine, Penalty, Severity, Tier

SUSPENDING = frozenset(
    ("suspend_service", "end_service", "suspend_business", "close_site", "revoke", "stop_updates", "stop_signups",
     "suspend_app", "blocking")
)  # fmt: skip
"""The measures that stop a service or part of it, which no fine tells."""


@dataclass(frozen=True, slots=True)
class Money:
    """A fine in one currency from ``min`` to ``max``, which already is the share of turnover where that is larger.

    ``share`` is such a share where no turnover was told, so that the ceiling is open; ``may``: left to the authority.
    """

    currency: str
    min: int
    max: int
    may: bool
    share: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A tier that would make it worse, and what would bring it: this severity (none: no severity does), or else any
    one of these harms."""

    tier: Tier
    severity: Severity | Literal[""]
    harm: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What one penalty comes to: the tier that fits (None: none), its fines and measures, and the steps up from it,
    which are the other tiers as far as they bring more."""

    tier: Tier | None
    entity: Money | None
    person: Money | None
    measures: tuple[str, ...]
    escalation: tuple[Step, ...]


def come_to(penalty: Penalty, severity: Severity, harm: Collection[str], turnover: Mapping[str, float]) -> Sum:
    """What a penalty comes to: by the last tier that fits; an earlier one that fits counts where it is dearer."""
    fitting = [tier for tier in penalty.tiers if _fits(tier, severity, harm)]
    known = turnover.get(penalty.currency)
    entity = _dearest(penalty.currency, (tier.fine for tier in fitting), known)
    person = _dearest(penalty.currency, (tier.person for tier in fitting), None)
    measures = tuple(dict.fromkeys(one for tier in fitting for one in tier.measures))
    up = [tier for tier in penalty.tiers if _worse(tier, entity, person, measures)]
    return Sum(
        tier=fitting[-1] if fitting else None,
        entity=entity,
        person=person,
        measures=measures,
        escalation=tuple(Step(tier, "" if tier.needs_harm else tier.severity, tier.harm) for tier in up),
    )


def _fits(tier: Tier, severity: Severity, harm: Collection[str]) -> bool:
    """Whether a harm brings the tier, or the severity where that is enough."""
    by_severity = not tier.needs_harm and SEVERITIES.index(tier.severity) <= SEVERITIES.index(severity)
    return by_severity or not set(tier.harm).isdisjoint(harm)


def _worse(tier: Tier, entity: Money | None, person: Money | None, measures: Collection[str]) -> bool:
    """Whether a tier brings more than has come already: a dearer fine or another measure."""
    fines = ((tier.fine, entity), (tier.person, person))
    return not set(tier.measures) <= set(measures) or any(
        fine and (money is None or fine.max > money.max) for fine, money in fines
    )


def _dearest(currency: str, fines: Iterable[Fine | None], turnover: float | None) -> Money | None:
    told = [_money(currency, fine, turnover) for fine in fines if fine]
    return max(reversed(told), key=lambda money: money.max, default=None)


def _money(currency: str, fine: Fine, turnover: float | None) -> Money:
    if fine.turnover is None:
        return Money(currency, fine.min, fine.max, fine.may, None)
    if turnover is None:
        return Money(currency, fine.min, fine.max, fine.may, fine.turnover)
    share = int(Decimal(str(fine.turnover)) * Decimal(str(turnover)))
    return Money(currency, fine.min, max(fine.max, share), fine.may, None)
