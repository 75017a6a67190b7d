"""Where the gateway's CPU goes: py-spy samples Guiju under load; the hottest functions and lines as a table.

py-spy lives in an environment of its own below ``.bench``. The collapsed stacks are written for any flame graph.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import venv
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click
import uvloop

from bench.gateway import ROOT, module
from bench.guiju_gateway import Gateway
from bench.load import timings
from bench.process import Server
from bench.targets import BURST, PACED, PLAIN

LOADS = {"plain": PLAIN[16], "burst": BURST[16], "paced": PACED}
RATE = 500


def sampler(folder: Path) -> Path:
    """The py-spy command, installed where it is missing. Raises CalledProcessError where it cannot be."""
    command = folder / "bin/py-spy"
    if not command.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin/pip", "install", "--quiet", "py-spy==0.4.3"], check=True)
    return command


def stacks(server: Server, command: Path, name: str, seconds: float, out: Path) -> Counter[tuple[str, ...]]:
    """Samples under one load: how often each stack, outermost frame first, held the interpreter's lock."""
    asked = ["--duration", str(int(seconds)), "--rate", str(RATE), "--format", "raw", "--gil", "--output", str(out)]
    spy = [str(command), "record", "--pid", str(server.running.pid), *asked]
    sampling = threading.Thread(target=subprocess.run, args=(spy,), kwargs={"check": True, "capture_output": True})
    sampling.start()
    uvloop.run(timings(server.url, LOADS[name], server.headers, seconds, 1))
    sampling.join()
    found: Counter[tuple[str, ...]] = Counter()
    for line in out.read_text().splitlines():
        stack, _, count = line.rpartition(" ")
        found[tuple(stack.split(";"))] += int(count)
    return found


def hottest(found: Counter[tuple[str, ...]], most: int) -> Iterator[str]:
    """Functions by the share of samples in which they ran themselves, beside the share below them."""
    own: Counter[str] = Counter()
    below: Counter[str] = Counter()
    for stack, count in found.items():
        own[_function(stack[-1])] += count
        for function in {_function(frame) for frame in stack}:
            below[function] += count
    total = found.total()
    yield f"{total} samples, {total / RATE:.2f} s with the interpreter's lock\n{'itself':>8}{'below':>8}"
    for function, count in own.most_common(most):
        yield f"{count / total:>8.1%}{below[function] / total:>8.1%}  {function}"
    yield f"\n{'itself':>8}{'below':>8}  by what is below"
    for function, count in below.most_common(most):
        yield f"{own[function] / total:>8.1%}{count / total:>8.1%}  {function}"


def _function(frame: str) -> str:
    """``name (file)`` of a frame ``name (file:line)``."""
    return frame.rpartition(":")[0] + ")" if ":" in frame else frame


@click.command()
@click.option("--load", type=click.Choice(sorted(LOADS)), multiple=True, default=("plain", "paced"), show_default=True)
@click.option("--seconds", default=6.0, show_default=True, help="How long each load lasts.")
@click.option("--most", default=40, show_default=True, help="How many functions are shown.")
def main(load: tuple[str, ...], seconds: float, most: int) -> None:
    """Samples the gateway under load and prints where its CPU goes."""
    command, results = sampler(ROOT / ".bench/profile"), ROOT / "bench/results"
    results.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="hot-", dir=ROOT / ".bench"))
    try:
        with ExitStack() as stack:
            upstream = stack.enter_context(module("stub", work, "stub"))
            server = stack.enter_context(Gateway(work / "guiju", f"{upstream.url}/v1").server())
            for name in load:
                found = stacks(server, command, name, seconds, results / f"hot-{name}.stacks")
                click.echo(f"\n{name}: " + "\n".join(hottest(found, most)))
    finally:
        shutil.rmtree(work)
    click.echo(f"\nstacks in {results}")


if __name__ == "__main__":
    main()
