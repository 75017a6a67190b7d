import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from guiju.core.ledger import Receipt
from guiju.ledger import Signer, SqlLedger, inspect
from guiju.ledger import writer as writer_module
from tests.ledger.conftest import admitted

Opened = Callable[[str], SqlLedger]

LOAD = """
import sys
from pathlib import Path
from guiju.ledger import open_ledger
from tests.ledger.conftest import admitted
with open_ledger(sys.argv[1], Path(sys.argv[2])) as ledger:
    waiting = []
    for number in range(int(sys.argv[3])):
        name = f"{sys.argv[4]}-{number}"
        waiting.append((name, ledger.submit(admitted(name))))
        if len(waiting) == 32:
            for name, future in waiting:
                future.result()
                print(name, flush=True)
            waiting.clear()
    for name, future in waiting:
        future.result()
        print(name, flush=True)
"""


def load(url: str, keys: Path, count: int, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOAD, url, str(keys), str(count), name],
        stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": "src:."},
    )  # fmt: skip


def until(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.01)


def commits(ledger: SqlLedger) -> list[int]:
    """Counts, from now on, the commits of a ledger's database."""
    counted: list[int] = []
    event.listen(ledger.engine, "commit", lambda connection: counted.append(1))
    return counted


def test_what_waits_goes_into_one_commit_in_order(sqlite_ledger: SqlLedger, tmp_path: Path) -> None:
    sqlite_ledger.append(admitted("first"))
    counted = commits(sqlite_ledger)
    other = sqlite3.connect(tmp_path / "guiju.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    futures = [sqlite_ledger.submit(admitted(f"req-{n}")) for n in range(100)]
    assert not futures[0].done()
    other.execute("COMMIT")
    assert [future.result().seq for future in futures] == list(range(3, 103))
    assert 1 <= len(counted) <= 2


def test_a_commit_takes_no_more_than_its_limit(
    sqlite_ledger: SqlLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "LARGEST_COMMIT", 10)
    sqlite_ledger.append(admitted("first"))
    counted = commits(sqlite_ledger)
    wait([sqlite_ledger.submit(admitted(f"req-{n}")) for n in range(100)])
    assert len(counted) >= 10


def test_a_future_cannot_be_withdrawn(sqlite_ledger: SqlLedger) -> None:
    future = sqlite_ledger.submit(admitted())
    assert not future.cancel()
    assert future.result().seq == 2


def test_two_processes_write_at_once_and_lose_nothing(url: str, opened: Opened, tmp_path: Path) -> None:
    processes = [load(url, tmp_path / "keys", 300, name) for name in ("one", "two")]
    acknowledged = {line for process in processes for line in process.communicate(timeout=50)[0].split()}
    found = [e.subject for e in opened(url).find(kind="request.admitted/1")]
    assert len(found) == len(set(found)) == 600
    assert acknowledged == set(found)
    assert len(opened(url).cursor()) == 2


def test_killed_under_load_every_acknowledged_record_is_there(url: str, opened: Opened, tmp_path: Path) -> None:
    process = load(url, tmp_path / "keys", 1_000_000, "req")
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(200)]
    process.send_signal(signal.SIGKILL)
    acknowledged += process.stdout.read().split("\n")[:-1]
    process.wait(10)
    ledger = opened(url)
    found = {e.subject for e in ledger.find(kind="request.admitted/1")}
    assert set(acknowledged) <= found
    ledger.append(admitted("after"))
    assert len(list(ledger.find(kind="writer.opened/1"))) == 2


def test_a_locked_database_fails_the_futures_and_recovers(
    sqlite_url: str, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guiju.ledger.store._SQLITE", ("PRAGMA journal_mode=WAL", "PRAGMA busy_timeout=50"))
    ledger = opened(sqlite_url)
    ledger.append(admitted("before"))
    other = sqlite3.connect(tmp_path / "guiju.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    futures = [ledger.submit(admitted(f"req-{n}")) for n in range(3)]
    wait(futures)
    assert all("locked" in str(future.exception()) for future in futures)
    assert not ledger.healthy
    other.execute("COMMIT")
    until(lambda: ledger.healthy)
    ledger.append(admitted("after"))
    assert [e.subject for e in ledger.find(kind="request.admitted/1")] == ["before", "after"]


def test_a_disk_that_takes_no_more_fails_the_futures_and_recovers(sqlite_ledger: SqlLedger, tmp_path: Path) -> None:
    sqlite_ledger.append(admitted("before"))
    failed: list[Future[Receipt]] = []
    largest, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "guiju.db-wal").stat().st_size, hard))
        until(lambda: _refused(sqlite_ledger, failed))
        healthy = sqlite_ledger.healthy
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    assert isinstance(failed[0].exception(), SQLAlchemyError)
    assert not healthy
    until(lambda: sqlite_ledger.healthy)
    sqlite_ledger.append(admitted("after"))
    found = [e.subject for e in sqlite_ledger.find(kind="request.admitted/1")]
    assert (found[0], found[-1]) == ("before", "after")
    assert inspect(sqlite_ledger.engine, Signer(sqlite_ledger.keys).public).records > 0


def _refused(ledger: SqlLedger, failed: list[Future[Receipt]]) -> bool:
    future = ledger.submit(*(admitted(f"big-{n}") for n in range(50)))
    wait([future])
    if future.exception() is not None:
        failed.append(future)
    return bool(failed)


def test_a_commit_that_landed_although_its_connection_was_lost_counts(postgres_url: str, opened: Opened) -> None:
    ledger = opened(postgres_url)
    ledger.append(admitted("before"))
    lost = _losing_connection(ledger, after_commit=True)
    receipt = ledger.append(admitted("landed"))
    assert lost == [True]
    assert ledger.healthy
    assert [e.place for e in ledger.find(subject="landed")] == [(receipt.writer, receipt.seq)]
    assert len(ledger.cursor()) == 1


def test_a_lost_connection_continues_on_a_new_chain(postgres_url: str, opened: Opened) -> None:
    ledger = opened(postgres_url)
    ledger.append(admitted("before"))
    lost = _losing_connection(ledger, after_commit=False)
    receipt = ledger.append(admitted("again"))
    assert lost == [True]
    assert [e.place for e in ledger.find(subject="again")] == [(receipt.writer, 2)]
    assert len(ledger.cursor()) == 2


def _losing_connection(ledger: SqlLedger, *, after_commit: bool) -> list[bool]:
    """Cuts the writer's connection once: when it commits, before or after the commit has reached the server."""
    lost: list[bool] = []

    def cut(connection: Any) -> None:
        if lost:
            return
        lost.append(True)
        raw = connection.connection.dbapi_connection
        if after_commit:
            raw.commit()
        raw._usock.close() if raw._usock else None
        raw._sock.close()

    event.listen(ledger.engine, "commit", cut)
    return lost
