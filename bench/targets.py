"""The figures the gateway has to reach, each beside what one run measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.load import Load
from bench.measure import Cell
from bench.ordinary import NEW

PLAIN = {clients: Load("stub-burst", False, clients) for clients in (1, 16, 64)}
BURST = {clients: Load("stub-burst", True, clients) for clients in (1, 16, 64)}
PACED = Load("stub-paced", True, 32, 256)
FRESH = Load(NEW, False, 1)
LOADS = (*PLAIN.values(), FRESH, *BURST.values(), PACED)

Cells = Mapping[tuple[str, Load], Cell]


@dataclass(frozen=True, slots=True)
class Target:
    """One figure: what it is, the bound, what was measured; ``most`` says whether the bound is an upper one."""

    what: str
    bound: float
    measured: float
    unit: str
    most: bool = True

    @property
    def met(self) -> bool:
        return self.measured <= self.bound if self.most else self.measured >= self.bound

    def line(self) -> str:
        """As a line of the table."""
        sign = "≤" if self.most else "≥"
        said = "reached" if self.met else "MISSED"
        return f"{self.what:<58} {sign} {self.bound:<6g} {self.measured:>9.3f} {self.unit:<8} {said}"


def targets(cells: Cells, lags: Mapping[str, list[int]]) -> Iterator[Target]:
    """Every target whose rows were measured."""
    one, direct = cells["Guiju", PLAIN[1]], cells["direct", PLAIN[1]]
    yield Target("added p50, plain, 1 client", 2.5, one.p50 - direct.p50, "ms")
    yield Target("added p99, plain, 1 client", 8.0, one.p99 - direct.p99, "ms")
    streamed, straight = cells["Guiju", BURST[1]], cells["direct", BURST[1]]
    added = streamed.first_p50 - straight.first_p50
    yield Target("added time to first character, stream, 1 client", 1.5, added, "ms")
    rate = {name: cells[name, PLAIN[16]].rate for name in ("direct", "Guiju")}
    yield Target("throughput of direct, plain, 16 clients", 0.12, rate["Guiju"] / rate["direct"], "of direct", False)
    flow = cells["Guiju", BURST[16]].rate / cells["direct", BURST[16]].rate
    yield Target("throughput of direct, streams, 16 clients", 0.25, flow, "of direct", False)
    yield Target("CPU per streamed chunk, 32 paced streams", 45.0, cells["Guiju", PACED].chunk_cpu, "µs")
    peer = cells.get(("LiteLLM bare", PLAIN[16]))
    if peer:
        yield Target("throughput, plain, 16 clients, of bare LiteLLM", 20.0, rate["Guiju"] / peer.rate, "times", False)
    if lags.get("Guiju"):
        late = sorted(lags["Guiju"])
        yield Target("ordinary text, deltas late (99 in 100)", 1.0, late[int(len(late) * 0.99)], "deltas")
