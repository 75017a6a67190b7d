"""The upstream: asked again where nothing is lost; broken, slow and lying ones end in an error and evidence."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import orjson
import pytest

from guiju.core.facts import AnswerClosed
from guiju.gateway.upstream import Budget
from tests.gateway.conftest import Answered, House, Open
from tests.gateway.test_app import error
from tests.gateway.upstream_stub import DONE, Body, Cut, Script, chunk, event, saying, streaming


def closed(house: House, answered: Answered) -> AnswerClosed:
    facts = house.evidence(answered)[-1].facts
    assert isinstance(facts, AnswerClosed)
    return facts


@pytest.mark.parametrize(
    ("status", "told", "code"),
    [
        (400, 400, "upstream_refused"),
        (401, 502, "upstream_failed"),
        (404, 502, "upstream_failed"),
        (429, 429, "upstream_busy"),
        (500, 502, "upstream_failed"),
        (503, 502, "upstream_failed"),
        (504, 504, "upstream_timeout"),
        (302, 502, "upstream_failed"),
    ],
)
async def test_errors_of_the_upstream_are_told_in_our_own_words(
    opened: Open, status: int, told: int, code: str
) -> None:
    house = await opened()
    house.stub.status = status
    for stream in (False, True):
        answered = await house.chat(stream=stream)
        assert (answered.status, error(answered)["code"]) == (told, code)
        assert b"told by the upstream" not in answered.raw
        assert closed(house, answered).outcome == "upstream_failed"


@pytest.mark.parametrize("status", [429, 502, 503])
async def test_what_may_pass_is_asked_again(opened: Open, status: int) -> None:
    house = await opened()
    house.stub.statuses = [status]
    answered = await house.chat()
    assert answered.status == 200 and closed(house, answered).retries == 1 and len(house.stub.seen) == 2


async def test_the_budget_bounds_what_is_asked_again(opened: Open) -> None:
    house = await opened()
    house.stub.status = 503
    for _ in range(10):
        await house.chat()
    assert len(house.stub.seen) <= 10 + 4
    budget = Budget(0.1)
    for _ in range(1000):
        budget.asked()
    assert sum(budget.spend() for _ in range(1000)) <= 20


async def test_an_upstream_that_is_not_there(opened: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    house = await opened(upstream=f"http://127.0.0.1:{port}/v1")
    answered = await house.chat()
    assert (answered.status, error(answered)["code"]) == (502, "upstream_unreachable")
    assert closed(house, answered).outcome == "upstream_failed"
    async with house.http.get(house.url + "/readyz") as response:
        assert response.status == 503


async def _broken(body: Body) -> AsyncIterator[bytes]:
    yield event(chunk({"content": "第一句。第二禁词"}))
    await asyncio.sleep(0.05)
    raise Cut


async def _ends(body: Body) -> AsyncIterator[bytes]:
    yield event(chunk({"content": "第一句。第二禁词"}))


LIES: dict[str, Script] = {
    "broken": _broken,
    "without an end": _ends,
    "no json": streaming(event(chunk({"content": "第一句。第二禁词"})), b"data: {nonsense\n\n", DONE),
    "no object": streaming(event(chunk({"content": "第一句。第二禁词"})), b"data: [1]\n\n", DONE),
    "an error": streaming(event(chunk({"content": "第一句。第二禁词"})), event({"error": {"message": "SECRET"}}), DONE),
    "an unknown field": streaming(
        event(chunk({"content": "第一句。第二禁词"})), event(chunk({"poem": "SECRET"})), DONE
    ),
    "a choice too many": streaming(
        event(chunk({"content": "第一句。第二禁词"})), event(chunk({"content": "SECRET"}, index=3)), DONE
    ),
    "text that is none": streaming(
        event(chunk({"content": "第一句。第二禁词"})), event(chunk({"content": ["SECRET"]})), DONE
    ),
}


@pytest.mark.parametrize("name", LIES)
@pytest.mark.parametrize("label", ["start", "end"])
async def test_a_stream_that_breaks_or_lies_ends_with_an_error_and_drops_what_was_held(
    opened: Open, name: str, label: str
) -> None:
    house = await opened(LIES[name], label=label)
    answered = await house.chat(stream=True)
    told = answered.events[-1]
    assert told["error"]["code"] == "upstream_failed" and b"SECRET" not in answered.raw
    assert "第一句。" in answered.text() and "禁" not in answered.text()
    assert "人工智能" in answered.text()
    facts = closed(house, answered)
    assert facts.outcome == "upstream_failed" and facts.action == "ALLOW"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'{"choices": 1}',
        b'{"choices": [{"message": {"content": 5}}]}',
        b"\xff",
        b'{"choices": [{"message": "x"}]}',
        b'{"choices": [[]]}',
        b'{"error": {}}',
        b'{"choices": [{"index": 0, "message": {"tool_calls": "x"}}]}',
        b'{"choices": [{"index": 0, "message": {"tool_calls": [{"function": "x"}]}}]}',
        b'{"choices": [{"index": 0, "message": {"tool_calls": 7}}]}',
    ],
)
async def test_a_body_of_an_unknown_shape_is_denied(opened: Open, raw: bytes) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield raw

    house = await opened(script)
    answered = await house.chat()
    assert (answered.status, error(answered)["code"]) == (502, "upstream_failed")
    assert closed(house, answered).outcome == "upstream_failed"


async def test_a_stream_that_is_none_is_denied(opened: Open) -> None:
    house = await opened(saying("好"))
    house.stub.kind = "text/html"
    assert (await house.chat(stream=True)).status == 502


@pytest.mark.parametrize("stream", [False, True])
async def test_a_silent_upstream_is_left(opened: Open, stream: bool) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        if stream:
            yield event(chunk({"content": "开头的话。"}))
        await asyncio.sleep(60)

    house = await opened(script, idle_seconds=0.1, first_byte_seconds=0.3)
    answered = await house.chat(stream=stream)
    if stream:
        assert answered.events[-1]["error"]["code"] == "upstream_timeout" and "开头的话。" in answered.text()
    else:
        assert (answered.status, error(answered)["code"]) == (504, "upstream_timeout")
    assert closed(house, answered).outcome == "upstream_failed"
    await asyncio.wait_for(house.stub.gone.wait(), 5)


async def test_an_answer_that_is_too_large_is_denied(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    house = await opened(script, most_answer_bytes=5000)
    assert (await house.chat()).status == 502


async def test_a_stream_without_end_ends_with_what_an_answer_may_hold(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        for _ in range(300):
            yield event(chunk({"content": "好的，这是一句话。"}))
        await asyncio.sleep(60)

    house = await opened(script, most_answer_bytes=5000, label="none")
    answered = await asyncio.wait_for(house.chat(stream=True), 20)
    assert answered.finish() == "length" and len(answered.text().encode()) in range(4998, 5001)
    facts = closed(house, answered)
    assert facts.outcome == "finished" and facts.characters == len(answered.text())
    await asyncio.wait_for(house.stub.gone.wait(), 5)


async def test_a_client_that_does_not_read_holds_the_upstream_back_and_is_left(opened: Open) -> None:
    sent = 0

    async def script(body: Body) -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(4000):
            yield event(chunk({"content": "好的，这是一句话。" * 300}))
            sent += 1
        yield event(chunk(finish="stop")) + DONE

    house = await opened(script, client_seconds=0.5)
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port, limit=1024)
    body = orjson.dumps({"model": "model-a", "messages": [{"role": "user", "content": "你好"}], "stream": True})
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {house.key}\r\n"
    writer.write(
        head.encode() + f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body
    )
    line = await reader.readuntil(b"\r\n\r\n")
    subject = next(row.split(b": ")[1].decode() for row in line.split(b"\r\n") if row.startswith(b"x-guiju-id"))
    async with asyncio.timeout(20):
        while len(list(house.ledger.find(subject=subject))) < 2:
            await asyncio.sleep(0.05)
    facts = list(house.ledger.find(subject=subject))[-1].facts
    assert isinstance(facts, AnswerClosed) and facts.outcome == "client_left" and sent < 4000
    writer.close()
