"""Waiting, on the event loop, for evidence to be durable."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future

from guiju.core.ledger import Receipt
from guiju.gateway.errors import Fault


class Durable:
    """Turns the ledger's futures into the loop's. One call wakes the loop for all that one commit has made durable,
    where ``asyncio.wrap_future`` would make one call for each."""

    __slots__ = ("_armed", "_done", "_loop")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._done: deque[tuple[asyncio.Future[None], Future[Receipt]]] = deque()
        self._armed = False

    def wait(self, future: Future[Receipt]) -> asyncio.Future[None]:
        """Done when the evidence is durable; fails with a Fault where the ledger could not keep it."""
        waiting: asyncio.Future[None] = self._loop.create_future()
        future.add_done_callback(lambda done: self._committed(waiting, done))
        return waiting

    def _committed(self, waiting: asyncio.Future[None], done: Future[Receipt]) -> None:
        self._done.append((waiting, done))
        if not self._armed:
            self._armed = True
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._armed = False
        while self._done:
            waiting, done = self._done.popleft()
            if waiting.done():
                continue
            if done.exception() is None:
                waiting.set_result(None)
            else:
                waiting.set_exception(
                    Fault(503, "ledger_unavailable", "the evidence of this request could not be kept; try again")
                )
