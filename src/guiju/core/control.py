"""Control and Status: what we do about an obligation, and whether evidence shows that it is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from guiju.core.evidence import Evidence
from guiju.core.following import FollowingCount
from guiju.core.newest import NewestCount
from guiju.core.reach import Reach, ReachCount
from guiju.core.selection import Condition, Selection
from guiju.core.tally import Count, Reason, StatusName, Tally
from guiju.core.text import Text

PLANNED = Tally("planned", "planned")
Counts = Count | ReachCount | FollowingCount | NewestCount


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a control is met by live records; what a demonstration left is told apart and never counts."""

    live: Tally
    demo: Tally

    @property
    def value(self) -> StatusName:
        """Met or not, by live records alone."""
        return self.live.value

    @property
    def reason(self) -> Reason:
        """Why, by live records alone."""
        return self.live.reason


@dataclass(frozen=True, slots=True)
class Reading:
    """How a control's evidence is read.

    Each record of ``events`` in the ``window`` before now should have left evidence: itself where ``evidence`` is
    None, else a record of ``evidence`` no further than ``grace`` from it, ``by`` the same subject, or by time alone:
    the next on whatever subject. Evidence must pass ``holds``, and the newest be younger than ``fresh``. With ``reach``
    the events are users whose records have mounted up to a limit, and the evidence is the next on the same user, no
    later than ``grace`` after. With ``newest`` a record replaces those before it on its subject and alone counts.
    With ``many`` an event should have left as many records of evidence as that field of its facts says.
    """

    events: Selection
    evidence: Selection | None
    holds: tuple[Condition, ...]
    window: timedelta
    fresh: timedelta
    grace: timedelta
    reach: Reach | None = None
    by: Literal["subject", "time"] = "subject"
    newest: bool = False
    many: str = ""

    def count(self, now: datetime) -> Counts:
        """An empty count as of now."""
        if self.by == "time":
            return FollowingCount(self, now)
        if self.newest:
            return NewestCount(self, now)
        return ReachCount(self, self.reach, now) if self.reach else Count(self, now)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of evidence that are read."""
        return frozenset(s.kind for s in (self.events, self.evidence) if s)

    @property
    def shared(self) -> frozenset[str]:
        """The kinds whose live records serve a demonstration too: what seals the one seals the other."""
        return frozenset((self.evidence.kind,)) if self.evidence and self.by == "time" else frozenset()


@dataclass(frozen=True, slots=True)
class Control:
    """What we do about obligations. ``reading`` is None where the control is planned: nothing shows it met yet.

    ``writes`` is the kind of evidence that code must write; ``parameters`` are the ids of those it works by.
    """

    id: str
    text: Text
    reading: Reading | None
    writes: str = ""
    parameters: tuple[str, ...] = ()

    @property
    def planned(self) -> bool:
        """Whether nothing is built for it yet."""
        return self.reading is None

    def counting(self, now: datetime) -> Counting | None:
        """An empty count as of now; None for a planned control."""
        if self.reading is None:
            return None
        reading = self.reading
        return Counting(reading.kinds, reading.shared, reading.count(now), reading.count(now))

    def status(self, records: Iterable[Evidence], now: datetime) -> Status:
        """Met, not met, planned or no evidence by these records, in one pass over them."""
        counting = self.counting(now)
        if counting is None:
            return Status(PLANNED, PLANNED)
        for record in records:
            counting.add(record)
        return counting.status()


@dataclass(frozen=True, slots=True)
class Counting:
    """The running counts of one control, which reads ``kinds``: live records, and those of a demonstration.

    Live records of the ``shared`` kinds belong to both.
    """

    kinds: frozenset[str]
    shared: frozenset[str]
    live: Counts
    demo: Counts

    def counts(self, kind: str, demo: bool) -> tuple[Counts, ...]:
        """The counts to which records of this kind belong."""
        if demo:
            return (self.demo,)
        return (self.live, self.demo) if kind in self.shared else (self.live,)

    def add(self, record: Evidence) -> None:
        """Takes one record into the counts it belongs to."""
        for count in self.counts(record.kind, record.demo):
            count.add(record)

    def status(self) -> Status:
        """The counts so far."""
        return Status(self.live.tally(), self.demo.tally())
