"""One tool call of an answer: held whole, judged as what it decodes to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import orjson

from guiju.core.policy import Action
from guiju.gateway.fields import joined, text_of

_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")

Judge = Callable[[str], tuple[str, Action]]
"""From one text to what may leave of it, and the hardest action on it."""

Judged = tuple[dict[str, Any] | None, Action]
"""The call as it may leave, None where it must not, and the hardest action on any of its strings."""


class ToolCall:
    """One tool call, held whole: its arguments are judged as the strings they decode to and encoded again."""

    __slots__ = ("arguments", "id", "index", "name", "size")

    def __init__(self, index: int) -> None:
        self.index = index
        self.id = ""
        self.name = ""
        self.arguments: list[str] = []
        self.size = 0

    def add(self, piece: dict[str, Any]) -> None:
        """Takes one piece as an upstream streams it. Raises ValueError for a shape that is not known."""
        function = piece.get("function") or {}
        if not isinstance(function, dict):
            raise ValueError("the upstream sent a tool call of an unknown shape")
        strange = [*(k for k in piece if k not in ("index", "id", "type", "function")),
                   *(k for k in function if k not in ("name", "arguments"))]  # fmt: skip
        if strange or piece.get("type") not in (None, "", "function"):
            raise ValueError("the upstream sent a tool call of an unknown shape")
        self.id = text_of(piece.get("id")) or self.id
        self.name += text_of(function.get("name"))
        arguments = function.get("arguments")
        self.arguments.append(
            arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode() if arguments else ""
        )
        self.size += len(self.arguments[-1])

    def judged(self, judge: Judge, fallback: str) -> Judged:
        """The call as it may leave, or None where it must not, and the hardest action on any of its strings."""
        raw = "".join(self.arguments)
        try:
            value: Any = orjson.loads(raw) if raw else {}
        except orjson.JSONDecodeError:
            return self._broken(raw, judge, fallback)
        hardest = Action.ALLOW

        def clean(node: Any) -> Any:
            nonlocal hardest
            if isinstance(node, (str, int, float)) and not isinstance(node, bool):
                text, action = judge(str(node))
                hardest = max(hardest, action)
                return node if text == str(node) else text
            if isinstance(node, list):
                return [clean(item) for item in node]
            if isinstance(node, dict):
                return {clean(key): clean(item) for key, item in node.items()}
            return node

        cleaned = clean(value)
        _, action = judge(" ".join(strings_of(value)))
        hardest = max(hardest, action if action >= Action.REFUSE else Action.ALLOW)
        if not _NAME.fullmatch(self.name) or judge(self.name)[1] > Action.ALLOW:
            hardest = max(hardest, Action.REFUSE)
        if hardest >= Action.REFUSE:
            return None, hardest
        return self._call(orjson.dumps(cleaned).decode() if raw else raw, fallback), hardest

    def _broken(self, raw: str, judge: Judge, fallback: str) -> tuple[dict[str, Any] | None, Action]:
        """Arguments that are no JSON: judged as they are and with their escapes read; anything found refuses them."""
        read = _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), raw)
        hardest = max(judge(raw)[1], judge(joined(read + " ")[0])[1])
        if hardest > Action.ALLOW or not _NAME.fullmatch(self.name) or judge(self.name)[1] > Action.ALLOW:
            return None, max(hardest, Action.REFUSE)
        return self._call(raw, fallback), hardest

    def _call(self, arguments: str, fallback: str) -> dict[str, Any]:
        known = self.id if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", self.id) else fallback
        return {
            "index": self.index,
            "id": known,
            "type": "function",
            "function": {"name": self.name, "arguments": arguments},
        }


def strings_of(node: Any) -> list[str]:
    """Every string and number in decoded JSON as text, keys included, in order."""
    if isinstance(node, (str, int, float)) and not isinstance(node, bool):
        return [str(node)]
    if isinstance(node, list):
        return [text for item in node for text in strings_of(item)]
    if isinstance(node, dict):
        return [text for key, item in node.items() for text in (key, *strings_of(item))]
    return []


def _written(arguments: Any) -> str:
    """Arguments that an upstream sent decoded, as the JSON they should have been."""
    return orjson.dumps(arguments).decode() if arguments else ""
