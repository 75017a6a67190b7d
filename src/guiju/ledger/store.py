"""The database under the ledger: SQLite in a file or PostgreSQL by URL, both so that a commit survives a power loss."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

from guiju.ledger.chain import Record
from guiju.ledger.locks import file_lock, lock_folder
from guiju.ledger.tables import records

_BUSY_MS = 5_000
_NETWORK_TIMEOUT_S = 20
_LARGEST_INSERT = 128
_SQLITE = (
    "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", f"PRAGMA busy_timeout={_BUSY_MS}",
    "PRAGMA secure_delete=ON", "PRAGMA foreign_keys=ON",
)  # fmt: skip


def open_engine(url: str) -> Engine:
    """An engine whose commits are durable. ``url`` is ``sqlite:///FILE`` or ``postgresql://…``.

    Raises ValueError for any other database.
    """
    parsed = make_url(url)
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        return _sqlite(parsed)
    if kind == "postgresql":
        return _postgresql(parsed)
    raise ValueError(f"database {kind!r} is not known: use sqlite:///FILE or postgresql://USER@HOST/NAME")


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: SQLite takes its write lock at once instead of failing half-way."""
    return engine.execution_options(guiju_begin="BEGIN IMMEDIATE")


def insert(connection: Connection, rows: Sequence[Record]) -> None:
    """Inserts records in few statements: each statement is one wait for the interpreter's lock, however many rows."""
    width, start = len(Record._fields), 0
    while start < len(rows):
        count = min(_LARGEST_INSERT, 1 << ((len(rows) - start).bit_length() - 1))
        values = [value for row in rows[start : start + count] for value in row]
        connection.exec_driver_sql(_statement(connection.dialect.paramstyle, width, count), tuple(values))
        start += count


@cache
def _statement(paramstyle: str, width: int, count: int) -> str:
    mark = "?" if paramstyle == "qmark" else "%s"
    row = f"({','.join([mark] * width)})"
    columns = ",".join(f'"{column.name}"' for column in records.columns)
    return f"INSERT INTO records ({columns}) VALUES {','.join([row] * count)}"


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("the ledger needs a file: use sqlite:///FILE")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "isolation_level": None})
    opening = lock_folder(url.database) / "open"
    event.listen(engine, "connect", lambda connection, record: _prepare_sqlite(connection, opening))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, opening: Path) -> None:
    """One process at a time: to turn a new file to WAL, SQLite wants it alone and does not wait for others."""
    with file_lock(opening):
        for pragma in _SQLITE:
            connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("guiju_begin", "BEGIN"))


def _postgresql(url: URL) -> Engine:
    arguments: dict[str, Any] = {"timeout": _NETWORK_TIMEOUT_S}
    folder = url.query.get("host")
    if isinstance(folder, str) and folder.startswith("/"):
        arguments["unix_sock"] = f"{folder}/.s.PGSQL.{url.query.get('port') or url.port or 5432}"
        url = url.difference_update_query(["host", "port"])
    # No bound on connections: a thread that holds a user's lock needs a second one, and must never wait for a third's.
    engine = create_engine(url.set(drivername="postgresql+pg8000"), connect_args=arguments, max_overflow=-1)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SET synchronous_commit = on")
    cursor.close()
    connection.commit()
