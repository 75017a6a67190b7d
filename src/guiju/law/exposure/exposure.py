"""Exposure: what breaches could cost, provision by provision; the highest fine of them, never their sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from guiju.core.pack import Article, Deadline, Obligation, Pack, Penalty, Route
from guiju.law.exposure.findings import Finding
from guiju.law.exposure.fines import SUSPENDING, Money, Sum, come_to
from guiju.law.reading.loading import in_effect
from guiju.law.scope.narrowing import Narrowing

_MINOR = "base"
Who = Literal["entity", "person"]


@dataclass(frozen=True, slots=True)
class Provision:
    """One penalty of a pack, and what it comes to for a breach."""

    pack: Pack
    penalty: Penalty
    sum: Sum

    @property
    def id(self) -> str:
        """``PACK/PENALTY``."""
        return f"{self.pack.id}/{self.penalty.id}"

    @property
    def unverified(self) -> bool:
        """Whether the provision, or the tier that fits, was not held against an official text."""
        return self.penalty.unverified or bool(self.sum.tier and self.sum.tier.unverified)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A fine that could be imposed, for which obligation and under which provision."""

    money: Money
    obligation: str
    provision: Provision


@dataclass(frozen=True, slots=True)
class Exposed:
    """What one breach could cost.

    ``absent`` are penalties that are not in effect on the day; ``not_held`` those of them that set a fine and began
    later, so that what the law set before them is not known here.

    ``mitigation`` is true where the breach may go unpunished: the first, minor, and corrected in time.
    """

    finding: Finding
    pack: Pack
    duty: Obligation
    provisions: tuple[Provision, ...]
    absent: tuple[str, ...]
    not_held: tuple[str, ...] = ()

    @property
    def mitigation(self) -> bool:
        """Whether it was the first, minor, did no harm and was corrected in time."""
        return self.finding.corrected and self.finding.severity == _MINOR and not self.finding.harm

    def ceilings(self, who: Who) -> Iterator[Ceiling]:
        """Every fine of the administrative route for the entity or the persons in charge."""
        for one in self.provisions:
            money = one.sum.entity if who == "entity" else one.sum.person
            if money and one.penalty.kind == "administrative":
                yield Ceiling(money, self.duty.id, one)

    def highest(self, who: Who) -> dict[str, Ceiling]:
        """By currency the highest fine of this breach."""
        return highest(self.ceilings(who))

    @property
    def routes(self) -> tuple[Route, ...]:
        """The routes beside the administrative one."""
        kinds = (one.penalty.kind for one in self.provisions)
        return tuple(dict.fromkeys(kind for kind in kinds if kind != "administrative"))

    @property
    def caveats(self) -> tuple[Deadline, ...]:
        """The deadlines of the duty that tell in words before what, or from when, it is due."""
        return tuple(one for one in self.duty.deadlines if one.open == "before" and one.text)

    @property
    def suspending(self) -> tuple[str, ...]:
        """The measures that fit and stop the service or part of it."""
        measures = (one for provision in self.provisions for one in provision.sum.measures)
        return tuple(dict.fromkeys(one for one in measures if one in SUSPENDING))


@dataclass(frozen=True, slots=True)
class Exposure:
    """What the breaches could cost on a day; ``cites`` are the articles that the reckoning rests on, by their role."""

    on: date
    exposed: tuple[Exposed, ...]
    cites: Mapping[str, tuple[Pack, Article]]

    def highest(self, who: Who) -> dict[str, Ceiling]:
        """By currency the highest fine of all breaches; fines are never added."""
        return highest(ceiling for one in self.exposed for ceiling in one.ceilings(who))

    @property
    def not_held(self) -> tuple[str, ...]:
        """The penalties that set a fine and began after the day: what the law set before them is not known here."""
        return tuple(dict.fromkeys(name for one in self.exposed for name in one.not_held))

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs that it rests on."""
        used = {one.id: one for e in self.exposed for one in (e.pack, *(p.pack for p in e.provisions))}
        return tuple(used[name] for name in sorted(used))


def expose(
    packs: Mapping[str, Pack],
    findings: Iterable[Finding],
    on: date,
    narrowing: Narrowing,
    turnover: Mapping[str, float],
) -> Exposure:
    """What these breaches could cost under the packs in effect on a day.

    Raises LookupError for an unknown obligation, ValueError for one that does not apply on the day or to the service.
    """
    exposed = tuple(_exposed(packs, one, on, narrowing, turnover) for one in findings)
    return Exposure(on, exposed, dict(_cites(packs.values(), on)))


def highest(ceilings: Iterable[Ceiling]) -> dict[str, Ceiling]:
    """By currency the highest of these fines."""
    found: dict[str, Ceiling] = {}
    for one in sorted(ceilings, key=_order):
        found.setdefault(one.money.currency, one)
    return found


def _exposed(
    packs: Mapping[str, Pack], finding: Finding, on: date, narrowing: Narrowing, turnover: Mapping[str, float]
) -> Exposed:
    pack, duty = _of(packs, finding.obligation)
    _applies(pack, duty, on, narrowing)
    named = {name: _named(packs, name) for name in duty.penalties}
    bound = {name: one for name, one in named.items() if one and in_effect(one[0], on) and one[1].since <= on}
    provisions = tuple(
        Provision(of, penalty, come_to(penalty, finding.severity, finding.harm, turnover))
        for of, penalty in bound.values()
    )
    absent = tuple(name for name in named if name not in bound)
    later = tuple(name for name in absent if (one := named[name]) and on < one[1].since and _fines(one[1]))
    return Exposed(finding, pack, duty, provisions, absent, later)


def _fines(penalty: Penalty) -> bool:
    return penalty.kind == "administrative" and any(tier.fine or tier.person for tier in penalty.tiers)


def _named(packs: Mapping[str, Pack], name: str) -> tuple[Pack, Penalty] | None:
    pack, _, penalty = name.partition("/")
    return (packs[pack], packs[pack].penalties[penalty]) if pack in packs else None


def _of(packs: Mapping[str, Pack], obligation: str) -> tuple[Pack, Obligation]:
    for pack in packs.values():
        for duty in pack.obligations:
            if duty.id == obligation:
                return pack, duty
    raise LookupError(f"findings: {_unknown(packs, obligation)}")


def _unknown(packs: Mapping[str, Pack], name: str) -> str:
    pack, _, number = name.partition("/")
    if pack in packs and number in {article.number for article in packs[pack].articles}:
        duties = ", ".join(duty.id for duty in packs[pack].obligations if duty.article == number)
        return f"{name!r} is an article; " + (f"name one of its duties: {duties}" if duties else "it has no duty")
    return f"no obligation {name!r}; see `guiju law show PACK` for the ids of a pack"


def _applies(pack: Pack, duty: Obligation, on: date, narrowing: Narrowing) -> None:
    if duty.actor == "state" and not duty.penalties:
        raise ValueError(f"findings: {duty.id} is a duty of the state, not of a service; name another")
    if on < duty.since or not in_effect(pack, on):
        until = f" to {pack.until}" if pack.until else ""
        raise ValueError(f"findings: {duty.id} binds from {duty.since}{until}, not on {on}; see on_date")
    if not (narrowing.applies(pack.id) and narrowing.holds(duty.id)):
        raise ValueError(
            f"findings: {duty.id} does not apply to this service; see `guiju law scope` with the same facts"
        )


def _order(one: Ceiling) -> tuple[int, bool, bool, bool, str, str]:
    """Dear before cheap; of equals one with an open ceiling first, law before draft, verified first, then by name."""
    of = one.provision
    return -one.money.max, one.money.share is None, of.pack.draft, of.unverified, of.id, one.obligation


def _cites(packs: Iterable[Pack], on: date) -> Iterator[tuple[str, tuple[Pack, Article]]]:
    for pack in packs:
        articles = {article.number: article for article in pack.articles}
        if in_effect(pack, on):
            yield from ((role, (pack, articles[number])) for role, number in pack.cites.items())
