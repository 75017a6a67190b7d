"""The real openai client sees what it expects."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import openai
import pytest
from openai import OpenAI

from tests.gateway.conftest import BAD, House, Open
from tests.gateway.upstream_stub import DONE, Body, chunk, event, saying, whole

HELLO: Any = [{"role": "user", "content": "你好"}]
TOOLS: Any = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}}}]


def client(house: House) -> OpenAI:
    return OpenAI(base_url=house.url + "/v1", api_key=house.key, max_retries=0, timeout=20)


async def test_plain_stream_and_refusal(opened: Open) -> None:
    house = await opened(saying("好的，", "这是回答。"))

    def asking() -> None:
        with client(house) as one:
            whole = one.chat.completions.create(model="model-a", messages=HELLO, n=2)
            assert (
                [c.finish_reason for c in whole.choices] == ["stop", "stop"]
                and whole.usage
                and whole.usage.total_tokens == 8
            )
            assert str(whole.choices[1].message.content).endswith("好的，这是回答。")
            said = ""
            with one.chat.completions.stream(model="model-a", messages=HELLO) as stream:
                for happened in stream:
                    if happened.type == "content.delta":
                        said += happened.delta
                final = stream.get_final_completion()
            assert said == final.choices[0].message.content and said.endswith("这是回答。")
            refused = one.chat.completions.create(model="model-a", messages=[{"role": "user", "content": BAD}])
            assert refused.choices[0].finish_reason == "content_filter" and refused.choices[0].message.content
            raw = one.chat.completions.with_raw_response.create(model="model-a", messages=HELLO, user="someone")
            assert raw.headers["x-guiju-id"] and raw.parse().choices[0].message.content
            assert [model.id for model in one.models.list()] == ["model-a"]

    await asyncio.to_thread(asking)


async def test_tools_and_logprobs(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        call: Body = {
            "id": "call_1",
            "type": "function",
            "function": {"name": "weather", "arguments": '{"city": "北京"}'},
        }
        if not body.get("stream"):
            yield whole({"role": "assistant", "content": None, "tool_calls": [call]}, finish="tool_calls")
            return
        yield event(
            chunk(
                {
                    "role": "assistant",
                    "tool_calls": [{**call, "index": 0, "function": {"name": "weather", "arguments": ""}}],
                }
            )
        )
        for piece in ('{"ci', 'ty": ', '"北京"}'):
            yield event(chunk({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}))
        yield event(chunk(finish="tool_calls")) + DONE

    house = await opened(script)

    def asking() -> None:
        with client(house) as one:
            whole = one.chat.completions.create(model="model-a", messages=HELLO, tools=TOOLS)
            with one.chat.completions.stream(model="model-a", messages=HELLO, tools=TOOLS) as stream:
                streamed = stream.get_final_completion()
            for answer in (whole, streamed):
                assert answer.choices[0].finish_reason == "tool_calls"
                assert answer.choices[0].message.tool_calls is not None
                (call,) = answer.choices[0].message.tool_calls
                assert call.type == "function" and call.function.name == "weather" and "北京" in call.function.arguments
            said = whole.choices[0].message.model_dump(exclude_none=True)
            told: Any = [*HELLO, said, {"role": "tool", "tool_call_id": "call_1", "content": '{"sky": "clear"}'}]
            assert one.chat.completions.create(model="model-a", messages=told, tools=TOOLS).choices

    await asyncio.to_thread(asking)


async def test_errors_are_of_the_kind_the_client_knows(opened: Open) -> None:
    house = await opened()

    def asking() -> None:
        with client(house) as one:
            with pytest.raises(openai.NotFoundError):
                one.chat.completions.create(model="another", messages=HELLO)
            with pytest.raises(openai.BadRequestError) as caught:
                one.chat.completions.create(model="model-a", messages=HELLO, metadata={"a": "b"})
            assert caught.value.code == "unsupported_field"
            with pytest.raises(openai.PermissionDeniedError):
                one.embeddings.create(model="model-a", input=BAD, encoding_format="float")
        with (
            pytest.raises(openai.AuthenticationError),
            OpenAI(base_url=house.url + "/v1", api_key="x", max_retries=0) as other,
        ):
            other.models.list()

    await asyncio.to_thread(asking)


async def test_a_stream_that_breaks_is_an_error_to_the_client(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield event(chunk({"content": "第一句。"}))

    house = await opened(script)

    def asking() -> None:
        with client(house) as one, pytest.raises(openai.APIError):
            for _ in one.chat.completions.create(model="model-a", messages=HELLO, stream=True):
                pass

    await asyncio.to_thread(asking)


async def test_embeddings(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        vector = "AACAPwAAAEA=" if body.get("encoding_format") == "base64" else [1.0, 2.0]
        rows = [{"embedding": vector} for _ in body["input"]]
        yield json.dumps({"data": rows, "usage": {"prompt_tokens": 1, "total_tokens": 1}}).encode()

    house = await opened(script)

    def asking() -> None:
        with client(house) as one:
            for more in ({}, {"encoding_format": "float"}):
                answer = one.embeddings.create(model="model-a", input=["你好", "再见"], **more)  # type: ignore[arg-type]
                assert [row.embedding for row in answer.data] == [[1.0, 2.0]] * 2

    await asyncio.to_thread(asking)
