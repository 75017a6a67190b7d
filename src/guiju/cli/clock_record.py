"""What ``guiju law clock --record`` leaves: the terms that run, what moved them, and what stopped them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from guiju.core.evidence import Evidence
from guiju.core.facts import ClockChanged, ClockStarted, ClockStopped, Digest, Facts, Id
from guiju.core.facts.clock import Ending, Move
from guiju.core.ledger import Ledger
from guiju.law import Moved, Running


@dataclass(frozen=True, slots=True)
class Clocks:
    """The recorded terms of a ledger. A term's subject is its obligation, event and day; days begin in ``zone``."""

    ledger: Ledger
    actor: str
    zone: ZoneInfo
    demo: bool = False

    def start(self, terms: Iterable[Running]) -> int:
        """Records the terms that run and are not recorded yet; how many those were."""
        new = [row for row in terms if not any(self.ledger.find(subject=subject(row), kind=ClockStarted.kind))]
        self._append((row, self._started(row)) for row in new)
        return len(new)

    def move(self, row: Running) -> int:
        """Records what moved a term, and the term where it is not recorded yet; how many records that made.

        Raises ValueError where the ledger knows of a move that is not told again: it would be undone unsaid.
        """
        moves = list(self._moves(row, row.moved)) if row.moved else []
        found = (one.facts for one in self.ledger.find(subject=subject(row), kind=ClockChanged.kind))
        told = [one for one in found if isinstance(one, ClockChanged)]
        self._agree(row, told, moves)
        new = moves[_told_already([_days(one) for one in told], [_days(one) for one in moves]) :]
        started = self.start([row])
        self._append((row, one) for one in new)
        return started + len(new)

    def stop(self, row: Running, done: date) -> bool:
        """Records that what a term was for is done; whether it was in time. Raises ValueError for one not running."""
        found = list(self.ledger.find(subject=subject(row)))
        if not any(isinstance(one.facts, ClockStarted) for one in found):
            raise ValueError(f"{row.duty.id}: no term from {row.on} is recorded; record it first, without --done")
        if any(isinstance(one.facts, ClockStopped) for one in found):
            raise ValueError(f"{row.duty.id}: the term from {row.on} has been stopped already")
        moment, pack = self._begin(done), row.pack
        ends = [one.facts.after for one in found if isinstance(one.facts, ClockChanged)]
        due = ends[-1] if ends else self._due(row.due, row.on)
        in_time = row.due is None or moment <= due
        self._append([(row, ClockStopped(*_named(row), Digest(pack.digest), moment, in_time))])
        return in_time

    def _started(self, row: Running) -> ClockStarted:
        due = row.moved.before if row.moved else row.due
        return ClockStarted(
            *_named(row), Id(row.pack.version), Digest(row.pack.digest), self._begin(row.on), self._due(due, row.on),
            _ending(row, due), row.deadline.keep,
        )  # fmt: skip

    def _moves(self, row: Running, moved: Moved) -> Iterator[ClockChanged]:
        end = moved.before
        for one, after in zip(moved.shift.suspended, moved.resumed, strict=True):
            yield self._moved(row, moved, "suspended", (one.first, one.last), (end, after))
            end = after
        if moved.shift.extended:
            yield self._moved(row, moved, "extended", (end or row.on, row.due or row.on), (end, row.due))

    def _moved(
        self, row: Running, moved: Moved, move: Move, days: tuple[date, date], ends: tuple[date | None, date | None]
    ) -> ClockChanged:
        before, after = (self._due(end, row.on) for end in ends)
        return ClockChanged(
            *_named(row), Id(row.pack.version), Digest(row.pack.digest), move, self._begin(days[0]), self._end(days[1]),
            before, after, _ending(row, ends[1]), _digest(moved.shift.reason), Id(moved.shift.approver),
        )  # fmt: skip

    def _agree(self, row: Running, told: Iterable[ClockChanged], moves: Iterable[ClockChanged]) -> None:
        now = {_days(one) if one.move == "suspended" else one.move for one in moves}
        for one in told:
            if (_days(one) if one.move == "suspended" else one.move) not in now:
                first, last = (moment.astimezone(self.zone).date() for moment in (one.begin, one.end))
                raise ValueError(f"{row.duty.id}: on record the term was {one.move} ({first}..{last}); tell that too")

    def _due(self, due: date | None, on: date) -> datetime:
        return self._end(due) if due else self._begin(on)

    def _begin(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone).astimezone(UTC)

    def _end(self, day: date) -> datetime:
        return datetime.combine(day, time.max, self.zone).astimezone(UTC)

    def _append(self, rows: Iterable[tuple[Running, Facts]]) -> None:
        now = datetime.now(UTC)
        evidence = [Evidence(one.kind, subject(row), None, self.actor, now, one, self.demo) for row, one in rows]
        if evidence:
            self.ledger.append(*evidence)


def subject(row: Running) -> str:
    """The subject of a term's evidence: its obligation, event and day."""
    return f"clock:{row.duty.id}:{row.deadline.after}:{row.on}"


def _named(row: Running) -> tuple[Id, Id, Id]:
    return Id(row.deadline.after), Id(row.duty.id), Id(row.pack.id)


def _ending(row: Running, due: date | None) -> Ending:
    if due:
        return "dated"
    return "open" if row.open else "beyond_calendar"


def _digest(reason: str) -> Digest:
    return Digest(hashlib.sha256(reason.encode()).hexdigest())


def _days(one: ClockChanged) -> tuple[Move, datetime, datetime]:
    return one.move, one.begin, one.end


def _told_already(told: list[tuple[Move, datetime, datetime]], moves: list[tuple[Move, datetime, datetime]]) -> int:
    """How many of these moves, from the first on, are what was told last."""
    return next(n for n in range(len(moves), -1, -1) if told[len(told) - n :] == moves[:n])
