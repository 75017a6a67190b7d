"""A lock per user that holds across processes: a file lock beside SQLite, an advisory lock in PostgreSQL."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select

_FILES = 256


@contextmanager
def locked(engine: Engine, name: str) -> Iterator[None]:
    """Holds the lock of ``name`` (a pseudonym); waits for it. It is let go when its process dies, however it dies."""
    digest = hashlib.sha256(name.encode()).digest()
    hold = _file if engine.dialect.name == "sqlite" else _advisory
    with hold(engine, digest):
        yield


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Holds the lock of a file, which is made for it."""
    path.parent.mkdir(exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def lock_folder(database: str | None) -> Path:
    """Where the locks of an SQLite file lie."""
    return Path(f"{database}.locks")


@contextmanager
def _file(engine: Engine, digest: bytes) -> Iterator[None]:
    """A file, as SQLite's own write lock would keep out the very records that are written under this one."""
    with file_lock(lock_folder(engine.url.database) / str(digest[0] % _FILES)):
        yield


@contextmanager
def _advisory(engine: Engine, digest: bytes) -> Iterator[None]:
    number = int.from_bytes(digest[:8], "big", signed=True)
    with engine.connect() as connection, connection.begin():
        connection.execute(select(func.pg_advisory_xact_lock(number)))
        yield
