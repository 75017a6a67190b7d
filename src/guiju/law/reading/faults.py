"""What is wrong with a pack that its schema cannot say: names that lead nowhere, duties without a control."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from guiju.core.pack import SEVERITIES
from guiju.law.reading.control_faults import control_faults, parameter_faults
from guiju.law.reading.expressions import unfit
from guiju.law.reading.library import Library
from guiju.law.reading.located import Fault, Path_
from guiju.law.reading.schema import (
    DeadlineYaml,
    FloorYaml,
    ObligationYaml,
    PackYaml,
    ParameterYaml,
    PenaltyYaml,
    RemarkYaml,
    ScopeTestYaml,
)


def faults(pack: PackYaml, library: Library) -> Iterator[Fault]:
    """Every fault of a pack as (path in the document, what is wrong and what to do)."""
    if pack.until and pack.until <= pack.since:
        yield ("until",), f"until {pack.until} is not after since {pack.since}"
    if pack.id in pack.replaces:
        yield ("replaces",), f"{pack.id} replaces itself; remove it"
    yield from _twice("articles", [article.number for article in pack.articles], "number")
    yield from _twice("obligations", [duty.id for duty in pack.obligations], "id")
    yield from _of_articles(pack)
    for i, duty in enumerate(pack.obligations):
        yield from _of_obligation(pack, library, ("obligations", i), duty)
    used = {name for duty in pack.obligations for name in duty.controls}
    for name, control in pack.controls.items():
        if name not in used:
            yield ("controls", name), f"control {name!r} serves no obligation; name it in one or remove it"
        if name in library.controls:
            yield ("controls", name), f"control {name!r} stands in the house's own list too; give it another name"
        yield from control_faults(("controls", name), control, pack.risks)
        yield from parameter_faults(("controls", name, "parameters"), control, pack.parameters)
    yield from _of_scope(pack, library)
    yield from _of_rest(pack)


def _twice(part: str, ids: Sequence[str], key: str) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for i, one in enumerate(ids):
        seen[one] += 1
        if seen[one] > 1:
            yield (part, i, key), f"{part} {one!r} stands twice; give it another {key}"


def _of_articles(pack: PackYaml) -> Iterator[Fault]:
    first = next(iter(pack.instruments))
    for i, article in enumerate(pack.articles):
        slug = article.instrument or article.number.rpartition("-")[0] or first
        if slug not in pack.instruments:
            yield ("articles", i, "number"), f"article {article.number!r} is of {slug!r}, which is no instrument here"
    cited: list[tuple[Path_, str]] = [(("starts",), pack.starts)] if pack.starts else []
    cited += [(("cites", name), number) for name, number in pack.cites.items()]
    for path, number in cited:
        if number not in _numbers(pack):
            yield path, f"{number!r} is no article of the pack"


def _of_obligation(pack: PackYaml, library: Library, path: Path_, duty: ObligationYaml) -> Iterator[Fault]:
    if not duty.id.startswith("seed/") and article_of(duty.id, _numbers(pack)) is None:
        yield (*path, "id"), f"obligation {duty.id!r} belongs to no article of the pack"
    if duty.trigger not in library.triggers:
        yield (*path, "trigger"), f"{duty.trigger!r} is no trigger; known: {', '.join(library.triggers)}"
    if duty.actor != "state" and not duty.controls:
        yield path, f"obligation {duty.id!r} has no control; name one (a planned one will do)"
    if duty.actor == "state" and duty.controls:
        yield (*path, "controls"), f"obligation {duty.id!r} is the state's; it carries no control"
    for i, name in enumerate(duty.controls):
        if name in library.controls:
            yield from parameter_faults((*path, "controls", i), library.controls[name], pack.parameters)
        elif name not in pack.controls:
            yield (*path, "controls", i), f"obligation {duty.id!r} names control {name!r}, which the pack does not have"
    for i, name in enumerate(duty.penalties):
        if "/" not in name and name not in pack.penalties:
            yield (*path, "penalties", i), f"obligation {duty.id!r} names penalty {name!r}, which is not in the pack"
    if duty.scope:
        yield from (((*path, "scope", "when"), what) for what in unfit(duty.scope.when, library.questions))
    for i, deadline in enumerate(duty.deadlines):
        yield from _of_deadline(library, (*path, "deadlines", i), deadline)


def _of_deadline(library: Library, path: Path_, deadline: DeadlineYaml) -> Iterator[Fault]:
    if deadline.after not in library.events:
        yield (*path, "after"), f"{deadline.after!r} is no event; known: {', '.join(library.events)}"
    if bool(deadline.within) is bool(deadline.open):
        yield path, "a deadline has either a term (within) or says how it is left open (open)"
    if deadline.days == "working" and set(deadline.within) & set("YMWTH"):
        yield (*path, "within"), f"working days are counted in days (P10D), not {deadline.within}"
    if deadline.grace and deadline.grace["by"] < deadline.grace["before"]:
        told = f"grace ends on {deadline.grace['by']}, before {deadline.grace['before']}; turn them round"
        yield (*path, "grace"), told
    if deadline.when:
        yield from (((*path, "when"), what) for what in unfit(deadline.when, library.questions))


def _of_scope(pack: PackYaml, library: Library) -> Iterator[Fault]:
    entries: list[tuple[Path_, ScopeTestYaml | RemarkYaml]] = [
        *((("scope", "tests", i), test) for i, test in enumerate(pack.scope.tests)),
        *((("scope", "remarks", i), remark) for i, remark in enumerate(pack.scope.remarks)),
    ]
    for path, entry in entries:
        if entry.clause.partition("(")[0] not in _numbers(pack):
            yield (*path, "clause"), f"clause {entry.clause!r} is in no article of the pack"
        yield from (((*path, "when"), what) for what in unfit(entry.when, library.questions))


def _of_rest(pack: PackYaml) -> Iterator[Fault]:
    duties = {duty.id for duty in pack.obligations}
    cited = [("risks", name, risk.clause) for name, risk in pack.risks.items()]
    cited += [("parameters", name, parameter.clause) for name, parameter in pack.parameters.items()]
    for part, name, clause in cited:
        if clause not in duties:
            yield (part, name, "clause"), f"clause {clause!r} is no obligation of the pack; name the one it serves"
    for name, parameter in pack.parameters.items():
        if not _joins(parameter):
            wants = "a number" if parameter.join in ("min", "max") else "a list"
            yield ("parameters", name, "value"), f"join {parameter.join} needs {wants}"
    for name, penalty in pack.penalties.items():
        yield from _of_penalty(pack, ("penalties", name), penalty)
    for i, relation in enumerate(pack.relations):
        if relation.this and relation.this not in duties | _numbers(pack):
            yield ("relations", i, "this"), f"{relation.this!r} is no obligation and no article of the pack"
        if not (relation.this or relation.that):
            yield ("relations", i), "a relation names this, that or both"
    for name, risk in pack.risks.items():
        for stage in ("prompt", "answer", "corpus"):
            floor = getattr(risk, stage)
            if isinstance(floor, FloorYaml) and floor.text and floor.action not in ("MASK", "REPLACE"):
                yield ("risks", name, stage, "text"), f"text stands in only under MASK and REPLACE, not {floor.action}"


def _of_penalty(pack: PackYaml, path: Path_, penalty: PenaltyYaml) -> Iterator[Fault]:
    if penalty.clause not in _numbers(pack):
        yield (*path, "clause"), f"clause {penalty.clause!r} is no article of the pack"
    ranks = [SEVERITIES.index(tier.severity) for tier in penalty.tiers]
    if ranks != sorted(ranks):
        yield (*path, "tiers"), "tiers go from the mild to the grave; put them in that order"
    for i, tier in enumerate(penalty.tiers):
        if tier.needs_harm and not tier.harm:
            yield (*path, "tiers", i, "needs_harm"), "a tier that needs a harm names none; list it under harm"
        for key, fine in (("fine", tier.fine), ("person", tier.person)):
            if fine and fine.min > fine.max:
                yield (*path, "tiers", i, key), f"the least, {fine.min}, is above the most, {fine.max}"


def article_of(duty: str, numbers: frozenset[str]) -> str | None:
    """The article an obligation belongs to: the one of its own number, or of all but the last part of it."""
    return next((number for number in (duty, duty.rpartition(".")[0]) if number in numbers), None)


def _numbers(pack: PackYaml) -> frozenset[str]:
    return frozenset(article.number for article in pack.articles)


def _joins(parameter: ParameterYaml) -> bool:
    return isinstance(parameter.value, (int, float) if parameter.join in ("min", "max") else list)
