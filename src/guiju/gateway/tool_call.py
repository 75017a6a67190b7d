"""One tool call of an answer: held whole, judged as what it decodes to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from guiju.core.policy import Action, Verdict, rewritten
from guiju.gateway.fields import text_of
from guiju.gateway.judgement import saying
from guiju.gateway.readings import decoded, mended, number_text, readings

DEPTH: Final = 64
"""Levels of nesting that arguments may have."""

_NAME: Final = re.compile(r"[A-Za-z0-9_.:-]{1,128}")

Judge = Callable[[Sequence[str], str], list[Verdict]]
"""From texts to what is decided on each, and last on what they say, where that is not empty."""

Judged = tuple[dict[str, str] | None, Action]
"""Name and arguments as they may leave, None where they must not, and the hardest action on any of their strings."""


class ToolCall:
    """One tool call, held whole. Arguments in which nothing is edited leave as they came, byte for byte."""

    __slots__ = ("_arguments", "_name", "index", "size")

    def __init__(self, index: int) -> None:
        self.index = index
        self.size = 0
        self._name = ""
        self._arguments: list[str] = []

    def add(self, piece: dict[str, Any]) -> None:
        """Takes one piece as an upstream streams it; its id stays behind. Raises ValueError for a shape not known."""
        function = piece.get("function") or {}
        if not isinstance(function, dict):
            raise ValueError("the upstream sent a tool call of an unknown shape")
        strange = [*(k for k in piece if k not in ("index", "id", "type", "function")),
                   *(k for k in function if k not in ("name", "arguments"))]  # fmt: skip
        if strange or piece.get("type") not in (None, "", "function"):
            raise ValueError("the upstream sent a tool call of an unknown shape")
        text_of(piece.get("id"))
        name = text_of(function.get("name"))
        self._name += name
        arguments = function.get("arguments")
        self._arguments.append(arguments if isinstance(arguments, str) else _written(arguments) if arguments else "")
        self.size += len(name) + len(self._arguments[-1])

    def judged(self, judge: Judge) -> Judged:
        """What may leave of the call. Raises ValueError for arguments that are too deep, of too many parts, or of an
        object that names a field twice."""
        if not _NAME.fullmatch(self._name):
            return None, Action.REFUSE
        raw = mended("".join(self._arguments))
        try:
            value = decoded(raw) if raw else {}
        except json.JSONDecodeError:
            return self._as_it_is(raw, judge)
        leaves = list(_leaves(value, 0))
        named, together, *each = judge([self._name, " ".join(leaves), *leaves], saying(leaves))
        hardest = max((verdict.action for verdict in each), default=Action.ALLOW)
        if together.action >= Action.REFUSE:
            hardest = max(hardest, together.action)
        told = [rewritten(leaf, v.edits) if v.edits else leaf for leaf, v in zip(leaves, each, strict=False)]
        if hardest < Action.REFUSE:
            inner = [reading for text in told for reading in readings(text)]
            hardest = max(hardest, _unedited([named, *(judge(inner, "") if inner else ())]))
        if hardest >= Action.REFUSE:
            return None, max(hardest, named.action)
        edited = _written(_with(value, iter(leaves), iter(told))) if told != leaves else raw
        return {"name": self._name, "arguments": edited}, hardest

    def _as_it_is(self, raw: str, judge: Judge) -> Judged:
        """Arguments that are no JSON: judged in every reading; anything found refuses them."""
        hardest = _unedited(judge([self._name, raw, *readings(raw)], raw))
        return (None, hardest) if hardest else ({"name": self._name, "arguments": raw}, hardest)


def _unedited(verdicts: Sequence[Verdict]) -> Action:
    """The hardest action where nothing can be edited: whatever would be refuses."""
    hardest = max(verdict.action for verdict in verdicts)
    return max(hardest, Action.REFUSE) if hardest > Action.ALLOW else hardest


def _leaves(node: Any, depth: int) -> Iterator[str]:
    """Every string and number as text, names included, in order."""
    if depth > DEPTH:
        raise ValueError("the upstream sent tool arguments that are nested too deep")
    if isinstance(node, str):
        yield node
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield number_text(node)
    elif isinstance(node, list):
        for item in node:
            yield from _leaves(item, depth + 1)
    elif isinstance(node, dict):
        for name, item in node.items():
            yield name
            yield from _leaves(item, depth + 1)


def _with(node: Any, leaves: Iterator[str], told: Iterator[str]) -> Any:
    """The same with the texts of its leaves told anew; a number stays one where its text is the same."""
    if isinstance(node, (str, int, float)) and not isinstance(node, bool):
        before, after = next(leaves), next(told)
        return node if before == after else after
    if isinstance(node, list):
        return [_with(item, leaves, told) for item in node]
    if isinstance(node, dict):
        out = {_with(name, leaves, told): _with(item, leaves, told) for name, item in node.items()}
        if len(out) != len(node):
            raise ValueError("the names of two fields of tool arguments are the same once they are edited")
        return out
    return node


def _written(arguments: Any) -> str:
    """Arguments as JSON."""
    try:
        return mended(json.dumps(arguments, ensure_ascii=False, separators=(",", ":")))
    except RecursionError:
        raise ValueError("the upstream sent tool arguments that are nested too deep") from None
