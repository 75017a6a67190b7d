"""What is wrong with a pack that its schema cannot say: names that lead nowhere, duties without a control."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from zoneinfo import available_timezones

from guiju.core.facts import KINDS
from guiju.core.selection import Condition
from guiju.law.conditions import conditions, selection, unfit
from guiju.law.located import Path_
from guiju.law.schema import (
    ControlYaml,
    EventsYaml,
    FloorYaml,
    ObligationYaml,
    PackYaml,
    ParameterYaml,
    ReachYaml,
    SelectionYaml,
)

Fault = tuple[Path_, str]


def faults(pack: PackYaml) -> Iterator[Fault]:
    """Every fault of a pack as (path in the document, what is wrong and what to do)."""
    if pack.until and pack.until <= pack.since:
        yield ("until",), f"until {pack.until} is not after since {pack.since}"
    yield from _twice("articles", [article.number for article in pack.articles], "number")
    yield from _twice("obligations", [duty.id for duty in pack.obligations], "id")
    for i, duty in enumerate(pack.obligations):
        yield from _of_obligation(pack, ("obligations", i), duty)
    used = {name for duty in pack.obligations for name in duty.controls}
    for name, control in pack.controls.items():
        if name not in used:
            yield ("controls", name), f"control {name!r} serves no obligation; name it in one or remove it"
        yield from _of_control(pack, ("controls", name), control)
    yield from _of_rest(pack)


def _twice(part: str, ids: Sequence[int | str], key: str) -> Iterator[Fault]:
    seen: Counter[int | str] = Counter()
    for i, one in enumerate(ids):
        seen[one] += 1
        if seen[one] > 1:
            yield (part, i, key), f"{part} {one!r} stands twice; give it another {key}"


def _of_obligation(pack: PackYaml, path: Path_, duty: ObligationYaml) -> Iterator[Fault]:
    if not duty.id.startswith("seed/") and int(duty.id.partition(".")[0]) not in {a.number for a in pack.articles}:
        yield (*path, "id"), f"obligation {duty.id!r} belongs to no article of the pack"
    if duty.actor != "state" and not duty.controls:
        yield path, f"obligation {duty.id!r} has no control; name one (a planned one will do)"
    if duty.actor == "state" and duty.controls:
        yield (*path, "controls"), f"obligation {duty.id!r} is the state's; it carries no control"
    for i, name in enumerate(duty.controls):
        if name not in pack.controls:
            yield (*path, "controls", i), f"obligation {duty.id!r} names control {name!r}, which the pack does not have"
    if duty.penalty and duty.penalty not in pack.penalties:
        yield (*path, "penalty"), f"obligation {duty.id!r} names penalty {duty.penalty!r}, which the pack does not have"


def _of_control(pack: PackYaml, path: Path_, control: ControlYaml) -> Iterator[Fault]:
    for i, name in enumerate(control.parameters):
        if name not in pack.parameters:
            yield (*path, "parameters", i), f"no parameter {name!r} in the pack"
    if control.planned:
        read = [key for key in ("events", "evidence", "holds", "window", "fresh", "writes") if getattr(control, key)]
        if read:
            yield (*path, read[0]), f"a planned control reads no evidence; remove {', '.join(read)} or planned"
        return
    if control.events is None or control.window is None or control.fresh is None or not control.writes:
        yield path, "a control needs events, window, fresh and writes, or planned: true"
        return
    if control.fresh >= control.window:
        yield (*path, "fresh"), "fresh must be shorter than window, or nothing could ever be stale"
    yield from _of_selection((*path, "events"), control.events)
    if control.evidence:
        yield from _of_selection((*path, "evidence"), control.evidence)
    if control.events.reach and control.events.kind in KINDS:
        yield from _of_reach(pack, (*path, "events", "reach"), control, control.events.reach)
    read_from = control.evidence or control.events
    if control.writes != read_from.kind:
        yield (*path, "writes"), f"the control reads {read_from.kind!r} as its evidence: that is what code must write"
    if not control.evidence and not control.holds:
        yield path, "events that are their own evidence show nothing without holds; say what must hold, or add evidence"
    if control.evidence and control.evidence.by == "time":
        yield from _of_time((*path, "evidence"), control.events, control.evidence)
    if read_from.kind in KINDS:
        for field, what in unfit(read_from.kind, conditions(control.holds)):
            yield (*path, "holds", field), what
    yield from _of_risks(pack, path, control)


def _of_time(path: Path_, events: EventsYaml, evidence: SelectionYaml) -> Iterator[Fault]:
    if events.reach:
        yield (*path, "by"), "evidence of a limit that is reached is the user's own; remove by: time"
    if events.kind == evidence.kind:
        yield (*path, "kind"), f"records of kind {evidence.kind!r} cannot seal their own kind; name another"


def _of_risks(pack: PackYaml, path: Path_, control: ControlYaml) -> Iterator[Fault]:
    for field, told in control.holds.items():
        named = told.get("without") if isinstance(told, dict) else None
        for risk in named if isinstance(named, list) else ():
            if risk not in pack.risks:
                yield (*path, "holds", field), f"no risk {risk!r} in the pack; correct it, or add it to risks"


def _of_selection(path: Path_, raw: SelectionYaml) -> Iterator[Fault]:
    if raw.kind not in KINDS:
        yield (*path, "kind"), f"no kind of evidence {raw.kind!r}; known: {', '.join(sorted(KINDS))}"
        return
    for field, what in unfit(raw.kind, selection(raw).where):
        yield (*path, "where", field), what


def _of_reach(pack: PackYaml, path: Path_, control: ControlYaml, reach: ReachYaml) -> Iterator[Fault]:
    if control.evidence is None:
        yield path, "a limit that is reached needs evidence of what followed; add evidence"
    for key in ("in_a_row", "in_a_day"):
        name = getattr(reach, key)
        if name not in control.parameters:
            yield (*path, key), f"parameter {name!r} is not among the control's parameters; add it there"
        elif name in pack.parameters and not _counts(pack.parameters[name].value):
            yield (
                ("parameters", name, "value"),
                f"parameter {name!r} is no whole number of at least 1; a limit needs one",
            )
    if reach.zone not in available_timezones():
        yield (*path, "zone"), f"{reach.zone!r} is not in the time zone database"
    if control.events:
        marks = (Condition(reach.distinct, "present", True), *conditions(reach.broken_by))
        for _, what in unfit(control.events.kind, marks):
            yield path, what


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
        if penalty.fine_min is not None and penalty.fine_max is not None and penalty.fine_min > penalty.fine_max:
            yield ("penalties", name, "fine_min"), f"fine_min {penalty.fine_min} is above fine_max {penalty.fine_max}"
    for name, risk in pack.risks.items():
        for stage in ("prompt", "answer", "corpus"):
            floor = getattr(risk, stage)
            if isinstance(floor, FloorYaml) and floor.text and floor.action not in ("MASK", "REPLACE"):
                yield ("risks", name, stage, "text"), f"text stands in only under MASK and REPLACE, not {floor.action}"


def _counts(value: object) -> bool:
    return isinstance(value, int) and value >= 1


def _joins(parameter: ParameterYaml) -> bool:
    return isinstance(parameter.value, (int, float) if parameter.join in ("min", "max") else list)
