"""Tally: what the records that a control reads come to."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Literal, Protocol

from guiju.core.evidence import Evidence
from guiju.core.selection import Condition, Selection, every

StatusName = Literal["met", "not_met", "not_applicable", "planned", "no_evidence"]
Reason = Literal["covered", "missing", "failed", "stale", "no_events", "pending", "planned", "no_duty"]
Place = tuple[str, int]

NAMED = 5
"""How many places of records a tally names of each sort."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the records of one sort, live or demo, come to.

    ``events`` should have left evidence (the denominator), ``covered`` of them did, ``failed`` of those do not hold,
    ``pending`` are younger than the grace. ``records`` were used, ``newest`` is the newest evidence; ``places`` and
    ``faults`` (events without evidence, evidence that does not hold) name a few of them.
    """

    value: StatusName
    reason: Reason
    events: int = 0
    covered: int = 0
    failed: int = 0
    pending: int = 0
    records: int = 0
    newest: datetime | None = None
    places: tuple[Place, ...] = ()
    faults: tuple[Place, ...] = ()


class Measure(Protocol):
    """How a control is counted: what it reads, and when its evidence is due and fresh."""

    @property
    def events(self) -> Selection: ...
    @property
    def evidence(self) -> Selection | None: ...
    @property
    def holds(self) -> tuple[Condition, ...]: ...
    @property
    def window(self) -> timedelta: ...
    @property
    def fresh(self) -> timedelta: ...
    @property
    def grace(self) -> timedelta: ...
    @property
    def many(self) -> str: ...


class Count:
    """The running count of one control over one sort of records; records come in any order.

    Evidence by subject waits for its event and an event for its evidence, so memory grows with what is open and
    not with what was read. An event takes one record of evidence, or as many as its own field ``many`` says and counts
    for as many events; a record fails where it does not hold or lies further
    than the grace from its event. Evidence without an event fails, unless its event may lie before the window.
    """

    def __init__(self, measure: Measure, now: datetime) -> None:
        self._now, self._since, self._measure = now, now - measure.window, measure
        self._is_event, self._holds = measure.events.compiled(), every(measure.holds)
        self._is_evidence = measure.evidence.compiled() if measure.evidence else None
        self._events = self._covered = self._failed = self._records = 0
        self._newest: datetime | None = None
        self._places: deque[Place] = deque(maxlen=NAMED)
        self._faults: deque[Place] = deque(maxlen=NAMED)
        self._many = attrgetter(measure.many) if measure.many else None
        self._open: dict[str, tuple[Evidence, int]] = {}
        self._early: defaultdict[str, list[Evidence]] = defaultdict(list)

    def add(self, record: Evidence) -> None:
        """Takes one record into the count; what lies outside the window, or is neither event nor evidence, is none."""
        if not self._since < record.at <= self._now:
            return
        if self._is_evidence is None:
            if self._is_event(record):
                self._used(record)
                self._events += 1
                self._cover(record, record)
            return
        if self._is_event(record):
            self._event(record)
        elif self._is_evidence(record):
            self._used(record)
            event, wanted = self._open.pop(record.subject, (None, 0))
            if event is None:
                self._early[record.subject].append(record)
                return
            self._cover(record, event)
            if wanted > 1:
                self._open[record.subject] = event, wanted - 1

    def tally(self) -> Tally:
        """The count so far."""
        strays = [record for records in self._early.values() for record in records if self._is_stray(record)]
        due = self._now - self._measure.grace
        late = [record for record, _ in self._open.values() if record.at <= due]
        pending = sum(wanted for record, wanted in self._open.values() if record.at > due)
        events, failed = self._events + len(strays), self._failed + len(strays)
        covered = self._covered + len(strays)
        value, reason = valued(events, covered, failed, pending, self._newest, self._now - self._measure.fresh)
        faults = [*self._faults, *(r.place for r in (*strays, *late) if r.place)]
        return Tally(
            value, reason, events, covered, failed, pending, self._records, self._newest,
            tuple(self._places), tuple(faults[-NAMED:]),
        )  # fmt: skip

    def _is_stray(self, record: Evidence) -> bool:
        return record.at > self._since + self._measure.grace or not self._holds(record.facts)

    def _event(self, record: Evidence) -> None:
        self._used(record)
        wanted = self._many(record.facts) if self._many else 1
        self._events += wanted
        early = self._early.pop(record.subject, [])
        for one in early[:wanted]:
            self._cover(one, record)
        if early[wanted:]:
            self._early[record.subject] = early[wanted:]
        elif wanted > len(early):
            self._open[record.subject] = record, wanted - len(early)

    def _used(self, record: Evidence) -> None:
        self._records += 1
        if record.place:
            self._places.append(record.place)

    def _cover(self, record: Evidence, event: Evidence) -> None:
        self._covered += 1
        if self._newest is None or record.at > self._newest:
            self._newest = record.at
        late = event is not record and abs(record.at - event.at) > self._measure.grace
        if late or not self._holds(record.facts):
            self._failed += 1
            if record.place:
                self._faults.append(record.place)


def valued(
    events: int, covered: int, failed: int, pending: int, newest: datetime | None, since: datetime
) -> tuple[StatusName, Reason]:
    """Met only where every event due is covered, none failed, and the newest evidence is younger than ``since``."""
    if not events:
        return "no_evidence", "no_events"
    if failed:
        return "not_met", "failed"
    if covered + pending < events:
        return "not_met", "missing"
    if newest is None:
        return "no_evidence", "pending"
    if newest <= since:
        return "not_met", "stale"
    return "met", "covered"
