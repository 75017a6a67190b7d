"""Scope: which packs and duties apply to a service, by which clause, and what would change that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guiju.core.expression import FactValues, Value
from guiju.core.pack import Obligation, Pack
from guiju.core.text import Text
from guiju.law.reading.loading import FOLDER, in_effect, read_packs
from guiju.law.reading.questions import Question, questions
from guiju.law.scope.alternatives import alternatives
from guiju.law.scope.applicability import applying, ordered, settled
from guiju.law.scope.profile import ON_DATE, Profile
from guiju.law.scope.together import together

_LATER = Text("自 {day} 起适用", "applies from {day} on")
_DRAFT = Text("{day} 公布征求意见，此前没有这份草案", "a draft of {day}; there was none before")
_SINCE = Text("自 {day} 起适用，不另设条件", "applies since {day}, without a further condition")
_ENDED = Text("已于 {day} 停止适用", "ended on {day}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something applies or does not, and the clause that says so."""

    clause: str
    text: Text


@dataclass(frozen=True, slots=True)
class DutyScope:
    """Whether a duty applies; ``reason`` where it has a scope of its own.

    ``would_change`` names the facts whose change alone would turn that; ``assumed`` are the paths of facts that were
    not given and on which a scope of its own rests, those of its pack among them.
    """

    duty: Obligation
    applies: bool
    reason: Reason | None
    would_change: tuple[str, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackScope:
    """Whether a pack applies: the tests that hold, and readings that fit, or the tests that fail.

    ``assumed`` are the paths of facts that were not given and on which the answer rests; ``would_change`` names the
    facts whose change alone would turn it, ``on_date`` where another day would, ``together`` pairs of others that do so
    only at once. ``duties`` is empty where it does not apply.
    """

    pack: Pack
    applies: bool
    reasons: tuple[Reason, ...]
    assumed: tuple[str, ...]
    would_change: tuple[str, ...]
    together: tuple[tuple[str, str], ...]
    duties: tuple[DutyScope, ...]

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """The duties that apply; those of the state are nobody's to meet here."""
        return tuple(one.duty for one in self.duties if one.applies and one.duty.actor != "state")


@dataclass(frozen=True, slots=True)
class Scope:
    """The answer for a profile: a pack each, in their order; ``facts`` are those given and those assumed."""

    profile: Profile
    facts: FactValues
    packs: tuple[PackScope, ...]

    @property
    def obligations(self) -> tuple[str, ...]:
        """The ids of all duties that apply."""
        return tuple(duty.id for one in self.packs for duty in one.obligations)

    @property
    def assumed(self) -> dict[str, Value]:
        """The facts that were assumed and on which a pack's or a duty's answer rests, with what was assumed."""
        rests = {path for pack in self.packs for path in pack.assumed}
        rests |= {path for pack in self.packs for duty in pack.duties for path in duty.assumed}
        return {path: value for path, value in self.facts.items() if path in rests}


def scope_of(profile: Profile, folder: Path = FOLDER) -> Scope:
    """The scope by all packs of a folder, active or not."""
    return decide(tuple(read_packs(folder).values()), profile, questions(folder))


def decide(packs: Sequence[Pack], profile: Profile, asked: Mapping[str, Question]) -> Scope:
    """Which of these packs apply and why; what is not given is assumed as its question says.

    Raises ValueError for a day before every pack and for packs that rest on each other, LookupError without packs.
    """
    if not packs:
        raise LookupError("no packs to hold the service against; name a folder that has some")
    first = min(packs, key=lambda pack: pack.since)
    if profile.on_date < first.since:
        raise ValueError(
            f"{ON_DATE} {profile.on_date} is before every pack; the first, {first.id}, applies from {first.since}"
        )
    judging = _Judging(packs, profile, asked)
    return Scope(profile, judging.facts, tuple(judging.pack(pack) for pack in packs))


def open_facts(packs: Sequence[Pack], profile: Profile, asked: Mapping[str, Question]) -> tuple[str, ...]:
    """The paths of the facts, not given, that can still change which packs or duties apply, in order of asking."""
    found = settled(ordered(packs), profile.given, profile.on_date).values()
    return tuple(path for path in asked if any(path in one.open for one in found))


class _Judging:
    """One profile held against the packs: what applies, what would, and what is open."""

    def __init__(self, packs: Sequence[Pack], profile: Profile, asked: Mapping[str, Question]) -> None:
        self._order = order = ordered(packs)
        self.facts, self._day, self._asked = profile.values(asked), profile.on_date, asked
        self._applying = applying(order, self.facts, self._day)
        self._settled = settled(order, profile.given, self._day)
        self._answers = alternatives(order, asked)
        self._effects = self._effects_in(order)

    def pack(self, pack: Pack) -> PackScope:
        """What is told of one pack."""
        applies = pack.id in self._applying
        reasons = tuple(self._holding(pack) if applies else self._failing(pack))
        duties = tuple(self._duty(duty) for duty in pack.obligations) if applies else ()
        return PackScope(
            pack, applies, reasons, self._assumed(pack.id), self._would_change(pack.id), self._together(pack), duties
        )

    def _duty(self, duty: Obligation) -> DutyScope:
        applies, test = duty.id in self._applying, duty.scope
        reason = Reason(test.clause, test.holds if applies else test.fails) if test else None
        assumed = self._assumed(duty.id) if test else ()
        return DutyScope(duty, applies, reason, self._would_change(duty.id), assumed)

    def _assumed(self, name: str) -> tuple[str, ...]:
        return tuple(path for path in self._asked if path in self._settled[name].open)

    def _holding(self, pack: Pack) -> list[Reason]:
        told = [Reason(test.clause, test.holds) for test in pack.scope]
        told += [
            Reason(r.clause, r.text) for r in pack.remarks if r.when.holds(self.facts, self._applying.__contains__)
        ]
        return told or [Reason(_start(pack), _on(_SINCE, pack.since))]

    def _failing(self, pack: Pack) -> list[Reason]:
        failing = [test for test in pack.scope if not test.when.holds(self.facts, self._applying.__contains__)]
        return [*_dated(pack, self._day), *(Reason(test.clause, test.fails) for test in failing)]

    def _would_change(self, name: str) -> tuple[str, ...]:
        return tuple(fact for fact, turned in self._effects.items() if name in turned)

    def _together(self, pack: Pack) -> tuple[tuple[str, str], ...]:
        alone = [path for path in self._answers if pack.id in self._effects[self._asked[path].name]]
        pairs = together(pack, self._order, self.facts, self._day, self._answers, alone)
        return tuple((self._asked[first].name, self._asked[second].name) for first, second in pairs)

    def _effects_in(self, order: tuple[Pack, ...]) -> dict[str, frozenset[str]]:
        """By the name of each fact the packs and duties that some other answer to it turns; for the day, those that
        apply on another day."""
        found: dict[str, frozenset[str]] = {}
        for path, answers in self._answers.items():
            others = (applying(order, {**self.facts, path: answer}, self._day) for answer in answers)
            found[self._asked[path].name] = frozenset[str]().union(*(other ^ self._applying for other in others))
        days = {day for pack in order for day in (pack.since, pack.until) if day}
        later = frozenset[str]().union(*(applying(order, self.facts, day) for day in days))
        return {**found, ON_DATE: later - self._applying}


def _dated(pack: Pack, day: date) -> list[Reason]:
    if in_effect(pack, day):
        return []
    if pack.until and day >= pack.until:
        return [Reason(_start(pack), _on(_ENDED, pack.until))]
    return [Reason(_start(pack), _on(_DRAFT if pack.draft else _LATER, pack.since))]


def _start(pack: Pack) -> str:
    """The clause that sets the start; the first of the scope, or of the text, where none does."""
    return pack.starts or (pack.scope[0].clause if pack.scope else pack.articles[0].number)


def _on(text: Text, day: date) -> Text:
    return Text(text.zh.format(day=day), text.en.format(day=day))
