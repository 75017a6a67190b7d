"""The upstream: an OpenAI-compatible server behind a pool of connections, asked again only where nothing is lost."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import Final

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from guiju.gateway.errors import Fault
from guiju.gateway.settings import Settings

_AGAIN: Final = frozenset((429, 502, 503))
_PAUSE: Final = 0.05
_BROKEN: Final = (aiohttp.ClientError, ConnectionError, asyncio.IncompleteReadError, ValueError)


class Broken(Exception):
    """The upstream ended in the middle of an answer."""


@dataclass(slots=True)
class Budget:
    """What may be asked again: a tenth of what was asked, and a few to begin with."""

    left: float = 3.0
    most: float = 20.0
    share: float = 0.1

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

    __slots__ = ("_response", "retries", "status")

    def __init__(self, response: aiohttp.ClientResponse, retries: int) -> None:
        self._response = response
        self.status = response.status
        self.retries = retries

    @property
    def streams(self) -> bool:
        """Whether the answer is an event stream."""
        return self._response.content_type == "text/event-stream"

    @property
    def retry_after(self) -> int:
        """Seconds that the upstream asks to wait, at most an hour; 0 where it does not say."""
        told = self._response.headers.get("retry-after", "")
        return min(int(told), 3600) if told.isdecimal() and told.isascii() else 0

    async def read(self) -> bytes:
        """What has come since; empty at the end. Raises Broken."""
        try:
            return await self._response.content.readany()
        except _BROKEN as error:
            raise Broken from error

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
        self._response.close()


class Upstream:
    """The server whose model is served."""

    def __init__(self, settings: Settings) -> None:
        self._root = settings.upstream.rstrip("/")
        self._urls: dict[str, URL] = {}
        self._tries = settings.retries
        self._budget = Budget()
        self._connect = settings.connect_seconds
        self._most = settings.most_running
        self._headers: CIMultiDict[str] = CIMultiDict(
            {"accept-encoding": "identity", "content-type": "application/json", "user-agent": "guiju"}
        )
        if settings.upstream_key:
            self._headers["authorization"] = f"Bearer {settings.upstream_key}"
        self._session: aiohttp.ClientSession | None = None
        self.reachable = True

    def open(self) -> None:
        """Opens the pool; needs a running loop."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self._connect, sock_read=None)
        connector = aiohttp.TCPConnector(limit=self._most, keepalive_timeout=30, ttl_dns_cache=60)
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=timeout, headers=self._headers, cookie_jar=aiohttp.DummyCookieJar()
        )

    async def close(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()

    async def ask(self, path: str, body: bytes | None) -> Reply:
        """Posts ``body`` (or gets, without one) and returns once the headers are there. Raises Fault 502.

        Asked again, before any byte of an answer, where no connection came about or the upstream said 429, 502 or
        503; within the budget.
        """
        self._budget.asked()
        retries = 0
        while True:
            response = await self._once(path, body)
            if response is not None and response.status not in _AGAIN:
                self.reachable = True
                return Reply(response, retries)
            if retries >= self._tries or not self._budget.spend():
                break
            if response is not None:
                response.close()
            retries += 1
            await asyncio.sleep(_PAUSE * 2**retries * random.uniform(0.5, 1.5))
        if response is None:
            self.reachable = False
            raise Fault(502, "upstream_unreachable", "the model behind this gateway cannot be reached; try again later")
        return Reply(response, retries)

    async def _once(self, path: str, body: bytes | None) -> aiohttp.ClientResponse | None:
        if self._session is None:
            raise RuntimeError("the upstream's pool is not open")
        url = self._urls.get(path) or self._urls.setdefault(path, URL(self._root + path))
        method = "GET" if body is None else "POST"
        try:
            return await self._session.request(method, url, data=body, allow_redirects=False)
        except (aiohttp.ClientError, ConnectionError, TimeoutError):
            return None


def refused(reply: Reply) -> Fault:
    """What a client is told where the upstream answered with an error; nothing of the upstream's own words."""
    if reply.status in (400, 413, 422):
        return Fault(400, "upstream_refused", "the model refused the request: too long, or a setting it does not know")
    if reply.status == 429:
        return Fault(429, "upstream_busy", "the model is busy; try again later", retry_after=reply.retry_after or 1)
    if reply.status in (408, 504):
        return Fault(504, "upstream_timeout", "the model did not answer in time; try again later")
    return Fault(502, "upstream_failed", "the model behind this gateway failed; try again later")
