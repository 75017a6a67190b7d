"""Condition and Selection: which records of evidence a control reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter
from typing import Any, Literal

from guiju.core.evidence import Evidence
from guiju.core.facts import Facts

Test = Literal["is", "not", "any_of", "at_least", "includes", "covers", "without", "present"]
Operand = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on one field of facts.

    ``is``, ``not``, ``any_of`` and ``at_least`` compare; ``includes`` looks for names of checks in a field of
    ``name@version`` ids; ``covers`` for risks in a field of risks; ``without`` asks that no hit is of these risks;
    ``present`` that the field is neither empty nor zero.
    """

    field: str
    test: Test
    operand: Operand

    def compiled(self) -> Callable[[Facts], bool]:
        """The test as a function of facts."""
        return _TESTS[self.test](attrgetter(self.field), self.operand)


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of one kind that pass every condition."""

    kind: str
    where: tuple[Condition, ...] = ()

    def compiled(self) -> Callable[[Evidence], bool]:
        """Whether a record is one of them, as a function."""
        kind, passes = self.kind, every(self.where)
        return lambda record: record.kind == kind and passes(record.facts)


def every(conditions: tuple[Condition, ...]) -> Callable[[Facts], bool]:
    """Whether facts pass all conditions, as a function."""
    if not conditions:
        return lambda facts: True
    return reduce(_both, (condition.compiled() for condition in conditions))


def _both(one: Callable[[Facts], bool], other: Callable[[Facts], bool]) -> Callable[[Facts], bool]:
    return lambda facts: one(facts) and other(facts)


def _includes(get: attrgetter[Any], operand: Any) -> Callable[[Facts], bool]:
    wanted = set(operand)
    return lambda facts: wanted <= {check.partition("@")[0] for check in get(facts)}


def _covers(get: attrgetter[Any], operand: Any) -> Callable[[Facts], bool]:
    wanted = frozenset(operand)
    return lambda facts: wanted.issubset(get(facts))


def _without(get: attrgetter[Any], operand: Any) -> Callable[[Facts], bool]:
    unwanted = frozenset(operand)
    return lambda facts: unwanted.isdisjoint(hit.risk for hit in get(facts))


_TESTS: dict[Test, Callable[[attrgetter[Any], Any], Callable[[Facts], bool]]] = {
    "is": lambda get, operand: lambda facts: bool(get(facts) == operand),
    "not": lambda get, operand: lambda facts: bool(get(facts) != operand),
    "any_of": lambda get, operand: lambda facts: get(facts) in operand,
    "at_least": lambda get, operand: lambda facts: bool(get(facts) >= operand),
    "includes": _includes,
    "covers": _covers,
    "without": _without,
    "present": lambda get, operand: lambda facts: bool(get(facts)) is operand,
}
