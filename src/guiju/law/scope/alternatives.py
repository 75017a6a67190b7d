"""Alternatives: the other answers that a fact could have, so that it shows what a change of it alone would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations

from guiju.core.expression import Expression, Fact, Value, leaves
from guiju.core.pack import Pack
from guiju.law.reading.questions import Question


def alternatives(packs: Iterable[Pack], asked: Mapping[str, Question]) -> dict[str, tuple[Value, ...]]:
    """By the path of each fact that a scope asks for, answers that between them show every effect it can have.

    A number has one answer at, under and over each number it is compared with; any other fact has every answer.
    """
    operands: dict[str, set[int]] = {}
    for expression in _expressions(packs):
        for leaf in leaves(expression):
            if isinstance(leaf, Fact):
                operands.setdefault(leaf.path, set()).update(_numbers(leaf))
    return {path: tuple(_answers(asked[path], operands[path])) for path in asked if path in operands}


def _expressions(packs: Iterable[Pack]) -> Iterator[Expression]:
    for pack in packs:
        yield from (test.when for test in pack.scope)
        yield from (duty.scope.when for duty in pack.obligations if duty.scope)


def _numbers(fact: Fact) -> Iterator[int]:
    operand = fact.operand if isinstance(fact.operand, tuple) else (fact.operand,)
    for one in operand:
        if isinstance(one, int) and not isinstance(one, bool):
            yield one


def _answers(question: Question, compared: set[int]) -> Iterable[Value]:
    match question.type:
        case "bool":
            return (False, True)
        case "choice":
            return question.choices
        case "number":
            return sorted({0} | {near for one in compared for near in (one - 1, one, one + 1) if near >= 0})
        case "list":
            sizes = range(1, len(question.choices) + 1)
            return chain.from_iterable(combinations(question.choices, size) for size in sizes)
