"""An answer that streams, by bytes: events of the upstream in, events for the client out. No sockets."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from guiju.core.policy import Action
from guiju.gateway.answer import ChatAnswer
from guiju.gateway.readings import received
from guiju.gateway.sse import DONE, Events

LAST: Final = b"data: [DONE]\n\n"
_OTHERS: Final = ("finish_reason", "text", "message", "error")


class Stream:
    """One stream of one answer. ``done`` says that nothing more is wanted of the upstream, ``unknown`` that it
    sent what is not known: then no more of it is taken; ``events`` counts those that came, comments not.
    ``ending`` says that what comes next ends a choice, and was not taken yet.

    The chunk that ends the answer is held until ``rest``: it leaves when the evidence is durable.
    """

    __slots__ = ("_answer", "_came", "_ending", "_events", "_held", "_waiting", "done", "events", "unknown")

    def __init__(self, answer: ChatAnswer) -> None:
        self._answer = answer
        self._events = Events()
        self._came: deque[bytes] = deque()
        self.events = 0
        self._held: list[dict[str, Any]] = []
        self._waiting: dict[str, Any] | None = None
        self._ending: dict[str, Any] | None = None
        self.done = False
        self.unknown = False

    @property
    def ending(self) -> bool:
        """Whether the event that ends a choice waits: all of its text is judged with it, which may take long."""
        return self._ending is not None and not self.unknown

    def feed(self, data: bytes, *, ending: bool = True) -> bytes:
        """What may leave now that these bytes have come: the same text for every split of the stream into reads.

        Neighbours that only add text to one choice are made one: what came together is judged once and leaves together.
        Unless ``ending``, nothing is taken from the first event on that ends a choice.
        """
        out: list[bytes] = []
        try:
            self._came += self._events.feed(data)
            if ending and self._ending is not None:
                event, self._ending = self._ending, None
                self._pass(event, out)
            while self._came and self._ending is None and not self._answer.full:
                self._take(self._came.popleft(), out, ending)
        except ValueError:
            self.unknown = True
        try:
            self._pass_waiting(out)
            if self._answer.full and not self._answer.ended:
                self._fill(out, ending)
        except ValueError:
            self.unknown = True
        if self._answer.ended and (self._answer.full or self._answer.action >= Action.REFUSE):
            self.done = True
        return b"".join(out)

    def _fill(self, out: list[bytes], ending: bool) -> None:
        """Nothing more is taken: every choice ends here."""
        self._came.clear()
        if ending:
            self._pass(self._answer.over(), out)
        else:
            self._ending = self._answer.over()

    def _take(self, payload: bytes, out: list[bytes], ending: bool) -> None:
        self.events += 1
        if payload == DONE:
            self.done = True
            self._came.clear()
            return
        event = received(payload)
        if type(event) is not dict:
            raise ValueError("the upstream sent an event that is no object")
        delta = _only_content(event)
        if delta is None:
            self._pass_waiting(out)
            if self._answer.full:
                return
            if ending or not _ends(event):
                self._pass(event, out)
            else:
                self._ending = event
        elif self._waiting and self._waiting["choices"][0].get("index") == event["choices"][0].get("index"):
            self._waiting["choices"][0]["delta"]["content"] += delta["content"]
        else:
            self._pass_waiting(out)
            self._waiting = None if self._answer.full else event

    def _pass_waiting(self, out: list[bytes]) -> None:
        event, self._waiting = self._waiting, None
        if event:
            self._pass(event, out)

    def _pass(self, event: dict[str, Any], out: list[bytes]) -> None:
        chunks = self._answer.chunk(event)
        if chunks and self._answer.ended:
            self._held.append(chunks.pop())
        for chunk in chunks:
            out += (b"data: ", orjson.dumps(chunk), b"\n\n")

    def end(self) -> None:
        """The upstream closed the stream. Raises ValueError where the answer is not whole."""
        if not self._answer.ended:
            raise ValueError("the upstream ended in the middle of an answer")
        self.done = True

    def settle(self) -> None:
        """Everything of the answer is there: judges what was held. ``rest`` may follow. Raises ValueError where there
        was no answer."""
        self._held += self._answer.finish()

    def rest(self, told: Mapping[str, Any]) -> bytes:
        """The end of the stream, with the facts that go with the answer on its last chunk."""
        if self._held:
            self._held[-1]["guiju"] = told
        return _events(self._held) + LAST

    def broken(self, told: Mapping[str, Any]) -> bytes:
        """What still has to be said of the text that left when no more can follow: the end of its explicit label."""
        marks = [
            {"index": c.index, "delta": {"content": c.label[1]}, "logprobs": None, "finish_reason": None}
            for c in self._answer.choices.values()
            if c.spoken and not c.done and c.label[1]
        ]
        return _events([{**self._answer.heads, "choices": marks, "guiju": told}]) if marks else b""


def _ends(event: Mapping[str, Any]) -> bool:
    """Whether an event ends a choice."""
    choices = event.get("choices")
    return type(choices) is list and any(type(one) is dict and one.get("finish_reason") for one in choices)


def _only_content(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """The delta of an event that does nothing but add text to the content of one choice."""
    choices = event.get("choices")
    if (
        type(choices) is not list
        or len(choices) != 1
        or event.get("usage")
        or event.get("error")
        or type(choices[0]) is not dict
    ):
        return None
    delta = choices[0].get("delta")
    plain = type(delta) is dict and len(delta) == 1 and type(delta.get("content")) is str
    return delta if plain and not any(choices[0].get(other) for other in _OTHERS) else None


def _events(chunks: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join([b"data: " + orjson.dumps(chunk) + b"\n\n" for chunk in chunks])
