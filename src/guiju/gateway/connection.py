"""One HTTP/1.1 connection to an upstream: a request out, an answer in as it comes, and back-pressure between them."""

from __future__ import annotations

import asyncio
from typing import Final, cast

import httptools

from guiju.gateway.errors import Broken

_HIGH: Final = 256 * 1024
"""Bytes of an answer that wait to be read; above that the connection is not read either."""

_WANTED: Final = (b"content-type", b"retry-after", b"content-encoding", b"content-length", b"transfer-encoding")


class Connection(asyncio.Protocol):
    """One connection; it carries one request at a time. ``used`` says that it has carried one before."""

    __slots__ = (
        "_arrived",
        "_begun",
        "_complete",
        "_gathering",
        "_head",
        "_keep",
        "_loop",
        "_lost",
        "_parser",
        "_parts",
        "_paused",
        "_size",
        "_transport",
        "_unasked",
        "_waiter",
        "headers",
        "idle_since",
        "status",
        "used",
    )  # fmt: skip

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._lost = False
        self.used = False
        self.idle_since = 0.0
        self._clear()

    def _clear(self) -> None:
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self._head: asyncio.Future[None] | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._paused = self._complete = self._keep = self._begun = self._unasked = self._gathering = False

    @property
    def open(self) -> bool:
        """Whether it can carry another request."""
        return not self._lost and self._transport is not None and not self._transport.is_closing()

    @property
    def reusable(self) -> bool:
        """Whether the answer was read to its end and the upstream keeps the connection."""
        return self._complete and self._keep and not self._unasked and not self._parts and self.open

    @property
    def silent(self) -> bool:
        """Whether not a byte of an answer has come."""
        return not self._begun

    async def ask(self, request: bytes) -> None:
        """Sends a request; returns when the head of its answer is there. Raises Broken."""
        if self._transport is None or not self.open:
            raise Broken
        self._clear()
        self._head = self._loop.create_future()
        self._transport.write(request)
        await self._head
        self.used = True

    async def read(self, earliest: float = 0.0) -> bytes:
        """What has come since; empty at the end. Raises Broken where the connection ends before the answer.

        Until ``earliest``, a time of the loop, more is waited for, unless the answer is whole or much has come.
        """
        while not self._parts:
            if self._complete:
                return b""
            if self._lost:
                raise Broken
            self._waiter = self._loop.create_future()
            await self._waiter
        if earliest > self._loop.time():
            await self._gathered(earliest)
        data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        return data

    async def _gathered(self, earliest: float) -> None:
        """Returns at this time, or once nothing more comes."""
        if self._over:
            return
        self._waiter, self._gathering = self._loop.create_future(), True
        timer = self._loop.call_at(earliest, self._gather_no_more)
        try:
            await self._waiter
        finally:
            timer.cancel()
            self._gathering = False

    def _gather_no_more(self) -> None:
        self._gathering = False
        self._wake()

    @property
    def _over(self) -> bool:
        """Whether nothing more comes for now."""
        return self._complete or self._lost or self._paused

    def drop(self) -> None:
        """Ends the connection at once, so that the upstream stops."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Bytes of an answer have come; those that nobody asked for end the connection."""
        if self._head is None or self._complete:
            self.drop()
            return
        self._begun = True
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._keep = False
            self.drop()
        if self._waiter is not None:
            self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone; an answer without a length of its own ends here."""
        self._lost = True
        framed = b"content-length" in self.headers or b"transfer-encoding" in self.headers
        if self.status and exc is None and not framed:
            self._complete = True
        if self._head is not None and not self._head.done():
            self._head.set_exception(Broken())
        self._wake()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header of the answer; the few that matter are kept."""
        lower = name.lower()
        if lower in _WANTED:
            self.headers[lower] = value

    def on_headers_complete(self) -> None:
        """The head of the answer is there; that of an interim answer (1xx) is passed over."""
        status = self._parser.get_status_code()
        if self._complete:
            self._unasked = True
        if status < 200 or self._unasked:
            self.headers.clear()
            return
        self.status = status
        self._keep = self._parser.should_keep_alive()
        if self._head is not None and not self._head.done():
            self._head.set_result(None)

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self._unasked:
            return
        self._parts.append(body)
        self._size += len(body)
        if self._size > _HIGH and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        """The answer is whole."""
        if self.status:
            self._complete = True

    def _wake(self) -> None:
        if self._waiter is None or self._waiter.done():
            return
        if self._over or (self._parts and not self._gathering):
            self._waiter.set_result(None)
