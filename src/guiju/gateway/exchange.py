"""One HTTP request and its response over ASGI."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from guiju.gateway.errors import Fault

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]
Headers = list[Header]

JSON: Final[Header] = (b"content-type", b"application/json")
SSE: Final[Header] = (b"content-type", b"text/event-stream; charset=utf-8")
NO_STORE: Final[Header] = (b"cache-control", b"no-store")


class Gone(Exception):
    """The client left before its request was whole."""


class Exchange:
    """One request and its response. ``id`` is the request's id, which every response carries; ``finished`` says that
    nothing more is to be said."""

    __slots__ = ("_receive", "_send", "finished", "headers", "id", "scope", "started")

    def __init__(self, scope: Scope, receive: Receive, send: Send, request: str) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self.id = request
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.started = False
        self.finished = False

    async def body(self, limit: int) -> bytes:
        """The whole body. Raises Fault where it is larger than ``limit`` bytes; Gone."""
        told = self.headers.get(b"content-length", b"")
        if told.isdigit() and int(told) > limit:
            raise _too_large(limit)
        parts, size = [], 0
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self.give_up()
                raise Gone
            part = message.get("body", b"")
            size += len(part)
            if size > limit:
                raise _too_large(limit)
            parts.append(part)
            if not message.get("more_body", False):
                return parts[0] if len(parts) == 1 else b"".join(parts)

    async def left(self) -> None:
        """Returns when the client has left or the response is complete."""
        while (await self._receive())["type"] != "http.disconnect":
            pass

    def give_up(self) -> None:
        """Nothing more is said to this client: it has left, or may not be told more."""
        self.finished = True

    async def start(self, status: int, headers: Headers) -> None:
        """Sends status and headers."""
        self.started = True
        headers.append((b"x-guiju-id", self.id.encode()))
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def send(self, data: bytes) -> None:
        """Sends a part of the body; waits while the client does not read."""
        await self._send({"type": "http.response.body", "body": data, "more_body": True})

    async def end(self, data: bytes = b"") -> None:
        """Sends the last part of the body."""
        self.finished = True
        await self._send({"type": "http.response.body", "body": data, "more_body": False})

    async def reply(self, status: int, data: bytes, headers: Headers | None = None, kind: Header = JSON) -> None:
        """Sends a whole response, JSON where ``kind`` does not say otherwise."""
        await self.start(status, [kind, (b"content-length", b"%d" % len(data)), *(headers or ())])
        await self.end(data)

    async def fault(self, fault: Fault) -> None:
        """Sends an error, whole or as the next event of a stream that has begun."""
        if self.started:
            await self.end(b"data: " + fault.body() + b"\n\ndata: [DONE]\n\n")
            return
        extra: Headers = [(b"retry-after", b"%d" % fault.retry_after)] if fault.retry_after else []
        if fault.status in (408, 413):
            extra.append((b"connection", b"close"))
        if fault.status == 401:
            extra.append((b"www-authenticate", b"Bearer"))
        await self.reply(fault.status, fault.body(), extra)


def _too_large(limit: int) -> Fault:
    return Fault(413, "too_large", f"the body is larger than {limit} bytes")
