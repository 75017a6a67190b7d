"""A stub upstream on loopback: it streams, breaks, stalls and lies exactly as a test tells it to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
Script = Callable[[Body], AsyncIterator[bytes]]


class Cut(Exception):
    """Break the connection here."""


@dataclass
class Stub:
    """``script`` makes the raw body of the next answers; ``seen`` holds the requests that came, ``gone`` those whose
    caller left before the end; ``bodies`` holds them as they came, which ``raw`` says are no JSON. ``files`` are given
    to who asks for their paths, which are in ``asked``."""

    script: Script
    status: int = 200
    kind: str = ""
    statuses: list[int] = field(default_factory=list)
    seen: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    models: tuple[str, ...] = ("model-a",)
    raw: bool = False
    bodies: list[bytes] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
        raw = await reader.readexactly(int(headers.get("content-length", 0)))
        path = lines[0].split(" ")[1]
        if path != "/v1/models":
            self.asked.append(path)
        if path in self.files:
            return await self._plain(writer, 200, self.files[path])
        if lines[0].startswith("GET"):
            rows = [{"id": m, "object": "model", "created": 1, "owned_by": "stub", "secret": "x"} for m in self.models]
            return await self._plain(writer, 200, json.dumps({"object": "list", "data": rows}).encode())
        self.bodies.append(raw)
        body = {} if self.raw else json.loads(raw)
        self.seen.append(body)
        self.headers.append(headers)
        status = self.statuses.pop(0) if self.statuses else self.status
        if status != 200:
            return await self._plain(writer, status, b'{"error": {"message": "told by the upstream"}}')
        return await self._scripted(reader, writer, body)

    async def _plain(self, writer: asyncio.StreamWriter, status: int, data: bytes) -> bool:
        head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data)
        await writer.drain()
        return True

    async def _scripted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: Body) -> bool:
        kind = self.kind or ("text/event-stream" if body.get("stream") else "application/json")
        writer.write(f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n".encode())
        sending = asyncio.ensure_future(self._send(writer, body))
        leaving = asyncio.ensure_future(reader.read(1))
        await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not sending.done():
            self.gone.set()
            sending.cancel()
            return False
        if isinstance(sending.exception(), Cut):
            writer.transport.abort()
            return False
        sending.result()
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        # The watcher may have been waiting when the next request began; a connection is used once.
        return False

    async def _send(self, writer: asyncio.StreamWriter, body: Body) -> None:
        async for part in self.script(body):
            if part:
                writer.write(b"%x\r\n%s\r\n" % (len(part), part))
                await writer.drain()


def event(value: Any) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"


def chunk(delta: Body | None = None, *, index: int = 0, finish: str | None = None, **more: Any) -> Body:
    """One chunk of a stream, as an upstream sends it."""
    choice = {"index": index, "delta": delta or {}, "finish_reason": finish, **more}
    return {"id": "up-1", "object": "chat.completion.chunk", "created": 7, "model": "model-a", "choices": [choice]}


def streaming(*pieces: bytes) -> Script:
    """Sends these pieces, each as a read of its own."""

    async def script(body: Body) -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece
            await asyncio.sleep(0.002)

    return script


def saying(*texts: str, name: str = "content", finish: str = "stop") -> Script:
    """Streams these texts, or answers with all of them at once where no stream is asked for."""

    async def script(body: Body) -> AsyncIterator[bytes]:
        n = body.get("n") or 1
        if not body.get("stream"):
            message = {"role": "assistant", "content": None, name: "".join(texts)}
            yield whole(*[message] * n, finish=finish)
            return
        for index in range(n):
            yield event(chunk({"role": "assistant"}, index=index))
        for text in texts:
            for index in range(n):
                yield event(chunk({name: text}, index=index))
        for index in range(n):
            yield event(chunk(index=index, finish=finish))
        yield DONE

    return script


def whole(*messages: Body, finish: str = "stop") -> bytes:
    """A body that is not streamed."""
    choices = [{"index": i, "message": m, "finish_reason": finish} for i, m in enumerate(messages)]
    usage = {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}
    body = {
        "id": "up-1",
        "object": "chat.completion",
        "created": 7,
        "model": "model-a",
        "choices": choices,
        "usage": usage,
    }
    return json.dumps(body, ensure_ascii=False).encode()
