"""From a pack's YAML to the core shapes: everything a schema cannot say is held here, each fault with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import orjson
from pydantic import ValidationError

from guiju.core.content import Stage
from guiju.core.control import Control, Reading
from guiju.core.pack import (
    Applicability,
    Article,
    Dates,
    Deadline,
    Fine,
    Floor,
    Grace,
    Instrument,
    Liveness,
    Obligation,
    Pack,
    Parameter,
    Penalty,
    Relation,
    Remark,
    Risk,
    Tier,
)
from guiju.core.policy import Action
from guiju.core.reach import Reach
from guiju.core.text import Text
from guiju.law.reading import schema
from guiju.law.reading.conditions import conditions, selection
from guiju.law.reading.control_faults import control_faults
from guiju.law.reading.expressions import expression
from guiju.law.reading.faults import article_of, faults
from guiju.law.reading.library import Library
from guiju.law.reading.located import Fault, Located, told

Parameters = Mapping[str, schema.ParameterYaml]

_LIVE: dict[str, Liveness] = {"L": "live", "D": "draft", "L*": "changed", "D/L*": "both", "-": "none"}


def build(located: Located, library: Library) -> Pack:
    """The pack in a YAML document. Raises ValueError with every fault, one a line: file, line, what is wrong."""
    try:
        raw = schema.PackYaml.model_validate(located.data)
    except ValidationError as error:
        raise ValueError("\n".join(told(located, error))) from error
    found = [located.fault(path, what) for path, what in faults(raw, library)]
    if found:
        raise ValueError("\n".join(found))
    complete = whole(raw, library)
    return _pack(complete, canonical_of(complete))


def rebuild(body: bytes, library: Library) -> Pack:
    """The pack of canonical bytes, equal to the one that they are of. Its controls are its own, whatever the library's
    have become. Raises ValueError, one line, where this version cannot read it any more."""
    try:
        raw = schema.PackYaml.model_validate(orjson.loads(body))
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    own = replace(library, controls=raw.controls)
    found = [*faults(raw.model_copy(update={"controls": {}}), own), *_of_controls(raw)]
    if found:
        path, what = found[0]
        raise ValueError(f"{'.'.join(map(str, path))}: {what}")
    return _pack(raw, body)


def _of_controls(raw: schema.PackYaml) -> Iterator[Fault]:
    for name, control in raw.controls.items():
        yield from control_faults(("controls", name), control, None)


def whole(raw: schema.PackYaml, library: Library) -> schema.PackYaml:
    """The pack with the controls of the house that it names written into it."""
    names = [name for duty in raw.obligations for name in duty.controls]
    controls = {name: library.controls.get(name) or raw.controls[name] for name in dict.fromkeys(names)}
    return raw.model_copy(update={"controls": controls})


def canonical_of(raw: schema.PackYaml) -> bytes:
    """The one spelling of a whole pack, which its digest is over; it reads as a pack again.

    What a pack names stands in its own order: of instruments the first is the one that gives the pack its status.
    """
    return orjson.dumps(raw.model_dump(mode="json", exclude_defaults=True))


def _pack(raw: schema.PackYaml, body: bytes) -> Pack:
    articles = {a.number: _article(a, next(iter(raw.instruments))) for a in raw.articles}
    return Pack(
        id=raw.id,
        title=_text(raw.title),
        version=raw.version,
        digest=hashlib.sha256(body).hexdigest(),
        jurisdiction=raw.jurisdiction,
        since=raw.since,
        until=raw.until,
        starts=raw.starts or "",
        replaces=tuple(raw.replaces),
        instruments={slug: _instrument(slug, one) for slug, one in raw.instruments.items()},
        articles=tuple(articles.values()),
        scope=tuple(_applicability(test.clause, test) for test in raw.scope.tests),
        remarks=tuple(Remark(r.clause, expression(r.when), _text(r.text)) for r in raw.scope.remarks),
        obligations=tuple(_obligation(raw, o, articles) for o in raw.obligations),
        relations=tuple(_relation(raw.id, r) for r in raw.relations),
        controls={name: _control(name, c, raw.parameters) for name, c in raw.controls.items()},
        risks={name: _risk(raw.id, name, r) for name, r in raw.risks.items()},
        parameters={name: _parameter(raw.id, name, p) for name, p in raw.parameters.items()},
        penalties={
            name: _penalty(name, p, _start(raw, articles[p.clause].instrument)) for name, p in raw.penalties.items()
        },
        cites={str(name): number for name, number in raw.cites.items()},
        canonical=body,
    )


def _instrument(slug: str, raw: schema.InstrumentYaml) -> Instrument:
    number = _text(raw.number) if raw.number else None
    dates = Dates(**raw.dates.model_dump())
    short = _text(raw.short) if raw.short else None
    issuers = _text(raw.issuers)
    return Instrument(slug, _text(raw.title), raw.kind, issuers, number, raw.status, dates, raw.unverified, short)


def _article(raw: schema.ArticleYaml, first: str) -> Article:
    slug = raw.instrument or raw.number.rpartition("-")[0] or first
    return Article(raw.number, slug, _text(raw.title), _text(raw.text), raw.unverified)


def _applicability(clause: str, raw: schema.ApplicabilityYaml) -> Applicability:
    return Applicability(clause, expression(raw.when), _text(raw.holds), _text(raw.fails))


def _relation(pack: str, raw: schema.RelationYaml) -> Relation:
    this = f"{pack}/{raw.this}" if raw.this else ""
    return Relation(_text(raw.topic), this, raw.that, raw.kind, _text(raw.effect) if raw.effect else None)


def _obligation(pack: schema.PackYaml, raw: schema.ObligationYaml, articles: Mapping[str, Article]) -> Obligation:
    article = article_of(raw.id, frozenset(articles)) or ""
    slug = articles[article].instrument if article else next(iter(pack.instruments))
    return Obligation(
        id=raw.id if raw.id.startswith("seed/") else f"{pack.id}/{raw.id}",
        clause=raw.clause,
        article=article,
        since=raw.since or _start(pack, slug),
        actor=raw.actor,
        duty=_text(raw.duty),
        trigger=raw.trigger,
        controls=tuple(raw.controls),
        shows=_text(raw.shows),
        live=_LIVE[raw.live],
        source=raw.source,
        scope=_applicability(raw.clause, raw.scope) if raw.scope else None,
        deadlines=tuple(_deadline(deadline) for deadline in raw.deadlines),
        penalties=tuple(name if "/" in name else f"{pack.id}/{name}" for name in raw.penalties),
        unverified=raw.unverified,
        feasibility=_text(raw.feasibility) if raw.feasibility else None,
        seed_rows=tuple(raw.seed_rows),
    )


def _deadline(raw: schema.DeadlineYaml) -> Deadline:
    when = expression(raw.when) if raw.when else None
    text = _text(raw.text) if raw.text else None
    grace = Grace(raw.grace["before"], raw.grace["by"]) if raw.grace else None
    return Deadline(raw.after, raw.within, raw.days, raw.keep, raw.open, when, text, raw.unverified, grace)


def _start(pack: schema.PackYaml, slug: str) -> date:
    """From when an instrument of a pack binds: its own start, and not before the pack's."""
    return max(pack.since, pack.instruments[slug].dates.effective or pack.since)


def _penalty(name: str, raw: schema.PenaltyYaml, since: date) -> Penalty:
    tiers = tuple(
        Tier(t.severity, tuple(t.harm), _fine(t.fine), _fine(t.person), tuple(t.measures), t.unverified, t.needs_harm)
        for t in raw.tiers
    )
    return Penalty(name, raw.clause, raw.since or since, raw.kind, raw.currency, _text(raw.text), tiers, raw.unverified)


def _fine(raw: schema.FineYaml | None) -> Fine | None:
    return Fine(raw.min, raw.max, raw.may, raw.turnover) if raw else None


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
        newest=raw.events.newest,
        many=raw.evidence.many if raw.evidence else "",
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
