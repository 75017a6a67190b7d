"""kill -9 under 32 streaming clients: no finished answer without its evidence, no started one without its admission."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import orjson
import pytest

from guiju.core.facts import AnswerClosed, RequestAdmitted
from guiju.labels import DEMO_CODE
from guiju.ledger import open_ledger
from tests.gateway.upstream_stub import DONE, Body, Stub, chunk, event

ROUNDS = int(os.environ.get("GUIJU_KILL_ROUNDS", "3"))
CLIENTS = 32


async def _slow(body: Body) -> AsyncIterator[bytes]:
    for _ in range(8):
        yield event(chunk({"content": "一句话说完了。"}))
        await asyncio.sleep(0.01)
    yield event(chunk(finish="stop")) + DONE


def _guiju(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from guiju.cli.main import main; main()", *arguments]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "GUIJU_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2] / "src")}


def _started(command: list[str], environment: dict[str, str], folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.PIPE, text=True)


async def _client(http: aiohttp.ClientSession, url: str, key: str, seen: dict[str, set[str]]) -> None:
    """Asks again and again until the gateway is gone; notes which answers began and which ended."""
    body = orjson.dumps({"model": "m", "messages": [{"role": "user", "content": "你好"}], "stream": True})
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    while True:
        try:
            async with http.post(url, data=body, headers=headers) as response:
                subject, tail = response.headers["x-guiju-id"], b""
                async for part in response.content.iter_any():
                    seen["begun"].add(subject)
                    tail = (tail + part)[-32:]
                if tail.endswith(DONE):
                    seen["ended"].add(subject)
        except (aiohttp.ClientError, ConnectionError):
            return


@pytest.mark.parametrize("number", range(ROUNDS))
async def test_kill_under_load(tmp_path: Path, number: int) -> None:
    home = tmp_path / "home"
    stub = Stub(_slow, models=("m",))
    listening = await asyncio.start_server(stub.serve, "127.0.0.1", 0, backlog=256)
    upstream = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    environment = _environment(home)
    made = await asyncio.to_thread(
        subprocess.run,
        _guiju("keys", "create", "app"),
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    key = made.stdout.split()[-1]
    serve = _guiju("serve", "--demo", "--producer", DEMO_CODE, "--upstream", upstream, "--model", "m", "--port", "0")
    gateway = _started(serve, environment, tmp_path)
    assert gateway.stderr is not None
    line = await asyncio.to_thread(gateway.stderr.readline)
    assert line.startswith("serving http://"), line
    url = line.split()[1].rstrip(",") + "/chat/completions"
    seen: dict[str, set[str]] = {"begun": set(), "ended": set()}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CLIENTS)) as http:
        clients = [asyncio.create_task(_client(http, url, key, seen)) for _ in range(CLIENTS)]
        async with asyncio.timeout(30):
            while len(seen["ended"]) < CLIENTS * (1 + number) or not seen["begun"] - seen["ended"]:
                await asyncio.sleep(0.013)
        gateway.kill()
        await asyncio.to_thread(gateway.communicate)
        await asyncio.gather(*clients)
    listening.close()
    with open_ledger(f"sqlite:///{home / 'guiju.db'}", home / "keys") as ledger:
        admitted = {e.subject for e in ledger.find(kind=RequestAdmitted.kind)}
        closed = {e.subject for e in ledger.find(kind=AnswerClosed.kind)}
    assert seen["begun"] - seen["ended"], "nobody was interrupted"
    assert seen["begun"] <= admitted and seen["ended"] <= closed
