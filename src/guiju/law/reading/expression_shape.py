"""A condition in a pack's YAML, parsed into its core shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from guiju.core.expression import Expression, Fact, Group, PackApplies, Value

MODES: tuple[Literal["all", "any", "none"], ...] = ("all", "any", "none")
PACK = "pack"


def expression(raw: Mapping[str, Any]) -> Expression:
    """The core shape of one that has no fault."""
    parts = tuple(_part(key, value) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else Group("all", parts)


def _part(key: str, value: Any) -> Expression:
    for mode in MODES:
        if key == mode:
            return Group(mode, tuple(expression(part) for part in value))
    if key == PACK:
        return PackApplies(tuple(value["any_of"]) if isinstance(value, dict) else (value,))
    if not isinstance(value, dict):
        return Fact(key, "is", _operand(value))
    [(test, operand)] = value.items()
    return Fact(key, test, _operand(operand))


def _operand(raw: Any) -> Value:
    return tuple(raw) if isinstance(raw, list) else raw
