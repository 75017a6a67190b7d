"""One chat answer on its way to the client: every choice, every field, streamed or whole. Sans I/O."""

from __future__ import annotations

import re
from typing import Any, Final

from guiju.core.policy import Action
from guiju.gateway.choice import Choice
from guiju.gateway.fields import TEXTS
from guiju.gateway.gate import Record, Tally
from guiju.gateway.judgement import Judgement

_MOST = 10**9
"""The largest count that is passed on; a larger number is no count, and could say anything."""

NO_END: Final = 2**40
"""Bytes of text that no answer has."""

_DEEPEST = 8
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")
"""Ids of tool calls come back in prompts, where they are judged: letters make no phone number, consonants no word."""

_REASONS = ("stop", "length", "tool_calls", "content_filter", "function_call")
_COUNT = re.compile(
    r"(prompt|completion|total|input|output|cached|audio|text|image|reasoning|accepted_prediction|rejected_prediction"
    r"|prompt_cache_hit|prompt_cache_miss|cache_creation|cache_read)_tokens(_details)?"
)
"""The names of token counts in a usage object; a name of the upstream's own could say anything."""


class ChatAnswer:
    """An answer of ``n`` choices. ``label`` is the explicit label's text before and after the content of each choice;
    ``notice`` is told to the reader where an answer ends early. Chunks and bodies are dicts of decoded JSON.

    ``created`` is the gateway's own time, in seconds since 1970. REFUSE ends one choice, STOP ends them all; ``ended``
    says that nothing more is wanted of the upstream. Of a stream no more than ``most`` bytes of text are taken: the
    answer is then ``full``, and whatever goes on ends there with the reason "length".
    """

    __slots__ = ("_ids", "_judgement", "_label", "_n", "_notice", "_room", "_usage", "choices", "heads")

    def __init__(
        self, judgement: Judgement, *, answer_id: str, model: str, created: int = 0, n: int = 1,
        label: tuple[str, str] = ("", ""), notice: str = "", most: int = NO_END,
    ) -> None:  # fmt: skip
        self._judgement, self._n = judgement, n
        self._label, self._notice = label, notice
        self.heads: dict[str, Any] = {
            "id": answer_id, "object": "chat.completion.chunk", "created": created, "model": model
        }  # fmt: skip
        self._ids = "call_" + answer_id[-16:].translate(_LETTERS)
        self._room = most
        self._usage: dict[str, Any] | None = None
        self.choices: dict[int, Choice] = {}

    @property
    def ended(self) -> bool:
        """Whether every choice that the request asked for has ended."""
        return len(self.choices) == self._n and all(c.done for c in self.choices.values())

    @property
    def full(self) -> bool:
        """Whether more came than an answer may hold."""
        return self._room < 0

    def over(self) -> dict[str, Any]:
        """The chunk with which an upstream would end every choice that is full."""
        going = (i for i in range(self._n) if i not in self.choices or not self.choices[i].done)
        return {"choices": [{"index": index, "finish_reason": "length"} for index in going]}

    @property
    def action(self) -> Action:
        """The hardest action on any choice."""
        return max((c.action for c in self.choices.values()), default=Action.ALLOW)

    @property
    def hits(self) -> Tally:
        """What was found, over all choices and fields."""
        total: Tally = {}
        for record in self._records():
            for key, (count, score) in record.hits.items():
                before = total.get(key, (0, 0.0))
                total[key] = before[0] + count, max(before[1], score)
        return total

    @property
    def notices(self) -> tuple[str, ...]:
        """Ids of the notices that the policy asks for."""
        return tuple(sorted({notice for record in self._records() for notice in record.notices}))

    @property
    def characters(self) -> int:
        """Characters judged and released or rewritten."""
        return sum(record.released for record in self._records())

    @property
    def released_before(self) -> bool:
        """Whether a finding without a place came after text had left."""
        return any(record.released_before for record in self._records())

    @property
    def held(self) -> int:
        """Characters of tool arguments that wait to be judged."""
        return sum(choice.held for choice in self.choices.values())

    @property
    def spoken(self) -> bool:
        """Whether any choice released text for a reader; it carries the explicit label."""
        return any(c.spoken for c in self.choices.values())

    def released(self) -> bytes:
        """All that left, in UTF-8, choice by choice."""
        return "\x00".join("".join(c.released) for _, c in sorted(self.choices.items())).encode("utf-8", "replace")

    def chunk(self, event: dict[str, Any]) -> list[dict[str, Any]]:
        """One chunk of the upstream's stream: the chunks that may leave. Raises ValueError for an unknown shape."""
        choices = _choices(event)
        if event.get("usage"):
            self._usage = counts_of(event["usage"])
        out = []
        for raw in choices:
            choice = self._choice(raw)
            if choice.done:
                continue
            delta = choice.take(self._within(_message(raw, "delta")))
            if choice.action >= Action.REFUSE:
                out += self._cut_short(choice, delta)
                continue
            if delta:
                out.append(self._chunk(choice.index, delta))
            if raw.get("finish_reason"):
                out += self._finished(choice, "length" if self.full else raw["finish_reason"])
        return out

    def _within(self, delta: dict[str, Any]) -> dict[str, Any]:
        """What of a delta there is room for; tool calls have a bound of their own."""
        texts = {name: self._cut(text) for name, text in delta.items() if name in TEXTS and isinstance(text, str)}
        return {**delta, **texts}

    def _cut(self, text: str) -> str:
        """As much of a text as there is room for."""
        data, room = text.encode("utf-8", "surrogatepass"), max(0, self._room)
        self._room -= len(data)
        return data[:room].decode("utf-8", "ignore") if self.full else text

    def finish(self) -> list[dict[str, Any]]:
        """The upstream said that it is done: the rest, and the usage if it told any. Raises ValueError where there was
        no answer."""
        if not self.choices:
            raise ValueError("the upstream sent an answer without choices")
        out = [piece for choice in self.choices.values() if not choice.done for piece in self._finished(choice, "stop")]
        if self._usage is not None:
            out.append({**self.heads, "choices": [], "usage": self._usage})
        return out

    def stop(self) -> None:
        """The upstream broke, or the client left: what is held never leaves."""
        for choice in self.choices.values():
            choice.drop()

    def whole(self, body: dict[str, Any]) -> dict[str, Any]:
        """A body that came in one piece: what may leave of it. Raises ValueError for an unknown shape."""
        choices = _choices(body)
        if not choices:
            raise ValueError("the upstream sent an answer without choices")
        told: dict[int, dict[str, Any]] = {}
        for raw in choices:
            choice = self._choice(raw)
            if choice.done:
                continue
            message = choice.take(_message(raw, "message"))
            reason = raw.get("finish_reason")
            if choice.action < Action.REFUSE:
                for name, text in choice.close().items():
                    message[name] = message.get(name, "") + text if isinstance(text, str) else text
                choice.done = True
            if choice.action >= Action.REFUSE:
                self._told_short(choice, message)
                reason = "content_filter"
            told[choice.index] = _whole_choice(choice.index, message, reason)
        if self.action >= Action.STOP:
            told = {i: t if self.choices[i].action >= Action.REFUSE else self._silenced(i) for i, t in told.items()}
        usage = {"usage": counts_of(body["usage"])} if body.get("usage") else {}
        return {**self.heads, "object": "chat.completion", "choices": [told[i] for i in sorted(told)], **usage}

    def _records(self) -> list[Record]:
        return [record for choice in self.choices.values() for record in choice.records]

    def _choice(self, raw: Any) -> Choice:
        index = raw.get("index", 0) if isinstance(raw, dict) else None
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < self._n:
            raise ValueError("the upstream sent a choice that was not asked for")
        if index not in self.choices:
            self.choices[index] = Choice(index, self._judgement, self._label, self._ids)
        return self.choices[index]

    def _chunk(self, index: int, delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
        return {**self.heads, "choices": [{"index": index, "delta": delta, "logprobs": None, "finish_reason": reason}]}

    def _finished(self, choice: Choice, reason: Any) -> list[dict[str, Any]]:
        rest = choice.close()
        if choice.action >= Action.REFUSE:
            return self._cut_short(choice, rest)
        choice.done = True
        out = [self._chunk(choice.index, rest)] if rest else []
        return [*out, self._chunk(choice.index, {}, reason if reason in _REASONS else "stop")]

    def _cut_short(self, choice: Choice, delta: dict[str, Any]) -> list[dict[str, Any]]:
        """A choice that a verdict ended: what was released, the notice, and the reason; STOP ends the others too."""
        self._told_short(choice, delta)
        out = [self._chunk(choice.index, delta), self._chunk(choice.index, {}, "content_filter")]
        if choice.action >= Action.STOP:
            for index in range(self._n):
                other = self._choice({"index": index})
                if not other.done:
                    other.drop()
                    out.append(self._chunk(index, {}, "content_filter"))
        return out

    def _told_short(self, choice: Choice, delta: dict[str, Any]) -> None:
        end = self._notice + (choice.label[1] if choice.spoken else "")
        delta["content"] = delta.get("content", "") + end
        choice.drop()

    def _silenced(self, index: int) -> dict[str, Any]:
        self.choices[index].released.clear()
        return _whole_choice(index, {"content": self._notice}, "content_filter")


def _choices(event: dict[str, Any]) -> list[Any]:
    """The choices of a chunk or body. Raises ValueError where there are none, or an error stands beside them."""
    choices = event.get("choices")
    if not isinstance(choices, list) or event.get("error"):
        raise ValueError("the upstream sent an error, or an answer without choices")
    return choices


def _message(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """The delta or message of a choice; every other field of the choice that could hold text stays behind."""
    if raw.get("finish_reason") == "error" or raw.get("error"):
        raise ValueError("the upstream sent a choice that failed")
    message = raw.get(name) or {}
    if not isinstance(message, dict) or any(
        raw.get(other) for other in ("text", "message" if name == "delta" else "delta")
    ):
        raise ValueError("the upstream sent a choice of an unknown shape")
    return message


def _whole_choice(index: int, message: dict[str, Any], reason: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": None, **message}
    if "tool_calls" in message:
        message["tool_calls"] = [{k: v for k, v in call.items() if k != "index"} for call in message["tool_calls"]]
    return {
        "index": index,
        "message": message,
        "logprobs": None,
        "finish_reason": reason if reason in _REASONS else "stop",
    }


def counts_of(node: Any, depth: int = 0) -> dict[str, Any]:
    """The token counts of a usage object, nested; whatever else it holds stays behind. Raises ValueError for a number
    that is no count, and for nesting without end."""
    if depth > _DEEPEST:
        raise ValueError("the upstream sent counts that are nested too deep")
    if not isinstance(node, dict):
        return {}
    out: dict[str, Any] = {}
    for key, value in node.items():
        if _COUNT.fullmatch(key):
            out[key] = counts_of(value, depth + 1) if isinstance(value, dict) else _count(value)
    return out


def _count(value: Any) -> int:
    """A number as a whole number; what is no number as 0."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return 0
    if not 0 <= value <= _MOST:
        raise ValueError("the upstream sent a number that is no count")
    return int(value)
