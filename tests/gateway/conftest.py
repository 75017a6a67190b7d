"""A whole gateway for tests: real ledger, vault, checks, packs and uvicorn, in front of a stub upstream."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import orjson
import pytest

from guiju.checks import Pii, Words, load_lexicon
from guiju.core.check import Check, name_of
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest
from guiju.gateway import App, Parts, Settings, build_app
from guiju.gateway.service import Server
from guiju.labels import DEMO_CODE
from guiju.law import Packs, load
from guiju.ledger import SqlLedger, Vault, open_ledger
from guiju.users import Keys, Limits, Standings
from tests.gateway.upstream_stub import Stub, saying

BAD = "禁词甲"
BAD_EN = "blockword"
SPAM = "推销乙"
LINES = f"{BAD}\ta1.a\t1\n{BAD_EN}\ta1.a\t1\n{SPAM}\tabuse.spam\t1\n"
Rows = list[dict[str, Any]]


@dataclass
class Answered:
    """What a client received: status, headers, the raw body, and it as JSON or as the events of a stream."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> dict[str, Any]:
        return orjson.loads(self.raw)

    @property
    def events(self) -> Rows:
        assert self.raw.endswith(b"data: [DONE]\n\n"), self.raw[-200:]
        blocks = self.raw.decode().split("\n\n")[:-2]
        return [orjson.loads(block.removeprefix("data: ")) for block in blocks]

    def text(self, field: str = "content", index: int = 0) -> str:
        """What was said in one field of one choice, streamed or not."""
        if not self.raw.startswith(b"data:"):
            return next(c["message"].get(field) or "" for c in self.json["choices"] if c["index"] == index)
        choices = [c for e in self.events for c in e.get("choices", ()) if c["index"] == index]
        return "".join(c["delta"].get(field) or "" for c in choices)

    def finish(self, index: int = 0) -> str:
        """The last finish_reason of one choice."""
        rows = [self.json] if not self.raw.startswith(b"data:") else self.events
        reasons = [c["finish_reason"] for r in rows for c in r.get("choices", ()) if c["index"] == index]
        return next(r for r in reversed(reasons) if r)

    @property
    def guiju(self) -> dict[str, Any]:
        rows = [self.json] if not self.raw.startswith(b"data:") else self.events
        return next(r["guiju"] for r in rows if "guiju" in r)


class House:
    """A running gateway with its stub upstream and a key that opens it."""

    def __init__(
        self, parts: Parts, ledger: SqlLedger, app: App, stub: Stub, port: int, http: aiohttp.ClientSession
    ) -> None:
        self.parts, self.ledger, self.app, self.stub, self.port, self.http = parts, ledger, app, stub, port, http
        self.key = parts.keys.create(f"app-{port}", "application", actor="officer:test", now=datetime.now(UTC))
        self.server: Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def ask(self, body: Any, path: str = "/v1/chat/completions", **headers: str) -> Answered:
        """Posts a body (bytes as they are, anything else as JSON)."""
        data = body if isinstance(body, bytes) else orjson.dumps(body)
        told = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        told.update({k.replace("_", "-"): v for k, v in headers.items()})
        async with self.http.post(self.url + path, data=data, headers=told) as response:
            return Answered(response.status, dict(response.headers), await response.read())

    async def chat(
        self, text: str = "你好", *, stream: bool = False, headers: dict[str, str] | None = None, **more: Any
    ) -> Answered:
        """Asks one question."""
        body = {"model": "model-a", "messages": [{"role": "user", "content": text}], "stream": stream, **more}
        return await self.ask(body, **(headers or {}))

    def evidence(self, answered: Answered) -> list[Evidence]:
        """The records of one request."""
        return list(self.ledger.find(subject=answered.headers["x-guiju-id"]))

    async def stop(self) -> None:
        assert self.server is not None
        self.server.should_exit = True


Open = Callable[..., Awaitable[House]]


@pytest.fixture(scope="session")
def packs() -> Packs:
    return load()


@pytest.fixture(scope="session")
def checks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Check, ...]:
    file = tmp_path_factory.mktemp("words") / "own.tsv"
    file.write_text(LINES, encoding="utf-8")
    return Words(load_lexicon([file])), Pii("numbers")


def parts_for(ledger: SqlLedger, packs: Packs, checks: tuple[Check, ...]) -> Parts:
    """Everything a gateway stands on, real."""
    limits = Limits(3, 5, ZoneInfo("Asia/Shanghai"))
    return Parts(
        ledger=ledger,
        people=Vault(ledger),
        keys=Keys(ledger),
        standings=Standings(ledger, limits, control="standing"),
        checks=checks,
        policy=packs.policy(
            {name_of(check.id): check.threshold for check in checks},
            trailing=frozenset(name_of(check.id) for check in checks if check.cost == "thread"),
        ),
        counts=frozenset(risk.id for risk in packs.risks.values() if risk.counts),
        packs=packs,
        lexicon=Digest("0" * 64),
        tick=lambda now: None,
    )


@asynccontextmanager
async def running(parts: Parts, ledger: SqlLedger, stub: Stub, **settings: Any) -> AsyncIterator[House]:
    """A gateway on a port of its own, with its upstream."""
    listening = await asyncio.start_server(stub.serve, "127.0.0.1", 0, limit=1 << 24)
    stub.port = listening.sockets[0].getsockname()[1]
    options = {
        "upstream": f"http://127.0.0.1:{stub.port}/v1",
        "producer": DEMO_CODE,
        "models": ("model-a",),
        **settings,
    }
    app = build_app(parts, Settings(**options))
    bound = socket.create_server(("127.0.0.1", 0))
    server = Server(app, None)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    while not server.started:
        assert not serving.done(), "the gateway did not start"
        await asyncio.sleep(0.005)
    async with aiohttp.ClientSession() as http:
        house = House(parts, ledger, app, stub, bound.getsockname()[1], http)
        house.server = server
        yield house
    server.should_exit = True
    await serving
    listening.close()


@pytest.fixture
async def opened(tmp_path: Path, packs: Packs, checks: tuple[Check, ...]) -> AsyncIterator[Open]:
    """Opens gateways; settings and the upstream's script are given by name."""
    async with AsyncExitStack() as stack:
        ledger = stack.enter_context(open_ledger(f"sqlite:///{tmp_path / 'guiju.db'}", tmp_path / "keys"))

        async def opening(script: Any = None, **settings: Any) -> House:
            told = settings.pop("checks", checks)
            stub = settings.pop("stub", None) or Stub(script or saying("好的，", "这是回答。"))
            return await stack.enter_async_context(running(parts_for(ledger, packs, told), ledger, stub, **settings))

        yield opening
