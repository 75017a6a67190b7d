"""One choice of a chat answer: a gate per text field, tool calls held whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guiju.core.check import Check
from guiju.core.policy import Action, Policy
from guiju.gateway.fields import TEXTS, Field, text_of
from guiju.gateway.gate import Gate
from guiju.gateway.tool_call import ToolCall

_EMPTY: tuple[Any, ...] = (None, "", [], {})
_DROPPED = frozenset(("logprobs", "annotations", "audio", "function_call", "tool_calls", "role", *TEXTS))
"""Known fields of a delta or message that are handled apart or never leave; any other field with content is denied."""

_MOST_HELD = 1 << 20
"""Characters of tool arguments held per answer; more is denied, because held text is memory."""


class Choice:
    """One of the ``n`` alternatives of an answer. ``action`` is the hardest so far."""

    __slots__ = (
        "_checks",
        "_policy",
        "_texts",
        "action",
        "calls",
        "done",
        "fields",
        "index",
        "label",
        "released",
        "spoken",
    )

    def __init__(self, index: int, checks: Sequence[Check], policy: Policy, label: tuple[str, str]) -> None:
        self.index = index
        self._checks, self._policy = checks, policy
        self.fields: dict[str, Field] = {}
        self.calls: dict[int, ToolCall] = {}
        self.label = label
        self.spoken = False
        self.done = False
        self.released: list[str] = []
        self._texts: list[Gate] = []
        self.action = Action.ALLOW

    @property
    def gates(self) -> list[Gate]:
        """Every gate that judged a part of this choice."""
        return [*(f.gate for f in self.fields.values()), *self._texts]

    def take(self, delta: dict[str, Any]) -> dict[str, Any]:
        """One delta (or a whole message): what of it may leave now. Raises ValueError for an unknown shape."""
        out: dict[str, Any] = {}
        for name, value in delta.items():
            if name in TEXTS:
                if value and self.action < Action.REFUSE:
                    field = self.fields.get(name) or self._opened(name)
                    self._put(out, name, field.feed(text_of(value)), field.gate)
            elif name == "tool_calls":
                self._hold(value)
            elif name == "role":
                if value == "assistant":
                    out["role"] = value
            elif value not in _EMPTY and (name not in _DROPPED or name in ("function_call", "audio")):
                raise ValueError("the upstream sent a field this gateway does not know")
        return out

    def close(self) -> dict[str, Any]:
        """The choice has ended whole: the rest of every field, the label's end, the tool calls."""
        out: dict[str, Any] = {}
        for name in TEXTS:
            if name in self.fields:
                field = self.fields[name]
                self._put(out, name, field.close(), field.gate)
                if self.action >= Action.REFUSE:
                    return out
        calls = [call for _, tool in sorted(self.calls.items()) if (call := self._call(tool))]
        if calls and self.action < Action.REFUSE:
            out["tool_calls"] = calls
        if self.spoken and self.label[1]:
            out["content"] = out.get("content", "") + self.label[1]
        return out

    def drop(self) -> None:
        """What is held of this choice never leaves."""
        for gate in self.gates:
            gate.drop()
        self.calls.clear()
        self.done = True

    def _opened(self, name: str) -> Field:
        self.fields[name] = Field(self._checks, self._policy)
        return self.fields[name]

    def _put(self, out: dict[str, Any], name: str, text: str, gate: Gate) -> None:
        if gate.record.action > self.action:
            self.action = gate.record.action
        if not text:
            return
        self.released.append(text)
        if name == "content" and not self.spoken:
            self.spoken = True
            text = self.label[0] + text
        out[name] = text

    def _hold(self, pieces: Any) -> None:
        if not isinstance(pieces, list | None):
            raise ValueError("the upstream sent tool calls that are no list")
        for place, piece in enumerate(pieces or ()):
            if not isinstance(piece, dict):
                raise ValueError("the upstream sent a tool call of an unknown shape")
            index = piece.get("index", place)
            if not isinstance(index, int) or not 0 <= index < 128:
                raise ValueError("the upstream sent a tool call of an unknown shape")
            self.calls.setdefault(index, ToolCall(index)).add(piece)
        if sum(call.size for call in self.calls.values()) > _MOST_HELD:
            raise ValueError("the upstream sent tool arguments that are too long to hold")

    def _call(self, tool: ToolCall) -> dict[str, Any] | None:
        call, action = tool.judged(self._judged, f"call_{self.index}_{tool.index}")
        self.action = max(self.action, action)
        if call:
            self.released.append(call["function"]["arguments"])
        return call

    def _judged(self, text: str) -> tuple[str, Action]:
        gate = Gate(self._checks, self._policy)
        out = gate.feed(text) + gate.close()
        self._texts.append(gate)
        return out, gate.record.action
