from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from guiju.ledger import SqlLedger, open_ledger


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of an empty SQLite database."""
    return f"sqlite:///{tmp_path / 'guiju.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, SQLite and PostgreSQL in turn."""
    return cast(str, request.getfixturevalue("database" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], SqlLedger]]:
    """Opens ledgers, each as another process would, and closes them at the end."""
    ledgers: list[SqlLedger] = []

    def opening(url: str) -> SqlLedger:
        ledgers.append(open_ledger(url, tmp_path / "keys"))
        return ledgers[-1]

    yield opening
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(database: str, opened: Callable[[str], SqlLedger]) -> SqlLedger:
    """An empty ledger on SQLite."""
    return opened(database)
