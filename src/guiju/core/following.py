"""Following: evidence that covers every event before it, whatever its subject, as a seal covers what it closes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import deque
from datetime import datetime

from guiju.core.evidence import Evidence
from guiju.core.selection import every
from guiju.core.tally import NAMED, Measure, Place, Tally, valued


class FollowingCount:
    """The running count of a control whose events are covered by the next evidence in time; records in any order.

    Evidence later than the grace covers no event. Of an event only its time and place are held until told.
    """

    def __init__(self, measure: Measure, now: datetime) -> None:
        self._now, self._since, self._measure = now, now - measure.window, measure
        self._is_event = measure.events.compiled()
        self._is_evidence = measure.evidence.compiled() if measure.evidence else self._is_event
        self._at, self._seq, self._writer = array("d"), array("q"), array("L")
        self._writers: dict[str, int] = {}
        self._proofs: list[Evidence] = []

    def add(self, record: Evidence) -> None:
        """Takes one record into the count; what lies outside the window, or is neither event nor evidence, is none."""
        if not self._since < record.at <= self._now:
            return
        if self._is_evidence(record):
            self._proofs.append(record)
        elif self._is_event(record):
            writer, seq = record.place or ("", 0)
            self._at.append(record.at.timestamp())
            self._seq.append(seq)
            self._writer.append(self._writers.setdefault(writer, len(self._writers)))

    def tally(self) -> Tally:
        """The count so far."""
        proofs = sorted(self._proofs, key=lambda proof: proof.at)
        found = self._found([proof.at.timestamp() for proof in proofs])
        used = [proofs[place] for place in sorted({place for place in found if place is not None})]
        holds = every(self._measure.holds)
        broken = {place for place, proof in enumerate(proofs) if not holds(proof.facts)}
        failed = sum(place in broken for place in found)
        covered = len(found) - found.count(None)
        due = (self._now - self._measure.grace).timestamp()
        missing = [event for event, place in enumerate(found) if place is None and self._at[event] <= due]
        newest = max((proof.at for proof in used), default=None)
        pending, stale = len(found) - covered - len(missing), self._now - self._measure.fresh
        value, reason = valued(len(found), covered, failed, pending, newest, stale)
        faults = [proofs[place].place for place in sorted(broken.intersection(found))]
        faults += [self._place(event) for event in missing[-NAMED:]]
        return Tally(
            value, reason, len(found), covered, failed, pending, len(found) + len(used), newest,
            _named([proof.place for proof in used]), _named(faults),
        )  # fmt: skip

    def _found(self, times: list[float]) -> list[int | None]:
        """For each event the number of the evidence that covers it."""
        grace, found = self._measure.grace.total_seconds(), list[int | None]()
        for at in self._at:
            place = bisect_left(times, at)
            found.append(place if place < len(times) and times[place] <= at + grace else None)
        return found

    def _place(self, event: int) -> Place | None:
        writer = list(self._writers)[self._writer[event]]
        return (writer, self._seq[event]) if writer else None


def _named(places: list[Place | None]) -> tuple[Place, ...]:
    return tuple(deque((place for place in places if place), maxlen=NAMED))
