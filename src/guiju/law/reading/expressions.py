"""Expressions in a pack's YAML, held against the facts that there are: what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from guiju.core.expression import Comparison
from guiju.law.reading.expression_shape import MODES, PACK, expression
from guiju.law.reading.questions import Question

__all__ = ["expression", "unfit"]


def unfit(raw: object, known: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong with an expression: an unknown fact, a value that it does not take, a part of no known form."""
    if not isinstance(raw, dict) or not raw:
        yield f"{raw!r} is no condition; write `FACT: value`"
        return
    for key, value in raw.items():
        if key in MODES:
            parts = value if isinstance(value, list) and value else [None]
            yield from (what for part in parts for what in unfit(part, known))
        elif key == PACK:
            yield from _unfit_packs(value)
        elif key in known:
            yield from _unfit_fact(known[key], value)
        else:
            yield f"no fact {key!r}; known: {', '.join(known)}"


def _unfit_packs(value: object) -> Iterator[str]:
    named = value.get("any_of") if isinstance(value, dict) else [value]
    if not isinstance(named, list) or not named or not all(isinstance(one, str) for one in named):
        yield "pack takes the id of a pack, or {any_of: [ID, …]}"


def _unfit_fact(question: Question, value: object) -> Iterator[str]:
    test: str
    test, operand = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else ("is", value)
    if test not in get_args(Comparison):
        yield f"{question.path}: {test!r} is no comparison; there is {', '.join(get_args(Comparison))}"
    elif (test == "includes") is not (question.type == "list"):
        yield f"{question.path}: a list is asked with includes, and only a list"
    elif test == "at_least":
        if question.type != "number" or not question.fits(operand):
            yield f"{question.path}: at_least compares a number"
    else:
        listed = test in ("any_of", "includes")
        wanted = operand if listed and isinstance(operand, list) and operand else [operand]
        if listed and not isinstance(operand, list):
            yield f"{question.path}: {test} takes a list"
        for one in wanted:
            if not question.fits([one] if question.type == "list" else one):
                yield f"{question.path}: {one!r} is not {question.wants}"
