"""Clock: the terms that run from an event, when each ends, and what moved it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from guiju.core.pack import Deadline, Obligation, Open, Pack
from guiju.core.text import Text
from guiju.law.clock.calendar import is_working, known_years
from guiju.law.clock.terms import Suspension, added, ending, term, worked
from guiju.law.scope.narrowing import Narrowing


@dataclass(frozen=True, slots=True)
class Shift:
    """What moves a running term: suspensions, then an extension, both with the reason and who approved them.

    ``extended`` is an ISO 8601 term in calendar days, or a number of working days.
    """

    suspended: tuple[Suspension, ...]
    extended: str | int
    reason: str
    approver: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How a shift moved the end of a term: where it was, where each suspension in turn put it, and by what."""

    before: date | None
    resumed: tuple[date | None, ...]
    shift: Shift


@dataclass(frozen=True, slots=True)
class Running:
    """One term that runs from an event on a date, under one pack.

    ``due`` is its last day, None where the law gives no number or the calendar is not known that far. ``rest_day``
    says that it is no working day (None: not known); it is told and the date is not moved.
    """

    pack: Pack
    duty: Obligation
    deadline: Deadline
    on: date
    due: date | None
    rest_day: bool | None
    moved: Moved | None

    @property
    def open(self) -> Open:
        """How the law leaves the term open; empty where it gives a number, or a fixed day for events so early."""
        return "" if graced(self.deadline, self.on) else self.deadline.open

    @property
    def unknown(self) -> Text | None:
        """Why there is no date though the law gives a number; None where there is one, or no number."""
        if self.due or self.open:
            return None
        first, last = known_years()
        return Text(
            f"只知道{first}年至{last}年的放假和调休安排，工作日数不到期限届满之日，不作推测",
            f"holidays and make-up days are known for {first} to {last} only, which is not as far as this term "
            "counts; nothing is guessed",
        )


def clock(packs: Iterable[Pack], event: str, on: date, narrowing: Narrowing) -> tuple[Running, ...]:
    """Every term that runs from an event on a date, by the packs and obligations that apply then, in their order.

    A duty that does not bind yet is among them where the law gives such early events a fixed day.
    Raises LookupError where no pack has a term from this event, ValueError where all that have one take effect later.
    """
    known = tuple(packs)
    found = tuple(
        _running(pack, duty, deadline, on)
        for pack, duty, deadline in _terms(known, event)
        if narrowing.applies(pack.id)
        and _binds(duty, deadline, on, narrowing)
        and (deadline.when is None or deadline.when.holds(narrowing.facts, narrowing.applies))
    )
    if not found:
        _in_time(known, event, on)
    return found


def changed(one: Running, shift: Shift) -> Running:
    """A term as a shift moves it. Raises ValueError for a term without a number, and for days that do not fit it."""
    if graced(one.deadline, one.on):
        raise ValueError(f"{one.duty.id}: the law gives a fixed day, {one.due}, which nothing moves")
    if one.deadline.open:
        raise ValueError(f"{one.duty.id}: the law gives no number for this term, so there is none to move")
    if not (shift.reason.strip() and shift.approver):
        raise ValueError("a term is suspended or extended only with --reason TEXT and --approver NAME; give both")
    days = tuple(sorted(shift.suspended, key=lambda days: days.first))
    ends = tuple(_end(one.deadline, one.on, days[: i + 1]) for i in range(len(days)))
    resumed = ends[-1] if ends else one.due
    due = resumed if resumed is None else _extended(resumed, shift.extended)
    return replace(one, due=due, rest_day=_rest(due), moved=Moved(one.due, ends, replace(shift, suspended=days)))


def graced(deadline: Deadline, on: date) -> bool:
    """Whether the law gives a fixed day to what happened on this one."""
    return deadline.grace is not None and on < deadline.grace.before


def last_day(deadline: Deadline, on: date) -> date | None:
    """The last day of a term from a date that nothing moved; None where there is no number or no calendar so far."""
    return _end(deadline, on, ())


def _binds(duty: Obligation, deadline: Deadline, on: date, narrowing: Narrowing) -> bool:
    """Whether a duty binds by what is said of the service; one that is still to come does where it has a fixed day."""
    if duty.since <= on:
        return narrowing.holds(duty.id)
    meant = duty.scope is None or duty.scope.when.holds(narrowing.facts, narrowing.applies)
    return graced(deadline, on) and meant


def _terms(packs: Iterable[Pack], event: str) -> Iterator[tuple[Pack, Obligation, Deadline]]:
    return (
        (pack, duty, deadline)
        for pack in packs
        for duty in pack.obligations
        for deadline in duty.deadlines
        if deadline.after == event
    )


def _running(pack: Pack, duty: Obligation, deadline: Deadline, on: date) -> Running:
    due = _end(deadline, on, ())
    return Running(pack, duty, deadline, on, due, _rest(due), None)


def _end(deadline: Deadline, on: date, suspended: tuple[Suspension, ...]) -> date | None:
    if deadline.grace and on < deadline.grace.before:
        return deadline.grace.by
    if not deadline.within:
        return None
    return ending(on, term(deadline.within), working=deadline.days == "working", suspended=suspended)


def _extended(due: date, by: str | int) -> date | None:
    if isinstance(by, int):
        return worked(due, by)
    return added(due, term(by)) if by else due


def _rest(due: date | None) -> bool | None:
    working = is_working(due) if due else None
    return None if working is None else not working


def _in_time(packs: Iterable[Pack], event: str, on: date) -> None:
    having = {duty.id: duty.since for _, duty, _ in _terms(packs, event)}
    if not having:
        raise LookupError(f"no pack sets a term from {event}; ask for another event, or another --pack")
    first = min(having, key=lambda name: (having[name], name))
    if on < having[first]:
        raise ValueError(
            f"on {on} nothing that sets a term from {event} is in effect; the first is {first}, from {having[first]}"
        )
