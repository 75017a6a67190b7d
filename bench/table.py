"""The comparison of gateways as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.load import Load
from bench.ordinary import NEW
from bench.targets import Cells, Target

_HEADS = ("answers", "a second", "of direct", "p50", "p99", "first p50", "first p99", "CPU µs")
_HEADING = f"{'':<17}" + "".join(f"{head:>11}" for head in _HEADS)


def named(load: Load) -> str:
    """A load in words."""
    kind = f"stream, {load.deltas} deltas, {load.model[5:]}" if load.stream else "plain"
    kind += ", another text each time" * (load.model == NEW)
    return f"{kind}, {load.clients} client{'s' * (load.clients > 1)}"


def table(cells: Cells) -> Iterator[str]:
    """The table's lines: one block a load."""
    for load in dict.fromkeys(load for _, load in cells):
        block = [c for (_, of), c in cells.items() if of == load]
        unit = "delta" if load.stream else "answer"
        yield f"\n{named(load)}   (times in ms; CPU of the row's own processes by {unit})"
        yield _HEADING
        for c in block:
            share, cpu = c.rate / block[0].rate, c.chunk_cpu if load.stream else c.cpu
            failed = f"   {c.failed} FAILED" if c.failed else ""
            yield (
                f"{c.row:<17}{c.answers:>11}{c.rate:>11.1f}{share:>11.4f}{c.p50:>11.3f}{c.p99:>11.3f}"
                f"{c.first_p50:>11.3f}{c.first_p99:>11.3f}{cpu:>11.1f}{failed}"
            )


def report(cells: Cells, lags: dict[str, list[int]], memory: dict[str, float], met: Sequence[Target]) -> Iterator[str]:
    """Everything that is printed below the machine's line."""
    yield from table(cells)
    yield "\ndeltas by which the characters of ordinary text came late, of " + ", ".join(
        f"{name}: { ({late: found.count(late) for late in sorted(set(found))}) }" for name, found in lags.items()
    )
    yield "resident memory in MB: " + ", ".join(f"{name} {size:.0f}" for name, size in memory.items())
    yield "\ntarget" + " " * 53 + "bound   measured"
    yield from (target.line() for target in met)
