"""/v1/embeddings: one vector for each input, in order, and nothing but numbers."""

from __future__ import annotations

import asyncio
import base64
import struct
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest

from guiju.core.facts import AnswerClosed
from tests.gateway.conftest import Open
from tests.gateway.upstream_stub import Body, Script

ASK = {"model": "model-a", "input": ["一", "二"]}
ROWS = [{"index": 0, "embedding": [0.5]}, {"index": 1, "embedding": [1.5]}]
DEEP = "1"
for _ in range(300):
    DEEP = f'{{"prompt_tokens_details":{DEEP}}}'


def packed(*numbers: float) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def telling(raw: bytes) -> Script:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield raw

    return script


def vectors(*rows: Any, **more: Any) -> Script:
    return telling(orjson.dumps({"data": rows, **more}))


async def test_vectors_come_in_the_order_of_the_inputs(opened: Open) -> None:
    house = await opened(vectors(*reversed(ROWS)))
    answered = await house.ask(ASK, "/v1/embeddings")
    assert [(row["index"], row["embedding"]) for row in answered.json["data"]] == [(0, [0.5]), (1, [1.5])]


async def test_packed_vectors_pass_where_they_were_asked_for(opened: Open) -> None:
    rows = [{"embedding": packed(0.5, -1.0)}, {"embedding": packed(1.5, 2.0)}]
    house = await opened(vectors(*rows))
    answered = await house.ask({**ASK, "encoding_format": "base64"}, "/v1/embeddings")
    assert [row["embedding"] for row in answered.json["data"]] == [row["embedding"] for row in rows]
    assert (await house.ask(ASK, "/v1/embeddings")).status == 502
    for wrong in (packed(float("nan")), packed(float("inf")), packed(1e20), "blockword", "AAA="):
        house.stub.script = vectors({"embedding": wrong}, rows[0])
        assert (await house.ask({**ASK, "encoding_format": "base64"}, "/v1/embeddings")).status == 502


@pytest.mark.parametrize(
    "script",
    [
        vectors(ROWS[0]),
        vectors(*ROWS, {"index": 2, "embedding": [1]}),
        vectors(ROWS[0], ROWS[0]),
        vectors(ROWS[0], {"index": 2, "embedding": [1]}),
        vectors(ROWS[0], {"index": "1", "embedding": [1]}),
        vectors(ROWS[0], {"index": [], "embedding": [1]}),
        vectors(ROWS[0], {"index": 1, "embedding": [13800138000]}),
        vectors(ROWS[0], {"index": 1, "embedding": "blockwordblockwo"}),
        vectors(*ROWS, error={"message": "x"}),
        vectors(*ROWS, usage={"total_tokens": 1e30}),
        telling(b'{"data": %s, "usage": {"prompt_tokens": %s}}' % (orjson.dumps(ROWS), DEEP.encode())),
        telling(b"[" * 2000),
    ],
)
async def test_anything_else_is_an_error_with_evidence(opened: Open, script: Script) -> None:
    house = await opened(script)
    answered = await house.ask(ASK, "/v1/embeddings")
    assert (answered.status, answered.json["error"]["code"]) == (502, "upstream_failed")
    closed = house.evidence(answered)[-1].facts
    assert isinstance(closed, AnswerClosed) and closed.outcome == "upstream_failed"


async def test_a_large_answer_is_read_beside_the_loop(opened: Open) -> None:
    rows = [{"index": place, "embedding": [0.123456789] * 20_000} for place in range(2)]
    house = await opened(vectors(*rows))
    answered = await house.ask(ASK, "/v1/embeddings")
    assert [len(row["embedding"]) for row in answered.json["data"]] == [20_000] * 2


async def test_a_client_that_leaves_stops_the_upstream(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        await asyncio.sleep(60)
        yield b""

    house = await opened(script)
    headers = {"authorization": f"Bearer {house.key}", "content-type": "application/json"}
    async with aiohttp.ClientSession() as http:
        asking = asyncio.create_task(http.post(house.url + "/v1/embeddings", data=orjson.dumps(ASK), headers=headers))
        async with asyncio.timeout(5):
            while not house.stub.seen:
                await asyncio.sleep(0.005)
        asking.cancel()
        await asyncio.wait([asking])
    await asyncio.wait_for(house.stub.gone.wait(), 5)
    async with asyncio.timeout(5):
        while not (closed := list(house.ledger.find(kind=AnswerClosed.kind))):
            await asyncio.sleep(0.005)
    assert isinstance(closed[0].facts, AnswerClosed) and closed[0].facts.outcome == "client_left"
