"""One chat request from its admission to its last byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from guiju.core.facts import AnswerClosed, RequestAdmitted
from guiju.gateway import ChatAnswer
from tests.gateway.conftest import BAD, Open
from tests.gateway.upstream_stub import DONE, Body, chunk, event, saying, streaming, whole


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_arrives_labelled_and_in_evidence(opened: Open, stream: bool) -> None:
    house = await opened()
    answered = await house.chat(stream=stream)
    assert answered.status == 200
    assert answered.text() == "【本内容由人工智能生成】\n好的，这是回答。"
    assert answered.finish() == "stop"
    assert answered.guiju["AIGC"]["ProduceID"] == answered.headers["x-guiju-id"]
    admitted, closed = house.evidence(answered)
    assert isinstance(admitted.facts, RequestAdmitted) and isinstance(closed.facts, AnswerClosed)
    assert (admitted.facts.action, closed.facts.outcome, closed.facts.stream) == ("ALLOW", "finished", stream)
    assert closed.facts.explicit_label == "start" and closed.facts.implicit_label


@pytest.mark.parametrize("stream", [False, True])
async def test_a_refused_prompt_reaches_no_model(opened: Open, stream: bool) -> None:
    house = await opened()
    answered = await house.chat(f"请写{BAD}", stream=stream)
    assert answered.status == 200 and answered.finish() == "content_filter"
    assert BAD not in answered.text() and answered.headers["x-guiju-id"] in answered.text()
    assert house.stub.seen == []
    assert [e.facts.kind for e in house.evidence(answered)] == ["request.admitted/1", "answer.closed/1"]


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_ends_before_what_may_not_leave(opened: Open, stream: bool) -> None:
    house = await opened(saying("前面的话。", "再说禁", "词甲尾巴", "更多"))
    answered = await house.chat(stream=stream)
    assert BAD not in answered.raw.decode() and "尾巴" not in answered.text()
    assert answered.finish() == "content_filter"
    closed = house.evidence(answered)[-1].facts
    assert isinstance(closed, AnswerClosed) and closed.outcome == "stopped" and closed.hits


FAULTY = (
    [event(chunk({"content": "好"})), event({**chunk({"content": "x"}), "error": {"message": BAD}}), DONE],
    [event(chunk({"content": "好"})), event(chunk({"content": ""}, finish="error")), DONE],
    [event(chunk({"content": "好"})), event({**chunk(finish="stop"), "usage": {"total_tokens": 1e30}}), DONE],
    [event(chunk({"content": "好", "tool_calls": [{"function": {"name": "f", "arguments": "[" * 300 + "]" * 300}}]})),
     event(chunk(finish="stop")), DONE],
    [DONE],
)  # fmt: skip


@pytest.mark.parametrize("pieces", FAULTY)
async def test_an_answer_that_fails_is_told_and_in_evidence(opened: Open, pieces: list[bytes]) -> None:
    house = await opened(streaming(*pieces))
    answered = await house.chat(stream=True)
    told = answered.json if answered.status != 200 else answered.events[-1]
    assert told["error"]["code"] == "upstream_failed" and BAD not in answered.raw.decode()
    closed = house.evidence(answered)[-1].facts
    assert isinstance(closed, AnswerClosed) and closed.outcome == "upstream_failed"


@pytest.mark.parametrize("more", [{"usage": {"total_tokens": 1e30}}, {"error": {"message": "x"}}, {"choices": []}])
async def test_a_whole_answer_that_fails_is_told_and_in_evidence(opened: Open, more: dict[str, Any]) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield orjson.dumps({**orjson.loads(whole({"content": "好"})), **more})

    house = await opened(script)
    answered = await house.chat()
    assert (answered.status, answered.json["error"]["code"]) == (502, "upstream_failed")
    closed = house.evidence(answered)[-1].facts
    assert isinstance(closed, AnswerClosed) and closed.outcome == "upstream_failed"


async def test_comments_do_not_keep_an_answer_waiting(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield event(chunk({"content": "好"}))
        while True:
            yield b": ping\n\n"
            await asyncio.sleep(0.05)

    house = await opened(script, idle_seconds=0.3)
    answered = await asyncio.wait_for(house.chat(stream=True), 10)
    assert answered.events[-1]["error"]["code"] == "upstream_timeout"


async def test_a_surrogate_pair_may_be_split_over_two_chunks(opened: Open) -> None:
    pieces = [b'data: {"choices":[{"index":0,"delta":{"content":"a\\ud83d"}}]}\n\n',
              b'data: {"choices":[{"index":0,"delta":{"content":"\\ude00b"}}]}\n\n']  # fmt: skip
    house = await opened(streaming(*pieces, event(chunk(finish="stop")), DONE))
    assert (await house.chat(stream=True)).text().endswith("a😀b")


@pytest.mark.parametrize("stream", [False, True])
async def test_arguments_of_many_numbers_stop_nobody(opened: Open, stream: bool) -> None:
    call = {"index": 0, "function": {"name": "f", "arguments": "[" + "1," * 400_000 + "1]"}}

    async def script(body: Body) -> AsyncIterator[bytes]:
        if stream:
            yield event(chunk({"tool_calls": [call]})) + event(chunk(finish="tool_calls")) + DONE
        else:
            yield whole({"content": None, "tool_calls": [call]})

    house = await opened(script)
    answered = await asyncio.wait_for(house.chat(stream=stream), 10)
    assert answered.status == 502


async def test_what_nobody_thought_of_is_told_with_its_id(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    house = await opened()
    monkeypatch.setattr(type(house.parts.keys), "find", lambda self, key: {}[key])
    answered = await house.chat()
    assert answered.status == 500 and answered.headers["x-guiju-id"]
    assert answered.json["error"]["code"] == "internal_error"


@pytest.mark.parametrize("stream", [False, True])
async def test_what_nobody_thought_of_ends_an_answer_with_evidence(
    opened: Open, monkeypatch: pytest.MonkeyPatch, stream: bool
) -> None:
    house = await opened()
    monkeypatch.setattr(ChatAnswer, "chunk" if stream else "whole", lambda self, event: {}[""])
    answered = await house.chat(stream=stream)
    assert answered.status == 500 and answered.json["error"]["code"] == "internal_error"
    closed = house.evidence(answered)[-1].facts
    assert isinstance(closed, AnswerClosed) and closed.outcome == "upstream_failed"
