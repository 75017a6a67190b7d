"""Ledgers on both databases, and evidence to put into them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Hit, Id, RequestAdmitted
from guiju.ledger import Checkpoint, Signer, SqlLedger, Terms, Vault, export_lines, open_ledger, redact, sign, verify

DAY = timedelta(days=1)
TERMS = Terms(backups=30 * DAY, epoch=7 * DAY)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def admitted(subject: str = "req-1", user: str | None = "u-1", at: datetime = NOW, characters: int = 3) -> Evidence:
    """One request.admitted/1."""
    digest, check = Digest("a" * 64), Id("words@1")
    hit = Hit(Id("a2.e"), check, 1, 0.5)
    facts = RequestAdmitted(
        "chat", True, Id("app"), "ALLOW", "", digest, (check,), (hit,), 1, characters, Digest("b" * 64), False
    )
    return Evidence(facts.kind, subject, user, "gateway", at, facts)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/guiju.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an empty SQLite database."""
    return f"sqlite:///{tmp_path}/guiju.db"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], SqlLedger]]:
    """Opens ledgers by URL, all with the same folder of keys, and closes them in the end."""
    ledgers: list[SqlLedger] = []

    def opening(url: str) -> SqlLedger:
        ledgers.append(open_ledger(url, tmp_path / "keys"))
        return ledgers[-1]

    yield opening
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(url: str, opened: Callable[[str], SqlLedger]) -> SqlLedger:
    """An empty ledger, on SQLite and on PostgreSQL."""
    return opened(url)


@pytest.fixture
def sqlite_ledger(sqlite_url: str, opened: Callable[[str], SqlLedger]) -> SqlLedger:
    """An empty ledger on SQLite."""
    return opened(sqlite_url)


@pytest.fixture
def filled(sqlite_url: str, opened: Callable[[str], SqlLedger]) -> SqlLedger:
    """A ledger of three writers, a redaction and a checkpoint."""
    for life in range(3):
        with opened(sqlite_url) as ledger:
            ledger.append(*(admitted(f"req-{life}-{n}", f"u-{n}", NOW + timedelta(seconds=n)) for n in range(6)))
    ledger = opened(sqlite_url)
    writer = min(ledger.cursor())
    redact(ledger, [(writer, 3), (writer, 4)], "erasure", NOW)
    sign(ledger, NOW)
    return ledger


def export(ledger: SqlLedger) -> list[bytes]:
    return list(export_lines(ledger, NOW))


def check(folder: Path, ledger: SqlLedger, lines: Sequence[bytes], against: tuple[Checkpoint, ...] = ()) -> int:
    """Verifies these lines; how many records held."""
    path = folder / "export.jsonl"
    path.write_bytes(b"".join(lines))
    return verify(path, Signer(ledger.keys).public, against).records


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(ledger: SqlLedger, clock: Clock) -> Vault:
    return Vault(ledger, TERMS, clock)


def live_through(vault: Vault, clock: Clock, days: int) -> None:
    """Ticks once a day."""
    for _ in range(days):
        clock.now += DAY
        vault.tick(clock.now)


def backup(source: Path, target: Path) -> None:
    """What an operator's backup does: a consistent copy of the database and of nothing else."""
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    shutil.copy(target, target.with_suffix(".again"))
