"""Conditions of a pack's controls, held against the facts they name."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal, TypeGuard, get_args, get_origin, get_type_hints

from guiju.core.facts import KINDS, Hit, Id
from guiju.core.selection import Condition, Operand, Selection
from guiju.law.reading.schema import Conditions, SelectionYaml


def selection(raw: SelectionYaml) -> Selection:
    """The core shape of a selection."""
    return Selection(raw.kind, conditions(raw.where))


def conditions(raw: Conditions) -> tuple[Condition, ...]:
    """The core shape of ``{field: value | {operation: operand}}``."""
    return tuple(_condition(field, value) for field, value in raw.items())


def _condition(field: str, value: Any) -> Condition:
    if not isinstance(value, dict):
        return Condition(field, "is", value)
    [(test, operand)] = value.items()
    return Condition(field, test, tuple(operand) if isinstance(operand, list) else operand)


def unfit(kind: str, found: tuple[Condition, ...]) -> list[tuple[str, str]]:
    """``(field, what is wrong)`` for every condition that facts of this kind can never be held against."""
    hints = _hints(KINDS[kind])
    return [
        (c.field, what)
        for c in found
        for what in ([f"{kind} has no field {c.field!r}; it has {', '.join(sorted(hints))}"]
                     if c.field not in hints else _unfit(c, hints[c.field]))
    ]  # fmt: skip


def _hints(shape: type[Any]) -> dict[str, Any]:
    known = {field.name for field in fields(shape)}
    return {name: hint for name, hint in get_type_hints(shape).items() if name in known}


def _unfit(condition: Condition, hint: Any) -> list[str]:
    name, operand = condition.field, condition.operand
    match condition.test:
        case "present":
            return [] if isinstance(operand, bool) else [f"{name}: present takes true or false"]
        case "at_least":
            number = hint in (int, float) and isinstance(operand, (int, float)) and not isinstance(operand, bool)
            return [] if number else [f"{name}: at_least compares a number with a numeric field"]
        case "includes":
            ids = get_origin(hint) is tuple and get_args(hint)[0] is not Hit and _listed(operand)
            return [] if ids else [f"{name}: includes takes a list of checks, for a field that holds ids"]
        case "covers":
            ids = get_origin(hint) is tuple and get_args(hint)[0] is Id and _listed(operand)
            return [] if ids else [f"{name}: covers takes a list of risks, for a field that holds ids"]
        case "without":
            hits = get_args(hint)[:1] == (Hit,) and _listed(operand)
            return [] if hits else [f"{name}: without takes a list of risks, for a field that holds hits"]
        case "any_of":
            if not _listed(operand):
                return [f"{name}: any_of takes a list of values"]
            return [what for one in operand for what in _alien(name, one, hint)]
        case "is" | "not":
            return _alien(name, operand, hint)


def _listed(operand: Operand) -> TypeGuard[tuple[str, ...]]:
    return isinstance(operand, tuple) and bool(operand)


def _alien(name: str, value: Operand, hint: Any) -> list[str]:
    if get_origin(hint) is Literal:
        words = get_args(hint)
        return [] if value in words else [f"{name}: {value!r} is not one of {', '.join(repr(w) for w in words)}"]
    wanted = getattr(hint, "__supertype__", hint)
    called = getattr(wanted, "__name__", wanted)
    return [] if type(value) is wanted else [f"{name}: {value!r} does not fit a field of type {called}"]
