"""Two gateways over one PostgreSQL: what one decides holds at the other. What judges beside the loop, and how long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from guiju.core.check import Check, Finding
from guiju.core.content import Content
from guiju.core.facts import StandingChanged
from guiju.gateway import parts
from guiju.gateway.parts import Gateway
from guiju.law import Packs
from guiju.ledger import open_ledger
from tests.gateway.conftest import BAD, Open, parts_for, running
from tests.gateway.phrases import Phrases
from tests.gateway.upstream_stub import Stub, saying


async def test_a_suspension_at_one_gateway_holds_at_the_other(
    postgres_url: str, tmp_path: Path, packs: Packs, checks: tuple[Check, ...]
) -> None:
    async with AsyncExitStack() as stack:
        ledgers = [stack.enter_context(open_ledger(postgres_url, tmp_path / "keys")) for _ in range(2)]
        one, two = [
            await stack.enter_async_context(running(parts_for(each, packs, checks), each, Stub(saying("好"))))
            for each in ledgers
        ]
        headers = {"x_guiju_user": "someone"}
        assert (await two.chat(headers=headers)).finish() == "stop"
        bad = [f"{BAD} {number}" for number in range(6)]
        await asyncio.gather(*((one, two)[n % 2].chat(text, headers=headers) for n, text in enumerate(bad)))
        assert len(list(ledgers[0].find(kind=StandingChanged.kind))) == 1
        async with asyncio.timeout(10):
            for house in (one, two):
                while (await house.chat(headers=headers)).finish() != "content_filter":
                    await asyncio.sleep(0.05)
        users = {e.user for e in ledgers[1].find(kind="request.admitted/1")}
        assert len(users) == 1


class Stalled(Phrases):
    """A guard model that does not answer before it is let go."""

    go_on = threading.Event()

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        self.go_on.wait(30)
        return super().__call__(batch)


async def test_whoever_waits_behind_a_stalled_judge_is_answered_in_time(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_WORKERS", 2)
    house = await opened(checks=(Stalled((), id="judge@1", cost="thread"),), check_seconds=0.4)
    try:
        async with asyncio.timeout(4):
            replies = await asyncio.gather(*(house.chat(f"你好 {number}") for number in range(24)))
    finally:
        Stalled.go_on.set()
    assert {reply.finish() for reply in replies} == {"content_filter"} and not house.stub.seen
    hits = {hit.risk for reply in replies for hit in house.evidence(reply)[0].facts.hits}
    assert hits == {"check.undetermined"}


async def test_a_judge_keeps_no_chunk_of_a_stream_from_the_loop(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, counted = Gateway.beside, []

    async def counting(*told: object) -> object:
        counted.append(told)
        return await beside(*told)

    monkeypatch.setattr(Gateway, "beside", counting)
    judge = Phrases((("坏", "a1.a"),), id="judge@1", cost="thread")
    house = await opened(saying(*"今天的天气很好"), checks=(judge,))
    assert (await house.chat(stream=True)).text().endswith("今天的天气很好")
    assert len(counted) == 2
    house.stub.script = saying("今天", "很坏")
    stopped = await house.chat(stream=True)
    assert stopped.finish() == "content_filter" and "很坏" in stopped.text()
