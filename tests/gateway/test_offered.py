"""The models offered: names that are names, and nothing else of what an upstream lists."""

from __future__ import annotations

import asyncio

import orjson

from tests.gateway.conftest import BAD_EN, Answered, House, Open


async def listed(house: House) -> Answered:
    headers = {"authorization": f"Bearer {house.key}"}
    async with house.http.get(house.url + "/v1/models", headers=headers) as response:
        return Answered(response.status, dict(response.headers), await response.read())


async def listing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An upstream that says bad words wherever a list of models has room for one."""
    await reader.readuntil(b"\r\n\r\n")
    good = {"id": "org/model-b:7b", "object": BAD_EN, "owned_by": BAD_EN, "created": BAD_EN, BAD_EN: BAD_EN}
    names = (BAD_EN, "13800138000", "two words", "", 7, None, "x" * 300)
    rows = [good, *({"id": name} for name in names), {"id": "model-c", "created": 13800138000}, "x", None]
    data = orjson.dumps({"data": rows})
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(data) + data)
    await writer.drain()
    writer.close()


async def test_only_names_leave_of_what_an_upstream_lists(opened: Open) -> None:
    async with await asyncio.start_server(listing, "127.0.0.1", 0) as upstream:
        port = upstream.sockets[0].getsockname()[1]
        house = await opened(models=(), upstream=f"http://127.0.0.1:{port}/v1")
        answered = await listed(house)
    assert answered.json["data"] == [
        {"id": name, "object": "model", "created": 0, "owned_by": "provider"} for name in ("org/model-b:7b", "model-c")
    ]


async def test_the_models_of_the_operator_are_offered_as_they_are(opened: Open) -> None:
    house = await opened(models=("model-a", "模型"))
    assert [row["id"] for row in (await listed(house)).json["data"]] == ["model-a", "模型"]
    assert (await house.chat(model="model-b")).status == 404
