"""An answer that streams, by bytes: events of the upstream in, events for the client out. No sockets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from guiju.core.policy import Action
from guiju.gateway.answer import ChatAnswer
from guiju.gateway.sse import DONE, Events

LAST: Final = b"data: [DONE]\n\n"


class Stream:
    """One stream of one answer. ``done`` says that nothing more is wanted of the upstream, ``unknown`` that it
    sent what is not known: then no more of it is taken.

    The chunk that ends the answer is held until ``rest``: it leaves when the evidence is durable.
    """

    __slots__ = ("_answer", "_events", "_heads", "_held", "done", "unknown")

    def __init__(self, answer: ChatAnswer, answer_id: str, model: str) -> None:
        self._answer = answer
        self._heads = {"id": answer_id, "object": "chat.completion.chunk", "created": 0, "model": model}
        self._events = Events()
        self._held: list[dict[str, Any]] = []
        self.done = False
        self.unknown = False

    def feed(self, data: bytes) -> bytes:
        """What may leave now that these bytes have come; the same for every split of the stream into reads."""
        out: list[bytes] = []
        try:
            for payload in self._events.feed(data):
                if payload == DONE:
                    self.done = True
                    break
                self._take(payload, out)
        except ValueError:
            self.unknown = True
        if self._answer.ended and self._answer.action >= Action.REFUSE:
            self.done = True
        return b"".join(out)

    def _take(self, payload: bytes, out: list[bytes]) -> None:
        event = orjson.loads(payload)
        if type(event) is not dict:
            raise ValueError("the upstream sent an event that is no object")
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
        """Everything of the answer is there: judges what was held. ``rest`` may follow."""
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
        return _events([{**self._heads, "choices": marks, "guiju": told}]) if marks else b""


def _events(chunks: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join([b"data: " + orjson.dumps(chunk) + b"\n\n" for chunk in chunks])
