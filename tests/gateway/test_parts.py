"""Two gateways over one PostgreSQL: what one decides holds at the other."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from guiju.core.check import Check
from guiju.core.facts import StandingChanged
from guiju.law import Packs
from guiju.ledger import open_ledger
from tests.gateway.conftest import BAD, parts_for, running
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
