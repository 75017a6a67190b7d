"""A load generator that is cheaper than anything it measures: keep-alive HTTP/1.1 on bare asyncio protocols.

It reads answers with a content length or in chunks and times the last byte and the first character that the model
wrote (the ordinary text begins with 秋, which no label does).
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import orjson

from bench.ordinary import NEW, PROMPT, another

_WRITTEN = re.compile("秋|\\\\u79cb".encode())
_LENGTH = re.compile(rb"content-length: *(\d+)", re.I)


@dataclass(frozen=True, slots=True)
class Load:
    """What one cell asks for: a model, streamed or not, this many deltas, from this many clients at once.

    The prompt is the same each time, or, of the model NEW, another each time.
    """

    model: str
    stream: bool
    clients: int
    deltas: int = 64

    def body(self, mark: str = "") -> bytes:
        """The request's body."""
        message = {"role": "user", "content": mark + PROMPT if self.model == NEW else PROMPT}
        asked = {"model": self.model, "messages": [message], "max_tokens": self.deltas, "stream": self.stream}
        return orjson.dumps(asked)

    def request(self, url: str, headers: Mapping[str, str], mark: str = "") -> bytes:
        """The whole HTTP request."""
        where, body = urlsplit(url), self.body(mark)
        fields = {"host": where.netloc, "content-type": "application/json", "content-length": len(body), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"POST {where.path}/v1/chat/completions HTTP/1.1\r\n{head}\r\n".encode() + body


@dataclass(frozen=True, slots=True)
class Timing:
    """One answer: seconds to the model's first character and last byte, and whether it was a whole, uncut 200."""

    first: float
    whole: float
    good: bool


class Connection(asyncio.Protocol):
    """One keep-alive connection that asks and reads one answer at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._done: asyncio.Future[Timing] | None = None
        self._head = self._body = b""
        self._begun = self._first = 0.0
        self._length = -1
        self.last = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the transport."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """An answer cut off is no good answer."""
        self._transport = None
        self._finish(False)

    @property
    def open(self) -> bool:
        """Whether another request can be sent."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes) -> asyncio.Future[Timing]:
        """Sends one request; the future is its timing."""
        if self._transport is None:
            raise ConnectionError("the connection is closed")
        self._done = asyncio.get_running_loop().create_future()
        self._head, self._body, self._first, self._length = b"", b"", 0.0, -1
        self._begun = time.perf_counter()
        self._transport.write(request)
        return self._done

    def data_received(self, data: bytes) -> None:
        """Reads on until the answer is whole."""
        self._body += data
        if not self._head:
            self._read_head()
        if not self._head:
            return
        if not self._first and _WRITTEN.search(self._body):
            self._first = time.perf_counter()
        if self._length >= 0 and len(self._body) >= self._length:
            self._finish(True)
        elif self._length < 0 and self._body.endswith(b"0\r\n\r\n"):
            self._finish(b"[DONE]" in self._body or b'"chat.completion"' in self._body)

    def _read_head(self) -> None:
        head, found, rest = self._body.partition(b"\r\n\r\n")
        if found:
            length = _LENGTH.search(head)
            self._head, self._body, self._length = head, rest, int(length[1]) if length else -1

    def _finish(self, good: bool) -> None:
        if self._done is None or self._done.done():
            return
        now, self.last = time.perf_counter(), self._body
        good = good and self._head.startswith(b"HTTP/1.1 200") and self._first > 0.0
        good = good and b'"content_filter"' not in self._body
        self._done.set_result(Timing((self._first or now) - self._begun, now - self._begun, good))

    def close(self) -> None:
        """Closes the connection."""
        if self._transport is not None:
            self._transport.close()


async def connect(url: str) -> Connection:
    """A new connection to the server at this URL."""
    where = urlsplit(url)
    _, connection = await asyncio.get_running_loop().create_connection(
        Connection, host=where.hostname or "127.0.0.1", port=where.port or 80
    )
    return connection


async def timings(
    url: str, load: Load, headers: Mapping[str, str], seconds: float, least: int = 1
) -> tuple[list[Timing], float]:
    """Timings of all answers asked for within ``seconds`` (``least`` by each client), and the seconds it took."""
    begun = time.perf_counter()
    until = begun + seconds

    async def client(number: int) -> list[Timing]:
        own: list[Timing] = []
        whose = {**headers, "x-guiju-user": f"reader-{number}"}
        request = load.request(url, whose)
        connection = await connect(url)
        while len(own) < least or time.perf_counter() < until:
            if not connection.open:
                connection = await connect(url)
            if load.model == NEW:
                request = load.request(url, whose, another())
            own.append(await connection.ask(request))
        connection.close()
        return own

    per_client = await asyncio.gather(*(client(number) for number in range(load.clients)))
    return [timing for own in per_client for timing in own], time.perf_counter() - begun
