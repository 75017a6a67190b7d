"""A client that does not read is cut off, and keeps nothing and nobody waiting."""

from __future__ import annotations

import asyncio
import socket

import orjson
import pytest

from guiju.core.facts import AnswerClosed, ServiceStopped
from tests.gateway.conftest import House, Open
from tests.gateway.upstream_stub import saying


async def unread(house: House, *, stream: bool, times: int = 1) -> asyncio.StreamWriter:
    """A client that asks and reads nothing."""
    _, writer = await asyncio.open_connection("127.0.0.1", house.port, limit=1024)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    body = {"model": "model-a", "messages": [{"role": "user", "content": "你好"}], "stream": stream}
    data, key = orjson.dumps(body), house.key
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n"
    head += f"content-type: application/json\r\ncontent-length: {len(data)}\r\n\r\n"
    writer.write((head.encode() + data) * times)
    await writer.drain()
    writer.transport.pause_reading()
    return writer


async def running(house: House) -> float:
    async with house.http.get(house.url + "/metrics") as response:
        rows = (await response.text()).splitlines()
    return next(float(row.split()[1]) for row in rows if row.startswith("guiju_running "))


async def test_a_client_that_does_not_read_holds_no_place(opened: Open) -> None:
    house = await opened(saying(*["好" * 100_000] * 40), client_seconds=0.5)
    writers = [await unread(house, stream=True), await unread(house, stream=False, times=8)]
    async with asyncio.timeout(20):
        while len(house.stub.seen) < 2 or await running(house):
            await asyncio.sleep(0.05)
    outcomes = [e.facts.outcome for e in house.ledger.find(kind=AnswerClosed.kind) if isinstance(e.facts, AnswerClosed)]
    assert "client_left" in outcomes
    for writer in writers:
        writer.transport.abort()


@pytest.mark.parametrize("stream", [True, False])
async def test_a_client_that_does_not_read_does_not_keep_it_from_ending(opened: Open, stream: bool) -> None:
    house = await opened(saying(*["好" * 100_000] * 40), client_seconds=60, grace_seconds=0.2)
    writer = await unread(house, stream=stream, times=1 if stream else 4)
    async with asyncio.timeout(10):
        while not house.stub.seen:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.5)
    assert house.server is not None
    await house.stop()
    async with asyncio.timeout(20):
        while not any(house.ledger.find(kind=ServiceStopped.kind)):
            await asyncio.sleep(0.05)
    writer.transport.abort()
