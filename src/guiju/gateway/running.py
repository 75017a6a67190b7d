"""The requests that run: how many may, how long each may wait, and how all of them end at a shutdown."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Literal

from guiju.gateway.errors import Fault

Ending = Literal["client_left", "shut_down", "slow_body", "slow_upstream"]

_LOOK = 0.25
_LAST = 5.0
"""Seconds that requests ended by a shutdown have to leave their evidence and to say so."""


class Running:
    """One request that runs. ``deadline`` is the loop time until which what it waits for may take, 0 for none;
    ``ending`` says why it was ended from outside."""

    __slots__ = ("closing", "deadline", "ending", "overdue", "task")

    def __init__(self, task: asyncio.Task[Any]) -> None:
        self.task = task
        self.deadline = 0.0
        self.overdue: Ending = "slow_upstream"
        self.ending: Ending | None = None
        self.closing = False

    def until(self, deadline: float, overdue: Ending) -> None:
        """From here on it may wait until ``deadline``; after that it ends as ``overdue``."""
        self.deadline = deadline
        self.overdue = overdue

    def stop(self, ending: Ending) -> None:
        """Ends it, unless it is already ending."""
        if self.ending is None and not self.closing:
            self.ending = ending
            self.task.cancel()


class Door:
    """Lets so many requests in at once and so many wait; the others are told to come again."""

    def __init__(self, most: int, most_waiting: int) -> None:
        self._most = most
        self._most_waiting = most_waiting
        self._queue: deque[asyncio.Future[None]] = deque()
        self._taken = 0
        self.running: set[Running] = set()
        self.shut = False

    async def enter(self) -> Running:
        """Takes a place, or waits for one. Raises Fault 429 where too many wait, 503 while shutting down."""
        if self.shut:
            raise Fault(503, "shutting_down", "this gateway is shutting down; try another", retry_after=5)
        if self._taken >= self._most:
            await self._turn()
        else:
            self._taken += 1
        task = asyncio.current_task()
        assert task is not None, "a request runs in a task"
        running = Running(task)
        self.running.add(running)
        return running

    def leave(self, running: Running) -> None:
        """Gives the place to whoever waits longest."""
        self.running.discard(running)
        self._pass_on()

    async def _turn(self) -> None:
        if len(self._queue) >= self._most_waiting:
            raise Fault(429, "too_many_requests", "too many requests are running; try again later", retry_after=1)
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(waiting)
        try:
            await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        while self._queue:
            waiting = self._queue.popleft()
            if not waiting.done():
                waiting.set_result(None)
                return
        self._taken -= 1

    async def watch(self) -> None:
        """Ends, for as long as it runs, every request that has waited past its deadline."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_LOOK)
            now = loop.time()
            for running in [r for r in self.running if r.deadline and r.deadline < now]:
                running.stop(running.overdue)

    async def drain(self, grace: float) -> int:
        """Lets nobody in, gives those inside ``grace`` seconds, then ends them; returns how many it ended.

        Those that are then still inside after a few seconds have left their evidence, to a client that does not read.
        """
        self.shut = True
        loop = asyncio.get_running_loop()
        end = loop.time() + grace
        while self.running and loop.time() < end:
            await asyncio.sleep(0.02)
        late = [r for r in self.running if not r.closing]
        for running in late:
            running.stop("shut_down")
        end = loop.time() + _LAST
        while self.running and loop.time() < end:
            await asyncio.sleep(0.02)
        return len(late)
