"""Applicability: which packs and duties apply to a service, known all its facts, or as far as some of them tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from guiju.core.expression import Expression, Fact, FactValues, Group, PackApplies, leaves
from guiju.core.pack import Pack
from guiju.law.reading.loading import in_effect


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether something holds (None: some facts must be known first), and the facts on which that is open."""

    value: bool | None
    open: frozenset[str] = frozenset()


def ordered(packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """The packs, those first on which others rest. Raises ValueError naming packs that rest on each other, LookupError
    for one that rests on a pack there is not."""
    by_id = {pack.id: pack for pack in packs}
    rests = {pack.id: rests_on(pack) for pack in packs}
    for name, others in rests.items():
        if alien := sorted(others - by_id.keys()):
            raise LookupError(f"pack {name}: its scope rests on {alien[0]!r}, which is no pack here; correct it")
    try:
        return tuple(by_id[name] for name in TopologicalSorter(rests).static_order())
    except CycleError as error:
        raise ValueError(f"packs rest on each other: {' → '.join(error.args[1])}; take one out of a scope") from None


def rests_on(pack: Pack) -> frozenset[str]:
    """The ids of the packs that its scope names."""
    named = (leaf.packs for test in pack.scope for leaf in leaves(test.when) if isinstance(leaf, PackApplies))
    return frozenset[str]().union(*named)


def applying(packs: Sequence[Pack], facts: FactValues, day: date) -> frozenset[str]:
    """The ids of the packs and duties that apply; ``packs`` in the order of ``ordered``, ``facts`` whole."""
    found = applying_packs(packs, facts, day)
    for pack in packs:
        if pack.id in found:
            found.update(
                duty.id
                for duty in pack.obligations
                if duty.since <= day and (duty.scope is None or duty.scope.when.holds(facts, found.__contains__))
            )
    return frozenset(found)


def applying_packs(packs: Iterable[Pack], facts: FactValues, day: date) -> set[str]:
    """The ids of the packs alone that apply; ``packs`` and ``facts`` as for ``applying``."""
    found = set[str]()
    for pack in packs:
        if in_effect(pack, day) and all(test.when.holds(facts, found.__contains__) for test in pack.scope):
            found.add(pack.id)
    return found


def settled(packs: Iterable[Pack], given: FactValues, day: date) -> dict[str, Settled]:
    """How far the given facts settle every pack, and every duty that has a scope of its own, by id."""
    found: dict[str, Settled] = {}
    for pack in packs:
        tests = [settle(test.when, given, found) for test in pack.scope]
        found[pack.id] = _united("all", tests) if in_effect(pack, day) else Settled(False)
    for pack in packs:
        for duty in pack.obligations:
            if duty.scope:
                parts = [found[pack.id], settle(duty.scope.when, given, found)]
                found[duty.id] = _united("all", parts) if duty.since <= day else Settled(False)
    return found


def settle(expression: Expression, given: FactValues, packs: Mapping[str, Settled]) -> Settled:
    """How far the given facts settle an expression; ``packs`` tells those that it may name."""
    match expression:
        case Fact(path=path):
            if path not in given:
                return Settled(None, frozenset((path,)))
            return Settled(expression.holds(given, lambda pack: False))
        case PackApplies(packs=names):
            return _united("any", [packs[name] for name in names])
        case Group(mode=mode, parts=parts):
            return _united(mode, [settle(part, given, packs) for part in parts])


def _united(mode: Literal["all", "any", "none"], parts: Sequence[Settled]) -> Settled:
    """All: one that fails decides; any and none: one that holds does. What is left open is open in an open part."""
    decides = mode != "all"
    if any(part.value is decides for part in parts):
        return Settled(mode == "any")
    if all(part.value is not None for part in parts):
        return Settled(mode != "any")
    return Settled(None, reduce(frozenset.union, (part.open for part in parts if part.value is None), frozenset()))
