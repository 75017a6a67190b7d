"""The life of a gateway: it starts and stops with evidence, follows what others decide, and loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import orjson
import pytest

from guiju.core.facts import AnswerClosed, ServiceStarted, ServiceStopped
from guiju.gateway import opened as port_opened
from guiju.users import Keys
from tests.gateway.conftest import Answered, House, Open
from tests.gateway.upstream_stub import DONE, Body, chunk, event


async def ended(house: House) -> None:
    """Stops the gateway and waits until it has ended."""
    assert house.server is not None
    await house.stop()
    async with asyncio.timeout(10):
        while not any(house.ledger.find(kind=ServiceStopped.kind)):
            await asyncio.sleep(0.02)


async def streamed(house: House) -> asyncio.Task[Answered]:
    """A stream of which the first words have come."""
    begun = len(house.stub.seen)
    task = asyncio.create_task(house.chat(stream=True))
    async with asyncio.timeout(5):
        while len(house.stub.seen) == begun:
            await asyncio.sleep(0.005)
    await asyncio.sleep(0.05)
    return task


async def test_it_says_under_which_rules_it_serves_and_that_it_stopped(opened: Open) -> None:
    house = await opened(demo=True)
    (started,) = house.ledger.find(kind=ServiceStarted.kind)
    assert isinstance(started.facts, ServiceStarted) and started.demo
    assert started.facts.policy == house.parts.policy.digest and started.facts.packs == house.parts.packs.ids
    assert started.facts.digests == tuple(pack.digest for pack in house.parts.packs.all)
    await ended(house)
    (stopped,) = house.ledger.find(kind=ServiceStopped.kind)
    assert isinstance(stopped.facts, ServiceStopped) and stopped.facts.interrupted == 0


async def test_answers_that_run_are_given_their_grace(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield event(chunk({"content": "第一句。"}))
        await asyncio.sleep(0.4)
        yield event(chunk({"content": "最后一句。"})) + event(chunk(finish="stop")) + DONE

    house = await opened(script, grace_seconds=10)
    asking = await streamed(house)
    await ended(house)
    answered = await asking
    assert answered.text().endswith("最后一句。") and answered.finish() == "stop"


async def test_answers_that_outlast_the_grace_end_with_evidence(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield event(chunk({"content": "第一句。"}))
        await asyncio.sleep(60)

    house = await opened(script, grace_seconds=0.2)
    tasks = [await streamed(house) for _ in range(3)]
    await ended(house)
    for answered in await asyncio.gather(*tasks):
        assert answered.events[-1]["error"]["code"] == "shutting_down" and "第一句。" in answered.text()
        facts = house.evidence(answered)[-1].facts
        assert isinstance(facts, AnswerClosed) and facts.outcome == "shut_down"
    (stopped,) = house.ledger.find(kind=ServiceStopped.kind)
    assert isinstance(stopped.facts, ServiceStopped) and stopped.facts.interrupted == 3


async def test_what_another_process_decides_becomes_known(opened: Open) -> None:
    house = await opened()
    elsewhere = Keys(house.ledger)
    key = elsewhere.create("elsewhere", "application", actor="officer:test", now=datetime.now(UTC))
    headers = {"authorization": f"Bearer {key}"}
    async with asyncio.timeout(5):
        while (await house.chat(headers=headers)).status != 200:
            await asyncio.sleep(0.05)
    elsewhere.revoke("elsewhere", actor="officer:test", now=datetime.now(UTC))
    async with asyncio.timeout(5):
        while (await house.chat(headers=headers)).status != 401:
            await asyncio.sleep(0.05)


async def test_a_request_still_coming_in_at_the_end_is_turned_away(opened: Open) -> None:
    house = await opened(grace_seconds=0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    body = orjson.dumps({"model": "model-a", "messages": []})
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {house.key}\r\n"
    writer.write(head.encode() + f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode())
    await writer.drain()
    await asyncio.sleep(0.05)
    await house.stop()
    assert (await asyncio.wait_for(reader.readline(), 5)).split()[1] == b"503"
    writer.close()


def test_a_port_that_is_taken_is_told() -> None:
    with port_opened("127.0.0.1", 0) as bound:
        bound.listen()
        with pytest.raises(OSError, match="cannot listen on 127"):
            port_opened("127.0.0.1", bound.getsockname()[1])
