"""Kills the gateway with SIGKILL under streaming clients and asks the ledger what it knows of every answer they saw.

No answer whose ``[DONE]`` a client read may be without its ``answer.closed``, none of which a client read content
without its ``request.admitted``, and the export of the ledger has to verify after every round.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import click
import orjson

from bench.gateway import ROOT, module
from bench.guiju_gateway import Gateway
from bench.load import Load
from bench.machine import machine
from bench.process import Server

LOAD = Load("stub-paced", True, 32, 32)


@dataclass(slots=True)
class Seen:
    """The ids of the answers of which clients read content, and of those whose end they read."""

    started: set[str] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Round:
    """One kill: what clients had seen, what of it the ledger does not know, and whether its export verifies."""

    number: int
    started: int
    finished: int
    not_admitted: int
    not_closed: int
    records: int
    verifies: bool

    @property
    def holds(self) -> bool:
        return self.verifies and self.finished > 0 and not self.not_admitted and not self.not_closed

    def line(self) -> str:
        """As a line of the table."""
        figures = (self.number, self.started, self.finished, self.not_admitted, self.not_closed, self.records)
        return "".join(f"{figure:>14}" for figure in figures) + f"{'verifies' if self.verifies else 'BROKEN':>14}"


async def client(url: str, headers: Mapping[str, str], seen: Seen) -> None:
    """Asks for one stream after the other until the server is gone."""
    sent = {"content-type": "application/json", **headers}
    try:
        async with aiohttp.ClientSession() as session:
            while True:
                async with session.post(url + "/v1/chat/completions", data=LOAD.body(), headers=sent) as answer:
                    answer.raise_for_status()
                    await _read(answer, seen)
    except aiohttp.ClientResponseError:
        raise
    except (aiohttp.ClientError, OSError):
        return


async def _read(answer: aiohttp.ClientResponse, seen: Seen) -> None:
    async for line in answer.content:
        if line.startswith(b"data: [DONE]"):
            seen.finished.add(answer.headers["x-guiju-id"])
        elif line.startswith(b"data: {"):
            choices = orjson.loads(line[6:]).get("choices") or [{}]
            if choices[0].get("delta", {}).get("content"):
                seen.started.add(answer.headers["x-guiju-id"])


async def killed(server: Server, after: float) -> Seen:
    """What the clients saw of a server that is killed ``after`` these seconds."""
    seen = Seen()
    headers = [{**server.headers, "x-guiju-user": f"reader-{number}"} for number in range(LOAD.clients)]
    tasks = [asyncio.create_task(client(server.url, each, seen)) for each in headers]
    await asyncio.sleep(after)
    await asyncio.to_thread(server.kill)
    await asyncio.gather(*tasks)
    return seen


def subjects(gateway: Gateway, kind: str) -> set[str]:
    """The subjects of all evidence of one kind."""
    lines = gateway.guiju("ledger", "find", "--kind", kind, "--json").splitlines()
    return {orjson.loads(line)["subject"] for line in lines}


def verified(gateway: Gateway) -> tuple[int, bool]:
    """How many records the ledger's export holds, and whether it verifies."""
    export, key = gateway.work / f"export-{time.time_ns()}.jsonl", gateway.work / "key.pub"
    gateway.guiju("ledger", "key", "--out", str(key))
    gateway.guiju("ledger", "export", "--format", "jsonl", "--out", str(export))
    with export.open("rb") as lines:
        count = sum(1 for _ in lines) - 1
    try:
        gateway.guiju("ledger", "verify", str(export), "--key", str(key))
    except RuntimeError as error:
        click.echo(str(error), err=True)
        return count, False
    return count, True


def one(gateway: Gateway, number: int, chance: random.Random) -> Round:
    """One round: serve, kill, look."""
    with gateway.server() as server:
        seen = asyncio.run(killed(server, chance.uniform(0.6, 1.6)))
    not_admitted = seen.started - subjects(gateway, "request.admitted/1")
    not_closed = seen.finished - subjects(gateway, "answer.closed/1")
    records, verifies = verified(gateway)
    return Round(number, len(seen.started), len(seen.finished), len(not_admitted), len(not_closed), records, verifies)


@click.command()
@click.option("--rounds", default=10, show_default=True, help="How often the gateway is killed.")
@click.option("--seed", default=1, show_default=True, help="Seed of the moments at which it is killed.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "bench/results/kill.json", help="The JSON.")
@click.pass_context
def main(context: click.Context, rounds: int, seed: int, out: Path) -> None:
    """Kills the gateway under 32 streaming clients; ends with 1 where evidence is missing."""
    (ROOT / ".bench").mkdir(exist_ok=True)
    work, chance = Path(tempfile.mkdtemp(prefix="kill-", dir=ROOT / ".bench")), random.Random(seed)
    heads = ("round", "started", "finished", "not admitted", "not closed", "records", "export")
    click.echo("".join(f"{head:>14}" for head in heads))
    done: list[Round] = []
    try:
        facts = machine(work)
        with ExitStack() as stack:
            upstream = stack.enter_context(module("stub", work, "stub"))
            gateway = Gateway(work / "guiju", f"{upstream.url}/v1")
            for number in range(1, rounds + 1):
                done.append(one(gateway, number, chance))
                click.echo(done[-1].line())
    finally:
        shutil.rmtree(work)
    held = sum(r.holds for r in done)
    click.echo(f"{held} of {rounds} rounds hold")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(orjson.dumps({"machine": facts, "seed": seed, "rounds": done}, option=orjson.OPT_INDENT_2))
    context.exit(0 if held == rounds else 1)


if __name__ == "__main__":
    main()
