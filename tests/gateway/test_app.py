"""The routes: every answer carries its id, every error is one in OpenAI's shape."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.gateway.conftest import Answered, House, Open
from tests.gateway.upstream_stub import Body, saying, whole

HELLO = {"model": "model-a", "messages": [{"role": "user", "content": "hello"}]}


def error(answered: Answered) -> dict[str, Any]:
    """The error told, in the shape that it must have."""
    told: dict[str, Any] = answered.json["error"]
    assert set(answered.json) == {"error"} and set(told) == {"message", "type", "param", "code"}
    assert answered.headers["x-guiju-id"].startswith("q")
    return told


async def test_faults_have_their_status_and_shape(opened: Open) -> None:
    house = await opened(most_bytes=2000)
    cases: list[tuple[Answered, int, str]] = [
        (await house.ask(HELLO, authorization="Bearer gj-nothing"), 401, "invalid_api_key"),
        (await house.ask(HELLO, authorization=house.key), 401, "invalid_api_key"),
        (await house.ask(HELLO, authorization=f"Basic {house.key}"), 401, "invalid_api_key"),
        (await house.ask(HELLO, "/v1/completions"), 404, "not_found"),
        (await house.ask({**HELLO, "model": "another"}), 404, "model_not_found"),
        (await house.ask(HELLO, "/v1/models"), 405, "method_not_allowed"),
        (await house.ask({**HELLO, "stop": "x" * 3000}), 413, "too_large"),
        (await house.ask(HELLO, content_type="text/plain"), 415, "unsupported_media_type"),
        (await house.ask(b"{"), 400, "malformed_body"),
        (await house.ask(HELLO, x_guiju_user="u" * 300), 400, "invalid_user"),
    ]
    for answered, status, code in cases:
        assert (answered.status, error(answered)["code"]) == (status, code)
    assert house.stub.seen == []


async def test_a_body_without_a_length_is_bounded_too(opened: Open) -> None:
    house = await opened(most_bytes=2000)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    headers = {"authorization": f"Bearer {house.key}", "content-type": "application/json"}
    async with house.http.post(house.url + "/v1/chat/completions", data=endless(), headers=headers) as response:
        assert response.status == 413


async def test_a_body_that_does_not_come_times_out(opened: Open) -> None:
    house = await opened(body_seconds=0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {house.key}\r\n"
    writer.write(head.encode() + b"content-type: application/json\r\ncontent-length: 100\r\n\r\n{")
    assert (await asyncio.wait_for(reader.readline(), 5)).split()[1] == b"408"
    writer.close()


async def test_an_unfinished_request_leaves_no_trace(opened: Open) -> None:
    house = await opened()
    _, writer = await asyncio.open_connection("127.0.0.1", house.port)
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {house.key}\r\n"
    writer.write(head.encode() + b"content-type: application/json\r\ncontent-length: 100\r\n\r\n{")
    await writer.drain()
    writer.close()
    assert (await house.chat()).status == 200
    assert [e.facts.kind for e in house.ledger.find(kind="request.admitted/1")] == ["request.admitted/1"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60)
    | st.sampled_from([b"[" * 3000, b'{"a":' * 3000, b"\xff", b"\xed\xa0\x80", b"null", b'"x"', b"1e999"])
)
def test_no_body_brings_a_traceback(raw: bytes) -> None:
    seen.append(raw)


seen: list[bytes] = []


async def test_what_was_generated_ends_in_a_400(opened: Open) -> None:
    test_no_body_brings_a_traceback()
    house = await opened()
    for raw in seen:
        answered = await house.ask(raw)
        assert answered.status == 400 and b"Traceback" not in answered.raw
        error(answered)


async def test_health_metrics_models_and_status(opened: Open) -> None:
    house = await opened(models=())
    await house.chat()
    for path in ("/healthz", "/readyz", "/", "/status.json", "/metrics"):
        async with house.http.get(house.url + path) as response:
            assert response.status == 200 and response.headers["x-guiju-id"], path
            text = await response.text()
    assert 'guiju_answers_total{action="ALLOW",outcome="finished",stream="False",surface="chat"} 1.0' in text
    headers = {"authorization": f"Bearer {house.key}"}
    async with house.http.get(house.url + "/v1/models", headers=headers) as response:
        rows = (await response.json())["data"]
    assert rows == [{"id": "model-a", "object": "model", "created": 1, "owned_by": "provider"}]
    async with house.http.get(house.url + "/status.json") as response:
        state = await response.json()
    assert [one["digest"] for one in state["versions"]] == [pack.digest for pack in house.parts.packs.all]
    assert {duty["digest"] for duty in state["obligations"]} == {one["digest"] for one in state["versions"]}
    assert state["packs"] == list(house.parts.packs.ids) and state["recent"][0]["kind"] == "answer.closed/1"
    assert any(duty["value"] == "met" for duty in state["obligations"])


async def test_not_ready_where_the_ledger_cannot_keep(opened: Open) -> None:
    house = await opened()
    house.ledger._writer.healthy = False  # what a failed commit leaves behind, until a probe succeeds
    async with house.http.get(house.url + "/readyz") as response:
        assert response.status == 503
    assert (await house.chat()).status == 503 and house.stub.seen == []


async def test_a_revoked_key_stops_working(opened: Open) -> None:
    house = await opened()
    assert (await house.chat()).status == 200
    name = f"app-{house.port}"
    house.parts.keys.revoke(name, actor="officer:test", now=datetime.now(UTC))
    assert (await house.chat()).status == 401


async def test_the_models_of_the_upstream_are_the_models_offered(opened: Open) -> None:
    house = await opened(models=())
    house.stub.models = ("model-b",)
    assert (await house.chat()).status == 404
    assert (await house.ask({**HELLO, "model": "model-b"})).status == 200


async def test_the_upstream_sees_the_key_of_the_operator_and_nothing_of_the_client(opened: Open) -> None:
    house = await opened(upstream_key="up-secret")
    await house.chat(headers={"x_guiju_user": "someone@example.com"}, user="another", temperature=0.5)
    headers = house.stub.headers[0]
    assert headers["authorization"] == "Bearer up-secret"
    assert house.key not in str(headers) and "someone" not in str(headers)
    assert set(house.stub.seen[0]) == {"model", "messages", "stream", "temperature"}


async def test_extras_of_an_upstream_do_not_pass(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        told = orjson.loads(whole({"role": "assistant", "content": "好"}))
        yield orjson.dumps({**told, "provider": "x", "citations": ["https://x.example"]})

    house = await opened(script)
    answered = await house.chat()
    assert set(answered.json) == {"id", "object", "created", "model", "choices", "usage", "guiju"}


async def test_usage_and_options_pass(opened: Open) -> None:
    house: House = await opened(saying("好"))
    await house.chat(stream=True, stream_options={"include_usage": True, "include_obfuscation": True})
    assert house.stub.seen[0]["stream_options"] == {"include_usage": True}
