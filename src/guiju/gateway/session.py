"""One chat request that may reach the model, from its admission to its last byte."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeVar

import orjson

from guiju.core.facts.answer import Outcome
from guiju.core.policy import Action
from guiju.gateway.admission import Admitted
from guiju.gateway.answer import ChatAnswer
from guiju.gateway.errors import Broken, Fault
from guiju.gateway.exchange import NO_STORE, SSE, Exchange, Headers
from guiju.gateway.judgement import Term
from guiju.gateway.parts import Gateway
from guiju.gateway.readings import received
from guiju.gateway.records import Course, answer_closed, evidence_of
from guiju.gateway.request import rewrite
from guiju.gateway.running import Ending, Running
from guiju.gateway.stream import Stream
from guiju.gateway.upstream import Reply, refused
from guiju.labels import around, notice

_T = TypeVar("_T")

_PATH: Final = "/chat/completions"
_LONG: Final = 16_384
"""Bytes to be judged at once, from which they are judged beside the loop, so that others need not wait for it."""

_LONG_TEXT: Final = 4096
"""The same in characters of a whole answer, which every check is asked about at its end."""

_TOGETHER: Final = 1 / 60
"""Seconds from one part of a stream to the next: what comes faster, than a screen shows pictures, is judged and sent
together. What comes slower does not wait."""

_UNWATCHED: Final = 0.05
"""Seconds for which nobody looks whether the client has left: most answers that are not streamed end sooner."""


class Session:
    """An admitted request and its answer on the way back; the evidence is kept whatever happens."""

    __slots__ = (
        "_admitted",
        "_answer",
        "_begun",
        "_durable",
        "_exchange",
        "_first",
        "_gateway",
        "_loop",
        "_next",
        "_reply",
        "_running",
        "_stream",
        "_term",
        "_watcher",
    )

    def __init__(self, gateway: Gateway, exchange: Exchange, admitted: Admitted, running: Running) -> None:
        self._gateway, self._exchange, self._admitted, self._running = gateway, exchange, admitted, running
        self._loop = asyncio.get_running_loop()
        self._begun = self._loop.time()
        self._first = 0
        self._next = 0.0
        self._reply: Reply | None = None
        self._watcher: asyncio.Task[None] | None = None
        asked, answer_id = admitted.asked, f"chatcmpl-{exchange.id}"
        self._term = Term(gateway.settings.check_seconds)
        judgement = gateway.judgement_on(admitted.ruling.said, self._term, stream=asked.stream)
        self._answer = ChatAnswer(
            judgement, answer_id=answer_id, model=asked.model, created=int(admitted.at.timestamp()), n=asked.choices,
            label=around(admitted.lang, gateway.settings.label),
            notice=gateway.replies.ended(admitted.lang, exchange.id), most=gateway.settings.most_answer_bytes,
        )  # fmt: skip
        self._stream = Stream(self._answer) if asked.stream else None
        self._durable = gateway.keep(admitted.evidence)

    async def run(self) -> None:
        """Asks the upstream and answers the client."""
        watching = self._loop.call_later(_UNWATCHED, self._watch)
        try:
            await self._answered()
        except asyncio.CancelledError:
            if self._running.ending is None:
                raise
            self._running.task.uncancel()
            await self._stopped(self._running.ending)
        except Fault as fault:
            await self._failed(fault, "upstream_failed")
        finally:
            watching.cancel()
            if self._watcher is not None:
                self._watcher.cancel()
            if self._reply is not None:
                self._reply.close()
            if not self._running.closing:
                self._answer.stop()
                await self._close("upstream_failed")

    def _watch(self) -> None:
        """From here on a client that leaves ends the request."""
        self._watcher = asyncio.create_task(self._exchange.left())
        self._watcher.add_done_callback(lambda _: self._running.stop("client_left"))

    async def _answered(self) -> None:
        asked = self._admitted.asked
        rewrite(asked, self._admitted.ruling.verdicts)
        self._wait_for_upstream(self._gateway.settings.first_byte_seconds)
        self._reply = reply = await self._gateway.upstream.ask(_PATH, orjson.dumps(asked.body))
        if reply.status != 200:
            raise refused(reply)
        try:
            await (self._whole(reply) if self._stream is None else self._streamed(self._stream, reply))
        except (Broken, ValueError, TypeError, RecursionError):
            raise Fault(502, "upstream_failed", "the model behind this gateway failed; try again later") from None

    async def _whole(self, reply: Reply) -> None:
        data = await reply.whole(self._gateway.settings.most_answer_bytes)
        long = len(data) >= _LONG or self._gateway.judgement.aside
        told = await self._judged(partial(self._read, data), long=long)
        told["guiju"] = self._told()
        body = orjson.dumps(told)
        self._first = self._elapsed()
        await self._close(self._outcome())
        await self._exchange.reply(200, body, self._headers())

    def _read(self, data: bytes) -> dict[str, Any]:
        body = received(data)
        if type(body) is not dict:
            raise Broken
        return self._answer.whole(body)

    async def _judged(self, judge: Callable[[], _T], *, long: bool) -> _T:
        """What ``judge`` makes of what came, beside the loop where that may take long; it is never left half done."""
        if not long:
            return judge()
        judging = asyncio.ensure_future(self._gateway.beside(judge, self._term))
        try:
            return await asyncio.shield(judging)
        except asyncio.CancelledError:
            await asyncio.wait([judging])
            raise

    async def _streamed(self, stream: Stream, reply: Reply) -> None:
        if not reply.streams:
            raise Broken
        idle = self._gateway.settings.idle_seconds
        heard, due, last = 0, self._running.deadline, b""
        while not stream.done:
            data = await reply.read(self._next)
            if not data:
                stream.end()
            elif out := await self._judged(partial(stream.feed, data, ending=False), long=len(data) >= _LONG):
                await self._send(out)
            if stream.ending:
                last = await self._judged(partial(stream.feed, b""), long=self._ends_long())
            if last and not stream.done:
                await self._send(last)
                last = b""
            if stream.unknown:
                raise Broken
            if stream.events > heard:
                heard, due = stream.events, self._loop.time() + idle
            self._running.until(due, "slow_upstream")
        await self._judged(stream.settle, long=not self._answer.ended and self._ends_long())
        if self._answer.action >= Action.REFUSE or self._answer.full:
            reply.close()
        rest = last + stream.rest(self._told())
        self._first = self._first or self._elapsed()
        await self._close(self._outcome())
        await self._start()
        await self._exchange.end(rest)

    def _ends_long(self) -> bool:
        """Whether judging the answer at its end may take long."""
        return self._gateway.judgement.aside or self._answer.characters + self._answer.held >= _LONG_TEXT

    async def _send(self, data: bytes) -> None:
        """Sends a part of a stream; a client that does not read it in time has left."""
        self._running.until(self._loop.time() + self._gateway.settings.client_seconds, "client_left")
        await self._start()
        await self._exchange.send(data)
        self._next = self._loop.time() + _TOGETHER

    async def _start(self) -> None:
        """Sends the head of a stream; nothing leaves before the request's own evidence is durable."""
        if not self._exchange.started:
            await self._durable
            self._first = self._elapsed()
            await self._exchange.start(200, [SSE, *self._headers()])

    async def _stopped(self, ending: Ending) -> None:
        """Ends the answer because of something outside: the client, the operator, or a silent upstream."""
        if ending == "client_left":
            self._exchange.give_up()
            self._answer.stop()
            await self._close("client_left")
        elif ending == "shut_down":
            fault = Fault(503, "shutting_down", "this gateway is shutting down; try again", retry_after=5)
            await self._failed(fault, "shut_down")
        else:
            fault = Fault(504, "upstream_timeout", "the model did not answer in time; try again later")
            await self._failed(fault, "upstream_failed")

    async def _failed(self, fault: Fault, outcome: Outcome) -> None:
        """Tells the client that there is no (more) answer. Where the evidence cannot be kept, a stream breaks off."""
        marks = self._stream.broken(self._told()) if self._stream and self._exchange.started else b""
        self._answer.stop()
        try:
            await self._close(outcome)
        except Fault as lost:
            if self._exchange.started:
                self._exchange.give_up()
                return
            fault = lost
        self._gateway.metrics.fault(fault.code)
        if marks:
            await self._exchange.send(marks)
        await self._exchange.fault(fault)

    async def _close(self, outcome: Outcome) -> None:
        """Leaves the evidence of how the answer ended; returns when it is durable. Nothing ends it from outside now."""
        self._running.closing = True
        gateway, admitted = self._gateway, self._admitted
        retries = self._reply.retries if self._reply else 0
        course = Course(outcome, self._first, self._elapsed(), retries)
        digest = gateway.parts.people.digest(admitted.user, self._answer.released())
        facts = answer_closed(gateway, admitted.asked.stream, self._answer, course, digest)
        await gateway.keep(evidence_of(self._exchange.id, admitted.user, datetime.now(UTC), admitted.demo, facts))
        await self._durable
        gateway.metrics.closed(facts)

    def _outcome(self) -> Outcome:
        return "stopped" if self._answer.action >= Action.REFUSE else "finished"

    def _told(self) -> dict[str, Any]:
        """The facts that go with an answer, beside what an OpenAI client expects."""
        settings, answer = self._gateway.settings, self._answer
        return {
            "id": self._exchange.id,
            "action": max(answer.action, self._admitted.ruling.action).name,
            "label": {"place": settings.label, "text": notice(self._admitted.lang) if settings.label != "none" else ""},
            "notices": answer.notices,
            "AIGC": {**self._gateway.mark, "ProduceID": self._exchange.id},
        }

    def _headers(self) -> Headers:
        return [NO_STORE, (b"x-guiju-label", self._gateway.settings.label.encode())]

    def _wait_for_upstream(self, seconds: float) -> None:
        self._running.until(self._loop.time() + seconds, "slow_upstream")

    def _elapsed(self) -> int:
        return round((self._loop.time() - self._begun) * 1000)
