"""One choice of a chat answer: a gate per text field, tool calls held whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guiju.checks import judged
from guiju.core.content import Stage
from guiju.core.policy import Action, Verdict
from guiju.gateway.fields import TEXTS, Field, text_of
from guiju.gateway.gate import Gate, Record
from guiju.gateway.judgement import Judgement
from guiju.gateway.readings import LEAVES
from guiju.gateway.tool_call import ToolCall

_EMPTY: tuple[Any, ...] = (None, "", [], {})
_DROPPED = frozenset(("logprobs", "annotations", "audio", "function_call", "tool_calls", "role", *TEXTS))
"""Known fields of a delta or message that are handled apart or never leave; any other field with content is denied."""

_MOST_HELD = 1 << 20
"""Characters of tool arguments held per choice; more is denied, because held text is memory."""


class Choice:
    """One of the ``n`` alternatives of an answer. ``action`` is the hardest so far, ``held`` the characters of tool
    arguments that wait; ``ids`` is what the ids of its tool calls begin with."""

    __slots__ = (
        "_ids",
        "_judged",
        "_judgement",
        "_said",
        "action",
        "calls",
        "done",
        "fields",
        "held",
        "index",
        "label",
        "released",
        "spoken",
    )

    def __init__(self, index: int, judgement: Judgement, label: tuple[str, str], ids: str) -> None:
        self.index = index
        self._judgement, self._ids = judgement, ids
        self.fields: dict[str, Field] = {}
        self.calls: dict[int, ToolCall] = {}
        self.label = label
        self.spoken = False
        self.done = False
        self.released: list[str] = []
        self.held = 0
        self._judged = 0
        self._said = Record()
        self.action = Action.ALLOW

    @property
    def records(self) -> list[Record]:
        """What was decided on every part of this choice."""
        return [*(f.gate.record for f in self.fields.values()), self._said]

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
        for field in self.fields.values():
            field.gate.drop()
        self.calls.clear()
        self.done = True

    def _opened(self, name: str) -> Field:
        self.fields[name] = Field(self._judgement)
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
        self.held = sum(call.size for call in self.calls.values())
        if self.held > _MOST_HELD:
            raise ValueError("the upstream sent tool arguments that are too long to hold")

    def _call(self, tool: ToolCall) -> dict[str, Any] | None:
        call, action = tool.judged(self._verdicts)
        self.action = max(self.action, action)
        if call is None:
            return None
        self.released.append(call["arguments"])
        self._said.released += len(call["arguments"])
        called = f"{self._ids}_{self.index}_{tool.index}"
        return {"index": tool.index, "id": called, "type": "function", "function": call}

    def _verdicts(self, texts: Sequence[str], said: str) -> list[Verdict]:
        """What is decided on each of these texts of a tool call, and last on what they say."""
        self._judged += len(texts)
        if self._judged > LEAVES:
            raise ValueError("the upstream sent tool arguments of too many parts to judge")
        judgement = self._judgement
        rows = judged(judgement.reading, [judgement.content(text) for text in texts])
        if said:
            rows += judged(judgement.weighing, [judgement.content(said)], deadline=judgement.term.left)
        verdicts = [judgement.policy.decide(Stage.ANSWER, row) for row in rows]
        for verdict in verdicts:
            self._said.take(verdict)
        return verdicts
