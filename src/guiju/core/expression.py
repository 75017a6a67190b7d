"""Expression: a condition over the facts of a service, as a pack states it, and whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Value = bool | int | str | tuple[str, ...]
"""A fact: yes or no, a number, a word, or a list of words."""

FactValues = Mapping[str, Value]
"""Facts by their path, such as ``service.public``."""

Comparison = Literal["is", "not", "any_of", "at_least", "includes"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact compared: ``includes`` holds where a list has any of the operand's words."""

    path: str
    test: Comparison
    operand: Value

    def holds(self, facts: FactValues, applies: Callable[[str], bool]) -> bool:
        """Whether it holds of these facts. Raises KeyError for a fact that is not there."""
        value, operand = facts[self.path], self.operand
        match self.test:
            case "is":
                return value == operand
            case "not":
                return value != operand
            case "any_of":
                return isinstance(operand, tuple) and value in operand
            case "at_least":
                return isinstance(value, int) and isinstance(operand, int) and value >= operand
            case "includes":
                return isinstance(value, tuple) and isinstance(operand, tuple) and not set(operand).isdisjoint(value)


@dataclass(frozen=True, slots=True)
class PackApplies:
    """Whether any of these packs applies to the service."""

    packs: tuple[str, ...]

    def holds(self, facts: FactValues, applies: Callable[[str], bool]) -> bool:
        """Whether one of the packs applies."""
        return any(applies(pack) for pack in self.packs)


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which ``all``, ``any`` or ``none`` must hold."""

    mode: Literal["all", "any", "none"]
    parts: tuple[Expression, ...]

    def holds(self, facts: FactValues, applies: Callable[[str], bool]) -> bool:
        """Whether the parts hold as the mode asks."""
        held = (part.holds(facts, applies) for part in self.parts)
        return all(held) if self.mode == "all" else any(held) is (self.mode == "any")


Expression = Fact | PackApplies | Group


def leaves(expression: Expression) -> Iterator[Fact | PackApplies]:
    """Every fact and pack that an expression asks for."""
    if isinstance(expression, Group):
        for part in expression.parts:
            yield from leaves(part)
    else:
        yield expression
