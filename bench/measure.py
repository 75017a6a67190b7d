"""One cell of the comparison (a row under a load), and the median of its rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

import uvloop

from bench.load import Load, Timing, timings
from bench.process import Server


@dataclass(frozen=True, slots=True)
class Cell:
    """What one row did under one load. Times in ms, CPU in µs of the row's own processes, rates a second.

    ``first`` is the time to the first character that the model wrote; ``chunk_cpu`` is CPU by delta of the upstream.
    """

    row: str
    load: Load
    answers: int
    failed: int
    rate: float
    p50: float
    p99: float
    first_p50: float
    first_p99: float
    cpu: float

    @property
    def chunk_cpu(self) -> float:
        return self.cpu / self.load.deltas

    def plain(self) -> dict[str, object]:
        """As a row of JSON."""
        return {**asdict(self), "chunk_cpu": self.chunk_cpu}


def cell(server: Server, load: Load, seconds: float, least: int) -> Cell:
    """Measures one cell. Raises RuntimeError where not a single answer was good."""
    before = server.cpu()
    taken, wall = uvloop.run(timings(server.url, load, server.headers, seconds, least))
    cpu, good = server.cpu() - before, [timing for timing in taken if timing.good]
    if not good:
        raise RuntimeError(f"{server.name} gave no good answer to {load}:\n{server.log_end()}")
    return Cell(
        server.name, load, len(taken), len(taken) - len(good), len(good) / wall,
        *_quantiles([timing.whole for timing in good]), *_quantiles([timing.first for timing in good]),
        cpu * 1e6 / len(taken),
    )  # fmt: skip


def _quantiles(values: Sequence[float]) -> tuple[float, float]:
    """The median and the 99th percentile, in ms."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] * 1e3, ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1e3


def middle(cells: Sequence[Cell]) -> Cell:
    """The rounds of one cell as one: counts added, every figure its median."""
    first = cells[0]
    names = ("rate", "p50", "p99", "first_p50", "first_p99", "cpu")
    figures = (median(getattr(c, name) for c in cells) for name in names)
    return Cell(first.row, first.load, sum(c.answers for c in cells), sum(c.failed for c in cells), *figures)


__all__ = ["Cell", "Timing", "cell", "middle"]
