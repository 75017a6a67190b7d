"""What a gateway costs: direct to a stub, through Guiju, through a bare aiohttp proxy, through LiteLLM with and without
its own filter of the same 10,000 words.

Rows take turns in every round, figures are medians over the rounds, ratios hold within one run. Prints a table, each
target beside its figure, and writes JSON. Run with ``python -m bench.gateway``; see bench/README.md.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import click
import orjson

from bench.delay import delay
from bench.guiju_gateway import Gateway, environment
from bench.litellm_proxy import environment as litellm_environment
from bench.litellm_proxy import proxy
from bench.load import Load
from bench.machine import load_average, machine, milliseconds
from bench.measure import Cell, cell, middle
from bench.process import Server, free_port
from bench.table import named, report
from bench.targets import BURST, LOADS, PLAIN, targets

ROOT = Path(__file__).parents[1]
SLOW = "LiteLLM + words"


def module(name: str, work: Path, row: str, *arguments: str) -> Server:
    """One of the bench's own servers, run as ``python -m bench.<name>``."""
    port = free_port()
    command = [sys.executable, "-m", f"bench.{name}", "--port", str(port), *arguments]
    return Server(row, command, port, work / f"{name}.log", env=environment())


def rows(work: Path, stack: ExitStack, *, litellm: bool) -> list[Server]:
    """The running servers, the direct one first."""
    direct = stack.enter_context(module("stub", work, "direct"))
    upstream = f"{direct.url}/v1"
    others = [
        Gateway(work / "guiju", upstream).server(),
        module("floor", work, "aiohttp floor", "--upstream", upstream),
    ]
    if litellm:
        folder = litellm_environment(ROOT / ".bench/litellm")
        others += [proxy(folder, work, upstream, filtered=filtered) for filtered in (False, True)]
    return [direct, *(stack.enter_context(server) for server in others)]


def rounds(servers: Sequence[Server], loads: Sequence[Load], count: int, seconds: float) -> Iterator[list[Cell]]:
    """All cells, round by round; the filtered LiteLLM is measured with one client only (seconds for one stream)."""
    for server in servers:
        for load in (PLAIN[1], BURST[1]) if server.name == SLOW else (PLAIN[64], BURST[64]):
            cell(server, load, 0.0, 1)
    for number in range(count):
        measured = []
        for load in loads:
            for server in servers:
                if server.name != SLOW or (load.clients == 1 and number == 0):
                    said = f"round {number + 1}/{count}  {named(load):<30} {server.name:<17}"
                    click.echo(f"\r{said}", err=True, nl=False)
                    measured.append(cell(server, load, seconds, 1))
        yield measured
    click.echo("\r" + " " * 70 + "\r", err=True, nl=False)


def measured(work: Path, loads: Sequence[Load], count: int, seconds: float, litellm: bool) -> dict[str, object]:
    """Runs the whole comparison, prints it, and returns it for JSON."""
    facts = machine(work)
    click.echo("  ".join(f"{name} {value}" for name, value in facts.items()))
    with ExitStack() as stack:
        servers = rows(work, stack, litellm=litellm)
        taken: dict[tuple[str, Load], list[Cell]] = {}
        for one in rounds(servers, loads, count, seconds):
            for c in one:
                taken.setdefault((c.row, c.load), []).append(c)
        upstream = f"{servers[0].url}/v1"
        lags = {s.name: delay(s.url, s.headers, upstream, 256) for s in servers if s.name in ("direct", "Guiju")}
        memory = {server.name: server.resident() for server in servers}
    facts |= {"load_after": load_average(), "fdatasync_ms_after": milliseconds(work)}
    cells = {key: middle(some) for key, some in taken.items()}
    met = list(targets(cells, lags))
    click.echo(f"afterwards: load {facts['load_after']}  fdatasync_ms {facts['fdatasync_ms_after']}")
    click.echo("\n".join(report(cells, lags, memory, met)))
    return {
        "machine": facts,
        "cells": [c.plain() for c in cells.values()],
        "rounds": [c.plain() for some in taken.values() for c in some],
        "lags": lags,
        "resident_mb": memory,
        "targets": [{"what": t.what, "bound": t.bound, "measured": t.measured, "met": t.met} for t in met],
    }


@click.command()
@click.option("--quick", is_flag=True, help="A smoke run: one short round.")
@click.option("--without-litellm", is_flag=True, help="Leave LiteLLM out (and its environment unmade).")
@click.option("--rounds", "count", default=5, show_default=True, help="Rounds; figures are medians over them.")
@click.option("--seconds", default=1.5, show_default=True, help="How long each cell asks for answers.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "bench/results/gateway.json", help="The JSON.")
def main(quick: bool, without_litellm: bool, count: int, seconds: float, out: Path) -> None:
    """Compares what gateways cost, on the loopback."""
    count, seconds = (1, 0.4) if quick else (count, seconds)
    (ROOT / ".bench").mkdir(exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="gateway-", dir=ROOT / ".bench"))
    try:
        result = measured(work, LOADS, count, seconds, not without_litellm)
    finally:
        shutil.rmtree(work)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2))
    click.echo(f"\nwritten to {out}")


if __name__ == "__main__":
    main()
