"""Newest: of records that replace one another, as a decision replaces the one before it, the last one alone counts."""

from __future__ import annotations

from datetime import datetime

from guiju.core.evidence import Evidence
from guiju.core.tally import Count, Measure, Tally


class NewestCount:
    """The running count of a control over the newest event of each subject; records come in any order."""

    def __init__(self, measure: Measure, now: datetime) -> None:
        self._measure, self._now = measure, now
        self._is_event = measure.events.compiled()
        self._newest: dict[str, Evidence] = {}

    def add(self, record: Evidence) -> None:
        """Takes one record into the count; what is no event, or is of a later time than now, is none."""
        if record.at > self._now or not self._is_event(record):
            return
        known = self._newest.get(record.subject)
        if known is None or _order(record) > _order(known):
            self._newest[record.subject] = record

    def tally(self) -> Tally:
        """The count so far."""
        count = Count(self._measure, self._now)
        for record in self._newest.values():
            count.add(record)
        return count.tally()


def _order(record: Evidence) -> tuple[datetime, tuple[str, int]]:
    return record.at, record.place or ("", 0)
