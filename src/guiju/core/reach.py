"""Reach: events that no single record is, a user's records mounting up to a limit in a row or in a day."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from guiju.core.evidence import Evidence
from guiju.core.selection import Condition, every
from guiju.core.tally import NAMED, Measure, Place, Tally, valued


@dataclass(frozen=True, slots=True)
class Reach:
    """A limit: ``in_a_row`` counted records of one user, or ``in_a_day`` on one calendar day in ``zone``.

    Records of the same kind that pass ``broken_by`` end a row; two with the same ``distinct`` field count once.
    """

    in_a_row: int
    in_a_day: int
    zone: str
    distinct: str
    broken_by: tuple[Condition, ...]


@dataclass(slots=True)
class _Row:
    """What has mounted up for one user since the last evidence; ``due`` is the event that waits for evidence."""

    row: int = 0
    day: date = date.min
    today: int = 0
    seen: set[str] = field(default_factory=set)
    due: Evidence | None = None

    def count(self, reach: Reach, mark: str, day: date) -> bool:
        """Takes one more counted record; whether a limit is reached now."""
        if not self.row and day > self.day:
            self.seen.clear()
        if mark and mark in self.seen:
            return False
        self.seen.add(mark)
        self.today = self.today + 1 if day == self.day else 1
        self.row, self.day = self.row + 1, day
        return self.row >= reach.in_a_row or self.today >= reach.in_a_day


class ReachCount:
    """The running count of a control whose events are reached; records come in any order.

    Counted records and evidence are held until told, of those that break a row only the time. Any evidence on a user
    starts the counts anew. Evidence that comes later than the grace does not cover its event. A row that began before
    the window is not seen whole and makes no event.
    """

    def __init__(self, measure: Measure, reach: Reach, now: datetime) -> None:
        self._now, self._since, self._measure, self._reach = now, now - measure.window, measure, reach
        self._counts, self._breaks = measure.events.compiled(), every(reach.broken_by)
        self._is_evidence = measure.evidence.compiled() if measure.evidence else self._counts
        self._kind = measure.events.kind
        self._counted: defaultdict[str, list[Evidence]] = defaultdict(list)
        self._evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
        self._broken: defaultdict[str, array[float]] = defaultdict(lambda: array("d"))

    def add(self, record: Evidence) -> None:
        """Takes one record into the count; what lies outside the window or has no user is none."""
        if record.user is None or not self._since < record.at <= self._now:
            return
        if self._is_evidence(record):
            self._evidence[record.user].append(record)
        elif self._counts(record):
            self._counted[record.user].append(record)
        elif record.kind == self._kind and self._breaks(record.facts):
            self._broken[record.user].append(record.at.timestamp())

    def tally(self) -> Tally:
        """The count so far."""
        holds, grace = every(self._measure.holds), self._measure.grace
        pairs = [pair for user in self._counted for pair in self._pairs(user)]
        on_time = [(event, found) for event, found in pairs if found and found.at <= event.at + grace]
        pending = sum(found is None and event.at > self._now - grace for event, found in pairs)
        failed = [found for _, found in on_time if not holds(found.facts)]
        late = [event for event, found in pairs if not found or found.at > event.at + grace]
        newest = max((found.at for _, found in on_time), default=None)
        stale = self._now - self._measure.fresh
        value, reason = valued(len(pairs), len(on_time), len(failed), pending, newest, stale)
        return Tally(
            value, reason, len(pairs), len(on_time), len(failed), pending, len(pairs) + len(on_time), newest,
            _places([record for pair in on_time for record in pair]), _places([*failed, *late]),
        )  # fmt: skip

    def _pairs(self, user: str) -> Iterator[tuple[Evidence, Evidence | None]]:
        """Each event of one user with the evidence that followed it."""
        zone, state = ZoneInfo(self._reach.zone), _Row()
        for record in self._in_order(user):
            if record is None:
                state.row = 0
            elif self._is_evidence(record):
                if state.due:
                    yield state.due, record
                state = _Row()
            elif state.count(
                self._reach, getattr(record.facts, self._reach.distinct), record.at.astimezone(zone).date()
            ):
                state.due = state.due or record
        if state.due:
            yield state.due, None

    def _in_order(self, user: str) -> Iterator[Evidence | None]:
        """What happened to one user by time; None where a row was broken."""
        held: list[tuple[float, int, Evidence | None]] = [(at, 0, None) for at in self._broken.get(user, ())]
        held += [(record.at.timestamp(), 1, record) for record in self._counted[user]]
        held += [(record.at.timestamp(), 2, record) for record in self._evidence.get(user, ())]
        return (record for _, _, record in sorted(held, key=lambda one: one[:2]))


def _places(records: list[Evidence]) -> tuple[Place, ...]:
    return tuple(deque((record.place for record in records if record.place), maxlen=NAMED))
