"""Touched: which running terms and standing assessments rest on another version of a pack than a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Literal

from guiju.core.evidence import Evidence
from guiju.core.facts import (
    ClockChanged,
    ClockStarted,
    ClockStopped,
    DutyDecided,
    ExposureComputed,
    Facts,
    ScopeDecided,
    StatusJudged,
)
from guiju.core.pack import Deadline, Pack
from guiju.law.clock.clock import last_day
from guiju.law.register.wording import holds

TOUCHED = (
    ClockStarted.kind, ClockChanged.kind, ClockStopped.kind, DutyDecided.kind, ExposureComputed.kind,
    ScopeDecided.kind, StatusJudged.kind,
)  # fmt: skip
"""The kinds of evidence that are looked at."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A term that runs and that the new version sets otherwise: its last day (None: none is known) under the old one,
    and under the new one. ``gone`` is true where the new one sets none; ``moved`` where it was suspended or extended:
    then its new end must be worked out with that."""

    obligation: str
    event: str
    on: date
    due: date | None
    then: tuple[date | None, ...]
    gone: bool
    moved: bool


Bearing = Literal["", "lapses", "holds", "lapsed", "revives"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was last recorded of its kind (on its obligation) and rests on another version than the new one.

    ``effect`` is what the new version makes of a decision on an obligation: it ``lapses``, ``holds``, was ``lapsed``
    before and stays so, or ``revives`` since the law says again what it was decided on.
    """

    kind: str
    subject: str
    at: datetime
    version: str
    digest: str
    obligation: str = ""
    effect: Bearing = ""


def clocks(records: Iterable[Evidence], old: Pack | None, new: Pack, zone: tzinfo) -> tuple[Clock, ...]:
    """The terms that run by these records and that the new version sets otherwise than the old (None: not known)."""
    return tuple(
        _clock(started, moved, new, zone)
        for started, moved in _running(records)
        if started.pack == new.id and (old is None or _deadlines(old, started) != _deadlines(new, started))
    )


def assessments(records: Iterable[Evidence], new: Pack, old: Pack | None = None) -> tuple[Assessment, ...]:
    """The standing assessments, the newest of each kind and obligation, that another version of the pack decided, and
    the decisions that come to hold again. ``old`` is the version in use; None: not known."""
    newest: dict[tuple[str, str], Assessment] = {}
    for record in sorted(records, key=lambda one: one.at):
        for one in _cited(record, new.id):
            newest[one.kind, one.obligation] = replace(one, effect=_bearing(record.facts, old, new))
        if isinstance(record.facts, DutyDecided) and not record.facts.item:
            newest.pop((record.kind, record.facts.obligation), None)
    return tuple(one for one in newest.values() if one.digest != new.digest or one.effect == "revives")


def _bearing(facts: Facts, old: Pack | None, new: Pack) -> Bearing:
    if not isinstance(facts, DutyDecided):
        return ""
    before, after = old is None or holds(facts, old), holds(facts, new)
    if after:
        return "holds" if before else "revives"
    return "lapses" if before else "lapsed"


def _running(records: Iterable[Evidence]) -> Iterator[tuple[ClockStarted, ClockChanged | None]]:
    started: dict[str, ClockStarted] = {}
    moved: dict[str, ClockChanged] = {}
    for record in sorted(records, key=lambda one: one.at):
        match record.facts:
            case ClockStarted():
                started[record.subject] = record.facts
            case ClockChanged():
                moved[record.subject] = record.facts
            case ClockStopped():
                started.pop(record.subject, None)
    return ((one, moved.get(subject)) for subject, one in started.items())


def _clock(started: ClockStarted, moved: ClockChanged | None, new: Pack, zone: tzinfo) -> Clock:
    on, deadlines = started.on.astimezone(zone).date(), _deadlines(new, started)
    last = moved or started
    due = (moved.after if moved else started.due).astimezone(zone).date() if last.ending == "dated" else None
    then = tuple(last_day(deadline, on) for deadline in deadlines)
    return Clock(started.obligation, started.event, on, due, then, not deadlines, moved is not None)


def _deadlines(pack: Pack, started: ClockStarted) -> tuple[Deadline, ...]:
    duties = (duty for duty in pack.obligations if duty.id == started.obligation)
    return tuple(one for duty in duties for one in duty.deadlines if one.after == started.event)


def _cited(record: Evidence, pack: str) -> Iterator[Assessment]:
    """The record as an assessment, where it is one and rests on a version of this pack."""
    facts = record.facts
    if isinstance(facts, (ScopeDecided, ExposureComputed)):
        for one in facts.packs:
            if one.pack == pack:
                yield Assessment(record.kind, record.subject, record.at, one.version, one.digest)
    elif isinstance(facts, StatusJudged) and facts.pack == pack:
        yield Assessment(record.kind, record.subject, record.at, facts.version, facts.digest)
    elif isinstance(facts, DutyDecided) and facts.pack == pack:
        yield Assessment(record.kind, record.subject, record.at, facts.version, facts.pack_digest, facts.obligation)
