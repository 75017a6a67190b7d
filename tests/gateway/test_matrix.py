"""Surface × stream × field × choice: a planted word is never in what leaves, in either direction."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from guiju.core.facts import AnswerClosed, RequestAdmitted
from tests.gateway.conftest import BAD, BAD_EN, Open
from tests.gateway.requests import FIELDS, request_with
from tests.gateway.upstream_stub import DONE, Body, Script, chunk, event, saying, whole

PHONE = "13800138000"


async def test_no_field_of_a_request_carries_a_word_upstream(opened: Open) -> None:
    house = await opened()
    for name in FIELDS:
        for word in (BAD_EN, "禁 词\u200b甲"):
            surface, body = request_with(name, word)
            for stream in (False, True) if surface == "chat" else (False,):
                asked = {**body, "stream": stream} if surface == "chat" else body
                path = "/v1/chat/completions" if surface == "chat" else "/v1/embeddings"
                answered = await house.ask(asked, path)
                where = f"{name} {stream}"
                assert answered.status == (200 if surface == "chat" else 403), where
                assert word.encode() not in answered.raw, where
                admitted = house.evidence(answered)[0].facts
                assert isinstance(admitted, RequestAdmitted) and admitted.refusal == "content", where
                if surface == "chat":
                    assert answered.finish() == "content_filter", where
    assert house.stub.seen == []


async def test_what_is_masked_reaches_the_model_masked(opened: Open) -> None:
    house = await opened()
    for name in FIELDS:
        surface, body = request_with(name, PHONE)
        path = "/v1/chat/completions" if surface == "chat" else "/v1/embeddings"
        await house.ask(body, path)
    assert PHONE not in orjson.dumps(house.stub.seen).decode()
    assert len(house.stub.seen) > len(FIELDS) // 2


def _pieces(word: str) -> list[str]:
    return ["前面", *word, "尾巴"]


def _delta(field: str, text: str, first: bool) -> Body:
    if field == "arguments":
        call: Body = {"index": 0, "function": {"arguments": text}}
        if first:
            call |= {"id": "call-1", "type": "function", "function": {"name": "f", "arguments": text}}
        return {"tool_calls": [call]}
    return {field: text}


def _streamed(field: str, at: int, n: int, word: str) -> Script:
    """One choice says the word in one field, a character a chunk; the others talk in between."""

    async def script(body: Body) -> AsyncIterator[bytes]:
        texts = _pieces(word)
        if field == "arguments":
            texts = ['{"a": "', *texts, '"}']
        for place, text in enumerate(texts):
            for index in range(n):
                delta = _delta(field, text, not place) if index == at else {"content": "别的话"}
                yield event(chunk(delta, index=index))
        for index in range(n):
            ends = "tool_calls" if field == "arguments" and index == at else "stop"
            yield event(chunk(index=index, finish=ends))
        yield DONE

    return script


def _plain(field: str, at: int, n: int, word: str) -> Script:
    async def script(body: Body) -> AsyncIterator[bytes]:
        text = "".join(_pieces(word))
        said: Body = {"role": "assistant", "content": None}
        if field == "arguments":
            said["tool_calls"] = [
                {"id": "call-1", "type": "function", "function": {"name": "f", "arguments": '{"a": "' + text + '"}'}}
            ]
        else:
            said[field] = text
        yield whole(*[said if index == at else {"role": "assistant", "content": "别的话"} for index in range(n)])

    return script


@pytest.mark.parametrize("field", ["content", "reasoning_content", "reasoning", "refusal", "arguments"])
async def test_no_field_of_an_answer_lets_a_word_out(opened: Open, field: str) -> None:
    house = await opened()
    for stream, n, word in [(s, n, w) for s in (False, True) for n in (1, 3) for w in (BAD, BAD_EN)]:
        for at in range(n):
            house.stub.script = (_streamed if stream else _plain)(field, at, n, word)
            answered = await house.chat(stream=stream, n=n)
            where = f"{field} {stream} {n} {at}"
            assert answered.status == 200, where
            said = "".join(answered.text(name, at) for name in ("content", "reasoning_content", "reasoning", "refusal"))
            assert word not in said and word.encode() not in answered.raw, where
            assert "后文" not in said and b"tool_calls" not in answered.raw, where
            assert answered.finish(at) == "content_filter", where
            closed = house.evidence(answered)[-1].facts
            assert isinstance(closed, AnswerClosed) and closed.outcome == "stopped" and closed.judged, where


@pytest.mark.parametrize("stream", [False, True])
async def test_what_repeats_the_text_does_not_leave(opened: Open, stream: bool) -> None:
    house = await opened()
    logprobs: Any = {
        "content": [{"token": BAD, "logprob": -1.0, "bytes": [1], "top_logprobs": [{"token": BAD, "logprob": -1.0}]}]
    }

    async def script(body: Body) -> AsyncIterator[bytes]:
        if stream:
            yield event(
                {**chunk({"content": "好"}, logprobs=logprobs), "system_fingerprint": BAD, "id": BAD, "model": BAD}
            )
            yield event(chunk(finish="stop"))
            yield event(
                {
                    **chunk(),
                    "choices": [],
                    "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3, BAD: 4},
                }
            )
            yield DONE
        else:
            body = orjson.loads(whole({"role": "assistant", "content": "好"}))
            body["choices"][0]["logprobs"] = logprobs
            yield orjson.dumps(
                {**body, "system_fingerprint": BAD, "id": BAD, "model": BAD, "usage": {"total_tokens": 3, BAD: 4}}
            )

    house.stub.script = script
    answered = await house.chat(stream=stream, logprobs=True)
    assert BAD.encode() not in answered.raw and answered.text().endswith("好") and b'"total_tokens":3' in answered.raw


async def test_masked_text_leaves_masked(opened: Open) -> None:
    house = await opened()
    for stream in (False, True):
        house.stub.script = saying("电话是138", "0013", "8000，", "谢谢。")
        answered = await house.chat(stream=stream)
        assert PHONE not in answered.text() and answered.text().endswith("，谢谢。") and answered.finish() == "stop"


async def test_embeddings_give_numbers_and_nothing_else(opened: Open) -> None:
    house = await opened()

    async def script(body: Body) -> AsyncIterator[bytes]:
        row = {"object": "embedding", "index": 0, "embedding": [0.5, -1], "note": BAD}
        yield orjson.dumps(
            {"object": "list", "data": [row], "model": BAD, "usage": {"prompt_tokens": 2, BAD: 1}, "note": BAD}
        )

    house.stub.script = script
    answered = await house.ask({"model": "model-a", "input": "你好"}, "/v1/embeddings")
    assert answered.json == {
        "object": "list",
        "data": [{"object": "embedding", "index": 0, "embedding": [0.5, -1]}],
        "model": "model-a",
        "usage": {"prompt_tokens": 2},
    }
    assert [e.facts.kind for e in house.evidence(answered)] == ["request.admitted/1", "answer.closed/1"]
    for embedding in (BAD, [0.5, BAD], [[1]], None, ["1"]):

        async def lying(body: Body, embedding: Any = embedding) -> AsyncIterator[bytes]:
            yield orjson.dumps({"data": [{"embedding": embedding}]})

        house.stub.script = lying
        refused = await house.ask({"model": "model-a", "input": "你好"}, "/v1/embeddings")
        assert refused.status == 502 and BAD.encode() not in refused.raw
        closed = house.evidence(refused)[-1].facts
        assert isinstance(closed, AnswerClosed) and closed.outcome == "upstream_failed"
