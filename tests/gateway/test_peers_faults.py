"""What goes wrong at other gateways, one letter each: A to I of what their users complain about."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import aiohttp
import orjson
import pytest

from guiju.core.check import Check, Cost, Finding
from guiju.core.content import Content
from guiju.core.facts import AnswerClosed, RequestAdmitted
from tests.gateway.conftest import BAD, House, Open
from tests.gateway.upstream_stub import DONE, Body, Script, chunk, event, saying, streaming

PHONE = "13800138000"


def outcome(house: House, answered: Any) -> AnswerClosed:
    """How the answer ended, by its evidence."""
    closed = house.evidence(answered)[-1].facts
    assert isinstance(closed, AnswerClosed)
    return closed


async def until(condition: Any, seconds: float = 10) -> None:
    """Waits until a condition holds."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def test_a_a_stream_is_judged_like_a_whole_answer(opened: Open) -> None:
    house = await opened(saying("说", BAD, "完"))
    streamed, whole = await house.chat(stream=True), await house.chat()
    assert BAD not in streamed.text() + whole.text()
    for answered in (streamed, whole):
        closed = outcome(house, answered)
        assert closed.judged and closed.outcome == "stopped" and [hit.risk for hit in closed.hits] == ["a1.a"]


async def test_b_ordinary_text_leaves_before_the_upstream_is_done_and_nothing_leaves_before_it_is_judged(
    opened: Open,
) -> None:
    go_on = asyncio.Event()

    async def script(body: Body) -> AsyncIterator[bytes]:
        yield event(chunk({"content": "第一句说完了。第二句也完了。"}))
        await go_on.wait()
        for char in f"再说{BAD}":
            yield event(chunk({"content": char}))
        yield event(chunk(finish="stop")) + DONE

    house = await opened(script)
    body = orjson.dumps({"model": "model-a", "messages": [{"role": "user", "content": "你好"}], "stream": True})
    headers = {"authorization": f"Bearer {house.key}", "content-type": "application/json"}
    async with house.http.post(house.url + "/v1/chat/completions", data=body, headers=headers) as response:
        first = await response.content.readuntil(b"\n\n")
        assert "第一句" in first.decode()
        go_on.set()
        rest = (await response.content.read()).decode()
    assert "禁" not in rest and "content_filter" in rest


@pytest.mark.parametrize("size", [1, 2, 3, 7])
async def test_c_words_cut_by_chunks_and_woven_between_choices_are_found_and_nothing_is_said_twice(
    opened: Open, size: int
) -> None:
    text = f"开头的话，{PHONE}，中间，然后是{BAD}结束"

    async def script(body: Body) -> AsyncIterator[bytes]:
        for start in range(0, len(text), size):
            for index in range(2):
                yield event(chunk({"content": text[start : start + size]}, index=index))
        yield event(chunk(finish="stop")) + event(chunk(index=1, finish="stop")) + DONE

    house = await opened(script, label="end")
    answered = await house.chat(stream=True, n=2)
    for index in range(2):
        said = answered.text(index=index)
        assert said.startswith("开头的话，") and said.count("中间") == 1 and "结束" not in said
        assert PHONE not in said and "禁" not in said.partition("（")[0]


async def test_d_every_match_counts_and_a_refusal_streams_where_a_stream_was_asked_for(opened: Open) -> None:
    house = await opened(saying(f"{PHONE}和13900139000和a@b.com"))
    answered = await house.chat()
    assert PHONE not in answered.text() and "13900139000" not in answered.text() and "a@b.com" not in answered.text()
    assert sum(hit.count for hit in outcome(house, answered).hits) == 3
    refused = await house.chat(BAD, stream=True)
    assert refused.headers["Content-Type"].startswith("text/event-stream") and refused.finish() == "content_filter"


@pytest.mark.parametrize(
    "text",
    [
        "禁 词 甲",
        "禁*词*甲",
        "禁\u200b词\u200d甲",
        "禁词甲甲",
        "禁禁词甲",
        "ｂｌｏｃｋｗｏｒｄ",
        "BlockWord",
        "b-l-o-c-k-w-o-r-d",
    ],
)
async def test_e_a_word_in_disguise_is_the_word(opened: Open, text: str) -> None:
    house = await opened(saying(*f"好{text}好"))
    assert (await house.chat(f"说{text}吧")).finish() == "content_filter"
    assert (await house.chat("你好", stream=True)).finish() == "content_filter"
    benign = await house.chat("The blockwords of a sunblock wordlist: 禁止 词语 甲乙", stream=False)
    assert benign.status == 200 and len(house.stub.seen) >= 2


class Waiting:
    """A check that waits until it is let go."""

    id, risks, threshold, cost = "waiting@1", frozenset(("a1.a",)), 0.5, "inline"

    def __init__(self) -> None:
        self.entered, self.go_on = threading.Event(), threading.Event()

    def __call__(self, batch: Sequence[Content]) -> Sequence[Sequence[Finding]]:
        if any("LONG" in content.text for content in batch):
            self.entered.set()
            self.go_on.wait(20)
        return [()] * len(batch)

    def settled(self, text: str) -> int:
        return len(text)

    def tail(self, text: str) -> tuple[Sequence[Finding], int]:
        return (), len(text)


async def test_f_a_long_request_does_not_keep_the_others_waiting(opened: Open, checks: tuple[Check, ...]) -> None:
    slow = Waiting()
    house = await opened(checks=(*checks, slow))
    long = asyncio.create_task(house.chat("LONG" + "好" * 60_000))
    await until(slow.entered.is_set)
    assert (await house.chat()).status == 200
    assert not long.done()
    slow.go_on.set()
    assert (await long).status == 200


async def test_g_an_interrupted_stream_says_so_and_the_upstream_is_told_to_stop(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield event(chunk({"content": f"开头。{BAD}了"}))
        await asyncio.sleep(60)

    house = await opened(script)
    answered = await house.chat(stream=True)
    assert answered.finish() == "content_filter" and answered.headers["x-guiju-id"] in answered.text()
    assert answered.events[-1]["guiju"]["action"] == "STOP"
    await asyncio.wait_for(house.stub.gone.wait(), 5)


async def test_g_a_client_that_leaves_ends_the_request_at_the_model(opened: Open) -> None:
    async def script(body: Body) -> AsyncIterator[bytes]:
        yield event(chunk({"content": "开头的话说完了。"}))
        await asyncio.sleep(60)

    house = await opened(script)
    body = orjson.dumps({"model": "model-a", "messages": [{"role": "user", "content": "你好"}], "stream": True})
    headers = {"authorization": f"Bearer {house.key}", "content-type": "application/json"}
    async with aiohttp.ClientSession() as http:
        response = await http.post(house.url + "/v1/chat/completions", data=body, headers=headers)
        await response.content.readuntil(b"\n\n")
        response.close()
    await asyncio.wait_for(house.stub.gone.wait(), 5)
    subject = response.headers["x-guiju-id"]
    await until(lambda: len(list(house.ledger.find(subject=subject))) == 2)
    closed = list(house.ledger.find(subject=subject))[-1].facts
    assert isinstance(closed, AnswerClosed) and closed.outcome == "client_left"


class Raising:
    """A check that fails on everything it meets at one stage."""

    id, risks, threshold = "raising@1", frozenset(("a1.a",)), 0.5
    cost: Cost = "inline"

    def __init__(self, on_prompt: bool) -> None:
        self._on_prompt = on_prompt

    def __call__(self, batch: Sequence[Content]) -> Sequence[Sequence[Finding]]:
        if self._on_prompt:
            raise KeyError(batch[0].text)
        return [()] * len(batch)

    def settled(self, text: str) -> int:
        return len(text)

    def tail(self, text: str) -> tuple[Sequence[Finding], int]:
        raise KeyError(text)


@pytest.mark.parametrize("stream", [False, True])
async def test_h_a_check_that_fails_closes_the_door(opened: Open, checks: tuple[Check, ...], stream: bool) -> None:
    house = await opened(checks=(*checks, Raising(on_prompt=True)))
    refused = await house.chat(stream=stream)
    assert refused.finish() == "content_filter" and house.stub.seen == []
    admitted = house.evidence(refused)[0].facts
    assert isinstance(admitted, RequestAdmitted) and admitted.refusal == "check"
    house = await opened(checks=(*checks, Raising(on_prompt=False)))
    ended = await house.chat(stream=stream)
    assert ended.finish() == "content_filter" and "回答。" not in ended.text()


async def test_h_the_operator_is_never_locked_out(opened: Open) -> None:
    house = await opened()
    application = {"x_guiju_user": "someone"}
    key = house.parts.keys.create("ops", "operator", actor="officer:test", now=datetime.now(UTC))
    for number in range(4):
        await house.chat(f"{BAD} {number}", headers=application)
    assert (await house.chat(headers=application)).finish() == "content_filter"
    assert (await house.chat(headers={**application, "authorization": f"Bearer {key}"})).finish() == "stop"
    for number in range(9):
        await house.chat(f"{BAD} again {number}", headers={"x_guiju_user": "other", "authorization": f"Bearer {key}"})
    assert (await house.chat(headers={"x_guiju_user": "other"})).finish() == "stop"


@pytest.mark.parametrize(
    "text", [BAD * 3000, "禁" * 20_000, "1" * 20_000, "\u200b" * 20_000, "a@" * 9000, "禁词" * 9000]
)
async def test_i_no_text_brings_the_matcher_down(opened: Open, text: str) -> None:
    pieces: Script = streaming(
        *(event(chunk({"content": text[at : at + 500]})) for at in range(0, len(text), 500)),
        event(chunk(finish="stop")),
        DONE,
    )
    house = await opened(pieces)
    assert (await house.chat(text, stream=True)).status == 200
    answered = await house.chat("你好", stream=True)
    assert answered.finish() in ("stop", "content_filter") and BAD not in answered.text()
