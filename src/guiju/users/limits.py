"""When a user's refused requests lead to suspension: so many in a row, or so many on one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from guiju.core.facts import RequestAdmitted

Reached = Literal["", "consecutive", "per_day"]
Asked = tuple[datetime, RequestAdmitted]


@dataclass(frozen=True, slots=True)
class Counts:
    """How a user stands toward the limits: counted refusals in a row, and on the calendar day of the last one.

    ``turns`` are the digests of the turns that these numbers come from; the same turn is not counted twice.
    """

    consecutive: int = 0
    per_day: int = 0
    day: date = date.min
    turns: frozenset[str] = frozenset()

    def after(self, day: date, request: RequestAdmitted) -> Counts:
        """The counts after one more request. One that was served ends a row; one refused uncounted changes nothing."""
        if not request.counted:
            return self if request.refusal else Counts(0, self.per_day, self.day, self.turns)
        seen = self.turns if self.consecutive or day <= self.day else frozenset[str]()
        if request.turn and request.turn in seen:
            return self
        today = self.per_day + 1 if day == self.day else 1 if day > self.day else self.per_day
        return Counts(self.consecutive + 1, today, max(day, self.day), seen | {request.turn})

    def on(self, day: date) -> int:
        """The counted refusals on ``day``, the day of the last one or a later one."""
        return self.per_day if day == self.day else 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers that suspend a user (from the pack) and the zone in which its days begin."""

    consecutive: int
    per_day: int
    zone: tzinfo

    def __post_init__(self) -> None:
        if min(self.consecutive, self.per_day) < 1:
            raise ValueError("limits of standing must be at least 1, in a row and on one day")

    def counted(self, requests: Iterable[Asked]) -> tuple[Counts, Reached]:
        """The counts after these requests in the order of their times, up to the first that reaches a limit."""
        counts = Counts()
        for at, request in sorted(requests, key=lambda asked: asked[0]):
            counts = counts.after(at.astimezone(self.zone).date(), request)
            reached = self._reached(counts)
            if reached:
                return counts, reached
        return counts, ""

    def _reached(self, counts: Counts) -> Reached:
        if counts.consecutive >= self.consecutive:
            return "consecutive"
        return "per_day" if counts.per_day >= self.per_day else ""
