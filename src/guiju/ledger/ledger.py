"""SqlLedger: the ledger on a database."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, make_url

from guiju.core.evidence import Evidence
from guiju.core.ledger import Cursor, Receipt
from guiju.ledger import locks, reading
from guiju.ledger.inspect import proved, walk_of
from guiju.ledger.migrate import is_made, prepare
from guiju.ledger.signing import kept_public
from guiju.ledger.soundness import checked
from guiju.ledger.store import open_engine
from guiju.ledger.writer import Writer


class SqlLedger:
    """Implements core.ledger.Ledger. ``keys`` is the folder of keys, which is no part of the database."""

    def __init__(self, engine: Engine, keys: Path) -> None:
        self.engine, self.keys = engine, keys
        self._writer = Writer(engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def healthy(self) -> bool:
        """False from a failed commit until a later one, or a probe, succeeds."""
        return self._writer.healthy

    def submit(self, *evidence: Evidence) -> Future[Receipt]:
        """Hands evidence to the writer, all of it for one transaction; the future is done when it is durable.

        It fails with SQLAlchemyError or OSError. Raises ValueError for what is no evidence of facts, or once closed.
        """
        if not evidence:
            raise ValueError("nothing to record")
        return self._writer.submit([(item, checked(item)) for item in evidence])

    def append(self, *evidence: Evidence) -> Receipt:
        """Like submit, and waits."""
        return self.submit(*evidence).result()

    def find(
        self, *, kind: str = "", subject: str = "", user: str = "", after: Cursor | None = None
    ) -> Iterator[Evidence]:
        """Evidence with its place, chain after chain as they were opened; redacted records are passed over."""
        found = reading.rows(self.engine, after=after, kind=kind, subject=subject, user=user)
        return (reading.evidence_of(row, row.body) for row in found if row.body is not None)

    def proven(self) -> Iterator[Evidence]:
        """All evidence, each once its place in the chain and its body are proved, as ``verify`` does.

        Raises Broken where something does not hold, at the latest at the end; FileNotFoundError where checkpoints
        stand and the key is gone.
        """
        walk = walk_of(self.engine, kept_public(self.keys))
        for row in proved(self.engine, walk):
            if row.body is not None:
                yield reading.evidence_of(row, row.body)

    def cursor(self) -> Cursor:
        """The newest sequence number of each writer."""
        return reading.cursor(self.engine)

    def locked(self, user: str) -> AbstractContextManager[None]:
        """The lock of one user, across threads and processes; what is decided under it is decided once."""
        return locks.locked(self.engine, user)

    def close(self) -> None:
        """Commits what waits, then lets the database go."""
        self._writer.close()
        self.engine.dispose()


def open_ledger(url: str, keys: Path) -> SqlLedger:
    """The ledger at a database URL, its tables up to date. Raises SQLAlchemyError, OSError, ValueError."""
    engine = open_engine(url)
    prepare(engine)
    return SqlLedger(engine, keys)


def find_ledger(url: str, keys: Path) -> SqlLedger:
    """The ledger that lies at a database URL. Raises FileNotFoundError, and makes nothing, where there is none."""
    if not is_made(url):
        raise FileNotFoundError(f"there is no ledger in {make_url(url).render_as_string()}")
    return open_ledger(url, keys)
