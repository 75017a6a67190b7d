"""From a pack's YAML to the core shapes: everything a schema cannot say is held here, each fault with its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import ValidationError

from guiju.core.content import Stage
from guiju.core.control import Control, Reading
from guiju.core.pack import Article, Deadline, Floor, Liveness, Obligation, Pack, Parameter, Penalty, Risk
from guiju.core.policy import Action
from guiju.core.reach import Reach
from guiju.core.text import Text
from guiju.law import schema
from guiju.law.conditions import conditions, selection
from guiju.law.faults import faults
from guiju.law.located import Located

Parameters = Mapping[str, schema.ParameterYaml]

_LIVE: dict[str, Liveness] = {"L": "live", "D": "draft", "L*": "changed", "D/L*": "both", "-": "none"}


def build(located: Located) -> Pack:
    """The pack in a YAML document. Raises ValueError with every fault, one a line: file, line, what is wrong."""
    try:
        raw = schema.PackYaml.model_validate(located.data)
    except ValidationError as error:
        raise ValueError("\n".join(_told(located, error))) from error
    found = [located.fault(path, what) for path, what in faults(raw)]
    if found:
        raise ValueError("\n".join(found))
    return _pack(raw)


def _told(located: Located, error: ValidationError) -> list[str]:
    told: dict[tuple[str | int, ...], str] = {}
    for one in error.errors():
        place: tuple[str | int, ...] = ()
        for step in one["loc"]:
            if (*place, step) in located.lines:
                place = (*place, step)
        named = ".".join(str(step) for step in place) or "the pack"
        match one["type"]:
            case "extra_forbidden":
                what = f"{named}: unknown key; remove it or correct its spelling"
            case "missing":
                what = f"{named}: {str(one['loc'][-1])!r} is missing; add it"
            case _:
                what = f"{named}: {one['msg']}"
        told.setdefault(place, located.fault(place, what))
    return list(told.values())


def _pack(raw: schema.PackYaml) -> Pack:
    return Pack(
        id=raw.id,
        title=_text(raw.title),
        version=raw.version,
        draft=raw.draft,
        since=raw.since,
        until=raw.until,
        articles=tuple(Article(a.number, _text(a.title), _text(a.text)) for a in raw.articles),
        obligations=tuple(_obligation(raw.id, o) for o in raw.obligations),
        controls={name: _control(name, c, raw.parameters) for name, c in raw.controls.items()},
        risks={name: _risk(raw.id, name, r) for name, r in raw.risks.items()},
        parameters={name: _parameter(raw.id, name, p) for name, p in raw.parameters.items()},
        penalties={
            name: Penalty(name, p.clause, _text(p.text), p.fine_min, p.fine_max, p.unverified)
            for name, p in raw.penalties.items()
        },
    )


def _obligation(pack: str, raw: schema.ObligationYaml) -> Obligation:
    return Obligation(
        id=raw.id if raw.id.startswith("seed/") else f"{pack}/{raw.id}",
        clause=raw.clause,
        actor=raw.actor,
        duty=_text(raw.duty),
        trigger=raw.trigger,
        controls=tuple(raw.controls),
        shows=_text(raw.shows),
        live=_LIVE[raw.live],
        source=raw.source,
        deadline=Deadline(raw.deadline.within, raw.deadline.after) if raw.deadline else None,
        penalty=raw.penalty or "",
        unverified=raw.unverified,
        feasibility=_text(raw.feasibility) if raw.feasibility else None,
        seed_rows=tuple(raw.seed_rows),
    )


def _control(name: str, raw: schema.ControlYaml, parameters: Parameters) -> Control:
    return Control(name, _text(raw.text), _reading(raw, parameters), raw.writes, tuple(raw.parameters))


def _reading(raw: schema.ControlYaml, parameters: Parameters) -> Reading | None:
    if raw.events is None:
        return None
    return Reading(
        events=selection(raw.events),
        evidence=selection(raw.evidence) if raw.evidence else None,
        holds=conditions(raw.holds),
        window=raw.window or timedelta(),
        fresh=raw.fresh or timedelta(),
        grace=raw.grace,
        reach=_reach(raw.events.reach, parameters) if raw.events.reach else None,
        by=raw.evidence.by if raw.evidence else "subject",
    )


def _reach(raw: schema.ReachYaml, parameters: Parameters) -> Reach:
    row, day = (int(str(parameters[name].value)) for name in (raw.in_a_row, raw.in_a_day))
    return Reach(row, day, raw.zone, raw.distinct, conditions(raw.broken_by))


def _risk(pack: str, name: str, raw: schema.RiskYaml) -> Risk:
    clause = f"{pack}/{raw.clause}"
    stages = {Stage.PROMPT: raw.prompt, Stage.ANSWER: raw.answer, Stage.CORPUS: raw.corpus}
    floors = {stage: _floor(floor, clause) for stage, floor in stages.items()}
    return Risk(name, _text(raw.name), floors, raw.notice, raw.counts, raw.house)


def _floor(raw: schema.ActionWord | schema.FloorYaml, clause: str) -> Floor:
    if isinstance(raw, schema.FloorYaml):
        return Floor(Action[raw.action], raw.text, clause)
    return Floor(Action[raw], "", clause)


def _parameter(pack: str, name: str, raw: schema.ParameterYaml) -> Parameter:
    clause = f"{pack}/{raw.clause}"
    value = tuple(raw.value) if isinstance(raw.value, list) else raw.value
    return Parameter(name, value, raw.join, raw.unit, raw.source, (clause,), clause, raw.unverified)


def _text(raw: schema.TextYaml) -> Text:
    return Text(raw.zh, raw.en)
