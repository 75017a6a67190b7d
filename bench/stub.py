"""A stub upstream that speaks the OpenAI chat protocol and costs next to nothing: raw ASGI on uvicorn.

The model's name sets the pace (``stub-burst``: all deltas at once, ``stub-paced``: one in 4 ms, ``stub-slow``: one
in 20 ms); ``max_tokens`` sets the number of content deltas (64). ``GET /sent`` tells when each delta of the latest
stream left, in seconds of the monotonic clock.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import click
import orjson
import uvicorn

from bench.ordinary import NEW, another, deltas

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

PACE = {"stub-burst": 0.0, "stub-paced": 0.004, "stub-slow": 0.02, NEW: 0.0}
MOST = 4096
_HEAD = {"id": "chatcmpl-stub", "created": 1760000000, "model": "stub"}
_USAGE = {"prompt_tokens": 16, "completion_tokens": 64, "total_tokens": 80}


def _chunk(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + orjson.dumps({**_HEAD, "object": "chat.completion.chunk", "choices": [choice]}) + b"\n\n"


def _message(body: bytes, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": more}


def _start(kind: bytes, length: int | None = None, status: int = 200) -> dict[str, Any]:
    headers = [(b"content-type", kind)] + ([] if length is None else [(b"content-length", b"%d" % length)])
    return {"type": "http.response.start", "status": status, "headers": headers}


class Stub:
    """The ASGI application; everything it sends is encoded beforehand."""

    def __init__(self) -> None:
        self._opening = _message(_chunk({"role": "assistant", "content": ""}), more=True)
        self._deltas = [_message(_chunk({"content": piece}), more=True) for piece in deltas(MOST)]
        self._closing = _message(_chunk({}, "stop") + b"data: [DONE]\n\n")
        self._plain = {count: self._whole(count) for count in (16, 64)}
        self._models = orjson.dumps({"object": "list", "data": [{"id": m, "object": "model"} for m in PACE]})
        self._sent: list[float] = []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        if scope["method"] == "POST" and scope["path"].endswith("/chat/completions"):
            await self._chat(orjson.loads(await body_of(receive)), send)
        elif scope["path"].endswith("/models"):
            await _whole(send, self._models)
        elif scope["path"] == "/sent":
            await _whole(send, orjson.dumps(self._sent))
        else:
            await _whole(send, b"{}", 404)

    async def _chat(self, request: dict[str, Any], send: Send) -> None:
        count = min(request.get("max_tokens") or 64, MOST)
        if request.get("stream"):
            await self._stream(send, count, PACE.get(request.get("model", ""), 0.0))
        else:
            other = request.get("model") == NEW
            await _whole(send, self._whole(count, another()) if other else self._plain.get(count) or self._whole(count))

    async def _stream(self, send: Send, count: int, pace: float) -> None:
        await send(_start(b"text/event-stream"))
        await send(self._opening)
        sent: list[float] = []
        due = time.monotonic()
        for message in self._deltas[:count]:
            if pace:
                due += pace
                await asyncio.sleep(due - time.monotonic())
            sent.append(time.monotonic())
            await send(message)
        self._sent = sent
        await send(self._closing)

    @staticmethod
    def _whole(count: int, mark: str = "") -> bytes:
        message = {"role": "assistant", "content": mark + "".join(deltas(count))}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return orjson.dumps({**_HEAD, "object": "chat.completion", "choices": [choice], "usage": _USAGE})


def serve(app: Any, port: int) -> None:
    """Runs an ASGI application on the loopback, as lean as uvicorn can, until the process is stopped."""
    config = uvicorn.Config(app, port=port, loop="uvloop", http="httptools", lifespan="off", log_level="error")
    config.access_log = False
    uvicorn.Server(config).run()


async def body_of(receive: Receive) -> bytes:
    """The whole body of a request."""
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _whole(send: Send, body: bytes, status: int = 200) -> None:
    await send(_start(b"application/json", len(body), status))
    await send(_message(body))


@click.command()
@click.option("--port", type=int, required=True)
def main(port: int) -> None:
    """Serves the stub on the loopback until it is stopped."""
    serve(Stub(), port)


if __name__ == "__main__":
    main()
