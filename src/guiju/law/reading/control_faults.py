"""What is wrong with a control that its schema cannot say: evidence that there is not, terms that nothing can meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import get_type_hints
from zoneinfo import available_timezones

from guiju.core.facts import KINDS
from guiju.core.selection import Condition
from guiju.law.reading.conditions import conditions, selection, unfit
from guiju.law.reading.located import Fault, Path_
from guiju.law.reading.schema import ControlYaml, EventsYaml, EvidenceYaml, ParameterYaml, ReachYaml, SelectionYaml


def control_faults(path: Path_, control: ControlYaml, risks: Collection[str] | None) -> Iterator[Fault]:
    """The faults of one control at ``path``; the risks it names are held against ``risks``, where these are known."""
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
        yield from _of_reach((*path, "events", "reach"), control, control.events.reach)
    read_from = control.evidence or control.events
    if control.writes != read_from.kind:
        yield (*path, "writes"), f"the control reads {read_from.kind!r} as its evidence: that is what code must write"
    if not control.evidence and not control.holds:
        yield path, "events that are their own evidence show nothing without holds; say what must hold, or add evidence"
    if control.events.newest and (control.evidence or control.events.reach):
        yield (*path, "events", "newest"), "the newest event is its own evidence; remove evidence and reach, or newest"
    if control.evidence and control.evidence.by == "time":
        yield from _of_time((*path, "evidence"), control.events, control.evidence)
    if control.evidence and control.evidence.many:
        yield from _of_many((*path, "evidence"), control.events, control.evidence)
    if read_from.kind in KINDS:
        for field, what in unfit(read_from.kind, conditions(control.holds)):
            yield (*path, "holds", field), what
    if risks is not None:
        yield from _of_risks(risks, path, control)


def _of_time(path: Path_, events: EventsYaml, evidence: SelectionYaml) -> Iterator[Fault]:
    if events.reach:
        yield (*path, "by"), "evidence of a limit that is reached is the user's own; remove by: time"
    if events.kind == evidence.kind:
        yield (*path, "kind"), f"records of kind {evidence.kind!r} cannot seal their own kind; name another"


def _of_many(path: Path_, events: EventsYaml, evidence: EvidenceYaml) -> Iterator[Fault]:
    if events.reach or evidence.by == "time":
        yield (*path, "many"), "only evidence on the event's own subject is counted; remove many"
    elif events.kind in KINDS and _type_of(events.kind, evidence.many) is not int:
        yield (*path, "many"), f"{events.kind} has no whole number {evidence.many!r}; name the field that counts"


def _type_of(kind: str, field: str) -> object:
    return get_type_hints(KINDS[kind]).get(field)


def _of_risks(risks: Collection[str], path: Path_, control: ControlYaml) -> Iterator[Fault]:
    for field, told in control.holds.items():
        named = told.get("without", told.get("covers")) if isinstance(told, dict) else None
        for risk in named if isinstance(named, list) else ():
            if risk not in risks:
                yield (*path, "holds", field), f"no risk {risk!r} in the pack; correct it, or add it to risks"


def _of_selection(path: Path_, raw: SelectionYaml) -> Iterator[Fault]:
    if raw.kind not in KINDS:
        yield (*path, "kind"), f"no kind of evidence {raw.kind!r}; known: {', '.join(sorted(KINDS))}"
        return
    for field, what in unfit(raw.kind, selection(raw).where):
        yield (*path, "where", field), what


def _of_reach(path: Path_, control: ControlYaml, reach: ReachYaml) -> Iterator[Fault]:
    if control.evidence is None:
        yield path, "a limit that is reached needs evidence of what followed; add evidence"
    for key in ("in_a_row", "in_a_day"):
        name = getattr(reach, key)
        if name not in control.parameters:
            yield (*path, key), f"parameter {name!r} is not among the control's parameters; add it there"
    if reach.zone not in available_timezones():
        yield (*path, "zone"), f"{reach.zone!r} is not in the time zone database"
    if control.events:
        marks = (Condition(reach.distinct, "present", True), *conditions(reach.broken_by))
        for _, what in unfit(control.events.kind, marks):
            yield path, what


def parameter_faults(path: Path_, control: ControlYaml, parameters: Mapping[str, ParameterYaml]) -> Iterator[Fault]:
    """What a control works by and the pack does not give, or gives in a form that it cannot work by."""
    reach = control.events.reach if control.events else None
    limits = (reach.in_a_row, reach.in_a_day) if reach else ()
    for name in control.parameters:
        if name not in parameters:
            yield path, f"no parameter {name!r} in the pack; add it, or leave the control that works by it"
        elif name in limits and not _counts(parameters[name].value):
            yield (
                ("parameters", name, "value"),
                f"parameter {name!r} is no whole number of at least 1; a limit needs one",
            )


def _counts(value: object) -> bool:
    return isinstance(value, int) and value >= 1
