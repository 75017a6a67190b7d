"""The floor: the least an aiohttp proxy on uvicorn can cost. It parses, judges and records nothing."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import aiohttp
import click

from bench.stub import Receive, Send, body_of, serve


class Floor:
    """An ASGI application that hands every request to the upstream and every byte back."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Passes one request through."""
        if scope["type"] != "http":
            return
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), auto_decompress=False)
        url = self._upstream + scope["path"].removeprefix("/v1")
        body, headers = await body_of(receive), {"content-type": "application/json"}
        async with self._session.request(scope["method"], url, data=body or None, headers=headers) as answer:
            kind = answer.headers.get("content-type", "application/json").encode()
            await send({"type": "http.response.start", "status": answer.status, "headers": [(b"content-type", kind)]})
            async for piece in answer.content.iter_any():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


@click.command()
@click.option("--upstream", required=True)
@click.option("--port", type=int, required=True)
def main(upstream: str, port: int) -> None:
    """Serves the floor on the loopback until it is stopped."""
    serve(Floor(upstream), port)


if __name__ == "__main__":
    main()
