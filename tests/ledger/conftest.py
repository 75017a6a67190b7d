"""Ledgers on both databases, and evidence to put into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Hit, Id, RequestAdmitted
from guiju.ledger import SqlLedger, open_ledger

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
