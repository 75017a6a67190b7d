"""How several packs come to one floor per risk and one value per parameter. Obligations never merge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from guiju.core.content import Stage
from guiju.core.pack import Floor, Parameter, Risk
from guiju.core.policy import Action, Rule


def united_risks(binding: Iterable[Risk], reference: Iterable[Risk]) -> dict[str, Risk]:
    """Each risk with the hardest floor per stage that a binding pack sets; reference packs only make a risk known.

    A risk that only reference packs know leads to nothing, unless it is the house's own (a check that failed).
    """
    united: dict[str, Risk] = {}
    known = list(reference)
    for risk in (*binding, *(r for r in known if r.house)):
        united[risk.id] = _harder(united[risk.id], risk) if risk.id in united else risk
    for risk in known:
        united.setdefault(risk.id, _idle(risk))
    return united


def rules_of(risks: Iterable[Risk]) -> tuple[Rule, ...]:
    """One rule per risk and stage, citing the clause that set it."""
    return tuple(
        Rule(risk.id, stage, floor.action, floor.text, risk.notice, floor.clause)
        for risk in risks
        for stage, floor in risk.floors.items()
    )


def united_parameters(parameters: Iterable[Parameter]) -> dict[str, Parameter]:
    """Each parameter merged by its declared join, citing every clause and the one that decided.

    Raises ValueError where packs disagree on unit or join (min beside max apart), or a floor lies above a ceiling.
    """
    groups: defaultdict[str, list[Parameter]] = defaultdict(list)
    for parameter in parameters:
        groups[parameter.id].append(parameter)
    return {name: _united(group) for name, group in groups.items()}


def _harder(one: Risk, other: Risk) -> Risk:
    floors = {stage: max(one.floors[stage], other.floors[stage], key=lambda floor: floor.action) for stage in Stage}
    return Risk(
        one.id, one.name, floors, one.notice or other.notice, one.counts or other.counts, one.house or other.house
    )


def _idle(risk: Risk) -> Risk:
    floors = {stage: Floor(Action.ALLOW, "", floor.clause) for stage, floor in risk.floors.items()}
    return replace(risk, floors=floors, notice="", counts=False)


def _united(group: list[Parameter]) -> Parameter:
    clauses = tuple(dict.fromkeys(clause for parameter in group for clause in parameter.clauses))
    joins = {parameter.join for parameter in group}
    if len({parameter.unit for parameter in group}) > 1 or (len(joins) > 1 and joins != {"min", "max"}):
        both = " and ".join(clauses)
        raise ValueError(f"parameter {group[0].id}: {both} disagree on its unit or join; make them agree")
    decided = _listed(group) if group[0].join in ("union", "all") else _bounded(group)
    return replace(decided, clauses=clauses)


def _listed(group: list[Parameter]) -> Parameter:
    values = tuple(dict.fromkeys(one for p in group if isinstance(p.value, tuple) for one in p.value))
    widest = max(group, key=lambda p: len(p.value) if isinstance(p.value, tuple) else 0)
    return replace(widest, value=values, unverified=any(p.unverified for p in group))


def _bounded(group: list[Parameter]) -> Parameter:
    """The highest floor, or the lowest ceiling where no pack sets a floor; of equal ones a verified one decides."""
    floors = sorted((p for p in group if p.join == "max"), key=lambda p: (p.number, not p.unverified))
    ceilings = sorted((p for p in group if p.join == "min"), key=lambda p: (p.number, p.unverified))
    if floors and ceilings and floors[-1].number > ceilings[0].number:
        floor, ceiling = floors[-1], ceilings[0]
        raise ValueError(
            f"parameter {floor.id}: {floor.decided} asks for at least {floor.value} {floor.unit}, "
            f"{ceiling.decided} for at most {ceiling.value}; both cannot bind, take one as reference"
        )
    return floors[-1] if floors else ceilings[0]
