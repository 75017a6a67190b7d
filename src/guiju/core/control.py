"""Control and Status: what we do about an obligation, and whether evidence shows that it is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guiju.core.evidence import Evidence
from guiju.core.reach import Reach, ReachCount
from guiju.core.selection import Condition, Selection
from guiju.core.tally import Count, Reason, StatusName, Tally
from guiju.core.text import Text

PLANNED = Tally("planned", "planned")


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
    None, else a record of ``evidence`` with the same subject; until ``grace`` has passed its absence is no failure.
    Evidence must pass ``holds``, and the newest be younger than ``fresh``. With ``reach`` the events are users whose
    records have mounted up to a limit, and the evidence is the next on the same user, no later than ``grace`` after.
    """

    events: Selection
    evidence: Selection | None
    holds: tuple[Condition, ...]
    window: timedelta
    fresh: timedelta
    grace: timedelta
    reach: Reach | None = None

    def count(self, now: datetime) -> Count | ReachCount:
        """An empty count as of now."""
        return ReachCount(self, self.reach, now) if self.reach else Count(self, now)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of evidence that are read."""
        return frozenset(s.kind for s in (self.events, self.evidence) if s)


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
        return Counting(self.reading.kinds, self.reading.count(now), self.reading.count(now))

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
    """The running counts of one control, which reads ``kinds``: live records, and those of a demonstration."""

    kinds: frozenset[str]
    live: Count | ReachCount
    demo: Count | ReachCount

    def add(self, record: Evidence) -> None:
        """Takes one record into the count it belongs to."""
        (self.demo if record.demo else self.live).add(record)

    def status(self) -> Status:
        """The counts so far."""
        return Status(self.live.tally(), self.demo.tally())
