"""pii: personal identifiers with a structure of their own, and names, addresses and organisations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from guiju.checks.pii import (
    bank_card,
    bodies,
    email,
    id_card,
    latin,
    names,
    passport,
    phone,
    places,
    plate,
    sensitive,
    uscc,
)
from guiju.checks.pii.identifier import SHAPE_ONLY, Identifier
from guiju.checks.pii.naming import Name
from guiju.checks.pii.natural import natural
from guiju.checks.pii.run import MANY_DIGITS, Run, prepare, runs, settled
from guiju.checks.pii.weighing import weights
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

_Kind = Callable[[Run], Iterator[Identifier]]
_KINDS: tuple[_Kind, ...] = (
    id_card.identity_cards, phone.phones, uscc.credit_codes, bank_card.bank_cards,
    plate.plates, passport.passports, email.emails,
)  # fmt: skip
_OF_FEW_DIGITS: tuple[_Kind, ...] = (plate.plates, email.emails)
_TELLING = (plate.RISK, email.RISK)
"""Kinds that nothing else looks like, whatever it is called."""

NUMBERS = frozenset((id_card.RISK, phone.RISK, uscc.RISK, bank_card.RISK, plate.RISK, passport.RISK, email.RISK))
WORDS = frozenset((names.RISK, places.RISK, bodies.RISK)) | sensitive.RISKS

Part = Literal["all", "numbers", "words"]

BLOCK = 4096
"""Characters read at once; of a longer text the rest is read from the cut on."""


@dataclass(frozen=True)
class Pii:
    """The check of personal identifiers: inline, threshold 0.8.

    Score 1 where the structure and any check digit hold, less where there is none, below the threshold where it is
    wrong. Of candidates that overlap, the one with the higher score is kept, then the longer, then the earlier kind.
    Names, addresses and organisations are read phrase by phrase and what is sensitive sentence by sentence, which a
    stream would have to wait for: so the check comes in two parts too, ``numbers`` and ``words``, which together find
    what it finds.
    """

    part: Part = "all"
    id: str = field(init=False)
    threshold: float = 0.8
    cost: Cost = "inline"
    risks: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", "pii-words@2026.11" if self.part == "words" else "pii@2026.11")
        object.__setattr__(self, "risks", {"numbers": NUMBERS, "words": WORDS, "all": NUMBERS | WORDS}[self.part])
        prepare()
        weights()
        places.prepare()
        names.prepare()
        latin.prepare()
        sensitive.prepare()

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row, in the order of the text."""
        return [self._found(content.text) for content in batch]

    def settled(self, text: str) -> int:
        """See Check.settled."""
        return self.tail(text)[1]

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        if self.part == "numbers":
            return self._findings(_numbers(text)), settled(text)
        found, base = list[Finding](), 0
        while len(text) - base > BLOCK:
            seen, cut = self._read(text[base : base + BLOCK])
            found += [f.shifted(base) for f in seen if f.at and f.at[1] <= (cut or BLOCK)]
            base += cut or BLOCK
        seen, cut = self._read(text[base:])
        return found + [f.shifted(base) for f in seen], base + cut

    def _found(self, text: str) -> list[Finding]:
        return self.tail(text)[0]

    def _read(self, text: str) -> tuple[list[Finding], int]:
        found = _numbers(text)
        words, cuts = natural(text, found)
        if words:
            found = sorted([*found, *words], key=lambda one: one.start)
        return self._findings(found), _cut(text, cuts)

    def _findings(self, found: Iterable[Identifier]) -> list[Finding]:
        return [Finding(one.risk, one.score, self.id, (one.start, one.end)) for one in found if one.risk in self.risks]


def _numbers(text: str) -> list[Identifier]:
    found = [
        Identifier(one.risk, run.at[one.start], run.at[one.end - 1] + 1, one.score)
        for run in runs(text)
        for one in chosen(_weighed(run, candidate) for kind in _kinds(run) for candidate in kind(run))
    ]
    more = list(phone.in_brackets(text))
    return _merged(found, more) if more else found


def _weighed(run: Run, one: Identifier) -> Identifier:
    """The candidate, with the score of a shape alone where the text names its number as some thing."""
    name = run.name(one.start)
    thing = name is Name.THING or (name is Name.LOOSE and one.risk != phone.RISK)
    if not thing or one.score <= SHAPE_ONLY or one.risk in _TELLING or run.text[one.start] == "+":
        return one
    if one.risk == uscc.RISK and not run.text[one.start : one.end - 1].isdecimal():
        return one
    return replace(one, score=SHAPE_ONLY)


def _merged(found: list[Identifier], more: list[Identifier]) -> list[Identifier]:
    kept = list[Identifier]()
    for one in sorted([*found, *more], key=lambda each: each.start):
        if kept and one.start < kept[-1].end:
            if one.score <= kept[-1].score:
                continue
            kept.pop()
        kept.append(one)
    return kept


def _kinds(run: Run) -> tuple[_Kind, ...]:
    return _KINDS if MANY_DIGITS.match(run.text) else _OF_FEW_DIGITS


def _cut(text: str, cuts: list[int]) -> int:
    """The greatest of the cuts that splits no run, or 0."""
    number = len(cuts)
    while number:
        at = cuts[number - 1]
        lower = settled(text[:at])
        if lower == at:
            return at
        number = bisect_right(cuts, lower)
    return 0


def chosen(candidates: Iterable[Identifier]) -> list[Identifier]:
    """The candidates that stay where several overlap, in the order of the run."""
    kept, offered = list[Identifier](), list(candidates)
    if len(offered) < 2:
        return offered
    for one in sorted(offered, key=lambda c: (-c.score, c.start - c.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: c.start)
