"""The upstream: an OpenAI-compatible server, asked again only where nothing is lost."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import Final

from guiju.gateway.connection import Connection
from guiju.gateway.errors import Broken, Fault
from guiju.gateway.pool import Pool
from guiju.gateway.settings import Settings

_AGAIN: Final = frozenset((429, 502, 503))
_PAUSE: Final = 0.05
_LONGEST_WAIT: Final = 3600


@dataclass(slots=True)
class Budget:
    """What may be asked again: a share of what was asked, and a few to begin with."""

    share: float
    left: float = 3.0
    most: float = 20.0

    def asked(self) -> None:
        """A request came in."""
        self.left = min(self.most, self.left + self.share)

    def spend(self) -> bool:
        """Whether one more attempt is within the budget; it is then spent."""
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Reply:
    """An upstream's answer, read as it comes. ``retries`` is how often it was asked again."""

    __slots__ = ("_connection", "_pool", "retries", "status")

    def __init__(self, pool: Pool, connection: Connection, retries: int) -> None:
        self._pool = pool
        self._connection: Connection | None = connection
        self.status = connection.status
        self.retries = retries

    @property
    def streams(self) -> bool:
        """Whether the answer is an event stream."""
        return self._told(b"content-type").startswith(b"text/event-stream")

    @property
    def retry_after(self) -> int:
        """Seconds that the upstream asks to wait, at most an hour; 0 where it does not say."""
        told = self._told(b"retry-after")
        return min(int(told), _LONGEST_WAIT) if told.isdigit() and len(told) < 9 else 0

    async def read(self, earliest: float = 0.0) -> bytes:
        """What has come since; empty at the end. Until ``earliest``, a time of the loop, more is waited for, unless all
        is there. Raises Broken."""
        if self._connection is None:
            raise Broken
        return await self._connection.read(earliest)

    async def whole(self, limit: int) -> bytes:
        """All of it. Raises Broken, also where it is larger than ``limit`` bytes."""
        parts, size = [], 0
        while part := await self.read():
            parts.append(part)
            size += len(part)
            if size > limit:
                raise Broken
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def close(self) -> None:
        """Gives the connection back where the answer was read to its end; drops it otherwise, so the upstream stops."""
        if self._connection is not None:
            self._pool.give_back(self._connection)
            self._connection = None

    def _told(self, header: bytes) -> bytes:
        return self._connection.headers.get(header, b"") if self._connection is not None else b""


class Upstream:
    """The server whose model is served. Raises ValueError where its address or key is none."""

    def __init__(self, settings: Settings) -> None:
        self._pool = Pool(settings.upstream, settings.upstream_key, settings.connect_seconds)
        self._tries = settings.retries
        self._budget = Budget(settings.retry_share)
        self.reachable = True

    def close(self) -> None:
        """Closes the connections that are free."""
        self._pool.close()

    async def ask(self, path: str, body: bytes | None, kind: str = "application/json") -> Reply:
        """Posts ``body`` of a media type (or gets, without one) and returns once the head of the answer is there.
        Raises Fault 502.

        Asked again, before any byte of an answer, where no connection came about or the upstream said 429, 502 or
        503; within the budget.
        """
        self._budget.asked()
        request, retries = self._pool.request(path, body, kind), 0
        while True:
            reply = await self._once(request, retries)
            if reply is not None and reply.status not in _AGAIN:
                self.reachable = True
                return reply
            if retries >= self._tries or not self._budget.spend():
                break
            if reply is not None:
                reply.close()
            retries += 1
            await asyncio.sleep(_PAUSE * 2**retries * random.uniform(0.5, 1.5))
        if reply is None:
            self.reachable = False
            raise Fault(502, "upstream_unreachable", "the model behind this gateway cannot be reached; try again later")
        return reply

    async def _once(self, request: bytes, retries: int) -> Reply | None:
        """The answer to one attempt, or None. A kept connection may be closed at the other end just then: one on which
        not a byte came back is replaced by a new one."""
        kept = self._pool.kept()
        if kept is not None:
            try:
                return await self._asked(kept, request, retries)
            except Broken:
                if not kept.silent:
                    return None
        try:
            return await self._asked(await self._pool.fresh(), request, retries)
        except Broken:
            return None

    async def _asked(self, connection: Connection, request: bytes, retries: int) -> Reply:
        try:
            await connection.ask(request)
        except asyncio.CancelledError:
            connection.drop()
            raise
        if connection.headers.get(b"content-encoding", b"identity") != b"identity":
            connection.drop()
            raise Broken
        return Reply(self._pool, connection, retries)


def refused(reply: Reply) -> Fault:
    """What a client is told where the upstream answered with an error; nothing of the upstream's own words."""
    if reply.status in (400, 413, 422):
        return Fault(400, "upstream_refused", "the model refused the request: too long, or a setting it does not know")
    if reply.status == 429:
        return Fault(429, "upstream_busy", "the model is busy; try again later", retry_after=reply.retry_after or 1)
    if reply.status in (408, 504):
        return Fault(504, "upstream_timeout", "the model did not answer in time; try again later")
    return Fault(502, "upstream_failed", "the model behind this gateway failed; try again later")
