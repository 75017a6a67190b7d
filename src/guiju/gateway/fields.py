"""The text-bearing fields of one choice: each behind its own gate, none forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import orjson

from guiju.core.check import Check
from guiju.core.policy import Action, Policy
from guiju.gateway.gate import Gate

TEXTS = ("reasoning_content", "reasoning", "content", "refusal")
"""Fields of a chat message that hold plain text, in the order in which they are closed."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


class Field:
    """One text field on its way out. Halves of surrogate pairs are joined before anything is judged."""

    __slots__ = ("_half", "gate")

    def __init__(self, checks: Sequence[Check], policy: Policy) -> None:
        self.gate = Gate(checks, policy)
        self._half = ""

    def feed(self, text: str) -> str:
        """What may leave of this field now."""
        if self._half or _SURROGATE.search(text):
            text, self._half = _joined(self._half + text)
        return self.gate.feed(text)

    def close(self) -> str:
        """What may leave of this field at its end; half a pair becomes the replacement character."""
        last = self.gate.feed("\ufffd") if self._half else ""
        return last + self.gate.close()


def _joined(text: str) -> tuple[str, str]:
    """Text with its surrogate pairs joined and lone halves replaced, and a half at the end that may yet find its pair."""
    half = text[-1] if "\ud800" <= text[-1] <= "\udbff" else ""
    body = text[: len(text) - len(half)]
    return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), half


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
        strange = [*(k for k in piece if k not in ("index", "id", "type", "function")),
                   *(k for k in function if k not in ("name", "arguments"))]  # fmt: skip
        if strange or piece.get("type") not in (None, "", "function"):
            raise ValueError("the upstream sent a tool call of an unknown shape")
        self.id = text_of(piece.get("id")) or self.id
        self.name += text_of(function.get("name"))
        arguments = function.get("arguments")
        self.arguments.append(arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode() if arguments else "")
        self.size += len(self.arguments[-1])

    def judged(self, judge: Callable[[str], tuple[str, Action]], fallback: str) -> tuple[dict[str, Any] | None, Action]:
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
        whole, action = judge(" ".join(strings_of(value)))
        hardest = max(hardest, action if action >= Action.REFUSE else Action.ALLOW)
        if not _NAME.fullmatch(self.name) or judge(self.name)[1] > Action.ALLOW:
            hardest = max(hardest, Action.REFUSE)
        if hardest >= Action.REFUSE:
            return None, hardest
        return self._call(orjson.dumps(cleaned).decode() if raw else raw, fallback), hardest

    def _broken(self, raw: str, judge: Callable[[str], tuple[str, Action]], fallback: str) -> tuple[dict[str, Any] | None, Action]:
        """Arguments that are no JSON: judged as they are and with their escapes read; anything found refuses them."""
        read = _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), raw)
        hardest = max(judge(raw)[1], judge(_joined(read)[0] if _SURROGATE.search(read) else read)[1])
        if hardest > Action.ALLOW or not _NAME.fullmatch(self.name) or judge(self.name)[1] > Action.ALLOW:
            return None, max(hardest, Action.REFUSE)
        return self._call(raw, fallback), hardest

    def _call(self, arguments: str, fallback: str) -> dict[str, Any]:
        known = self.id if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", self.id) else fallback
        return {"index": self.index, "id": known, "type": "function", "function": {"name": self.name, "arguments": arguments}}


def strings_of(node: Any) -> list[str]:
    """Every string and number in decoded JSON as text, keys included, in order."""
    if isinstance(node, (str, int, float)) and not isinstance(node, bool):
        return [str(node)]
    if isinstance(node, list):
        return [text for item in node for text in strings_of(item)]
    if isinstance(node, dict):
        return [text for key, item in node.items() for text in (key, *strings_of(item))]
    return []


def text_of(value: Any) -> str:
    """A field that must be text or absent. Raises ValueError for anything else: what is not known is denied."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("the upstream sent a text field that is no text")
    return value
