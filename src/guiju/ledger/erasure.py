"""Erasure: the person's row and contents go at once; it is complete when no key that opens a copy is left.

A journal beside the keys outlives every backup of the database, so that a restore can be held to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Row, Select, func, select

from guiju.core.evidence import Evidence
from guiju.core.facts import Erased, ErasureBlocked, ErasureComplete, Facts
from guiju.ledger.epochs import Epochs
from guiju.ledger.files import extend
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.persons import Persons
from guiju.ledger.store import writing
from guiju.ledger.tables import contents, erasures, persons

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Dates:
    """What a person who asked for erasure is told: blocked at, erased at (both now without a hold), complete by."""

    blocked: datetime
    erased: datetime
    complete_by: datetime


class Erasures:
    """Erases persons, now or at the end of a hold, and follows each erasure to its completion."""

    def __init__(self, ledger: SqlLedger, epochs: Epochs, known: Persons, journal: Path) -> None:
        self._ledger, self._epochs, self._persons, self._journal = ledger, epochs, known, journal
        self._writing = writing(ledger.engine)
        self._cursor = ledger.cursor()

    def erase(self, pseudonym: str, now: datetime, hold_until: datetime | None) -> Dates:
        """Erases or blocks. Raises LookupError for a person who is not known."""
        with self._ledger.engine.connect() as connection:
            if connection.execute(select(persons.c.pseudonym).where(persons.c.pseudonym == pseudonym)).first() is None:
                raise LookupError(f"{pseudonym} is not known, or erased already")
        if hold_until is not None and hold_until > now:
            return self._block(pseudonym, now, hold_until)
        return self._erase(pseudonym, now)

    def due(self, now: datetime) -> int:
        """Erases whose hold is over; how many."""
        with self._ledger.engine.connect() as connection:
            over = list(connection.execute(select(persons.c.pseudonym).where(persons.c.erase_at <= now)).scalars())
        for pseudonym in over:
            self._erase(pseudonym, now)
        return len(over)

    def complete(self, now: datetime) -> int:
        """Records each erasure of which no key is left that opens a copy; how many."""
        self._record_missing()
        oldest = min((epoch.number for epoch in self._epochs.all()), default=0)
        query = select(erasures).where(erasures.c.complete.is_(None), erasures.c.epoch < oldest)
        with self._recording(query) as rows:
            for row in rows:
                self._record(row.pseudonym, now, ErasureComplete(row.erased))
                self._mark(row.pseudonym, complete=now)
        return len(rows)

    def reapply(self) -> int:
        """Erases again whom a restored backup brought back: everybody in the journal or the ledger; how many."""
        erased, held = self._journalled("erased"), self._journalled("erase_at")
        for evidence in self._ledger.find(kind=Erased.kind):
            erased.setdefault(evidence.user or "", evidence.at)
        back = self._present(list(erased))
        for pseudonym in back:
            self._delete(pseudonym, erased[pseudonym])
        for pseudonym in self._present(list(held)):
            self._hold(pseudonym, held[pseudonym])
        self._record_missing()
        return len(back)

    def follow(self) -> None:
        """Forgets whom other processes have erased since the last call."""
        cursor = self._ledger.cursor()
        if cursor == self._cursor:
            return
        for evidence in self._ledger.find(kind=Erased.kind, after=self._cursor):
            self._persons.forget(evidence.user or "")
        self._cursor = cursor

    def _block(self, pseudonym: str, now: datetime, until: datetime) -> Dates:
        extend(self._journal, orjson.dumps({"pseudonym": pseudonym, "erase_at": until}))
        self._hold(pseudonym, until)
        self._record(pseudonym, now, ErasureBlocked(until))
        return Dates(now, until, until + self._epochs.terms.epoch + self._epochs.terms.backups)

    def _erase(self, pseudonym: str, now: datetime) -> Dates:
        """The journal first: once it holds the name, whatever fails after is made good by a tick or a restart."""
        extend(self._journal, orjson.dumps({"pseudonym": pseudonym, "erased": now}))
        self._delete(pseudonym, now)
        self._record_missing()
        return Dates(now, now, self._epochs.current(now).dies(self._epochs.terms))

    def _hold(self, pseudonym: str, until: datetime) -> None:
        with self._writing.begin() as connection:
            connection.execute(persons.update().where(persons.c.pseudonym == pseudonym).values(erase_at=until))

    def _delete(self, pseudonym: str, now: datetime) -> None:
        with self._writing.begin() as connection:
            items = _gone(connection, pseudonym)
            if items is not None:
                epoch = self._epochs.current(now).number
                row = {"erased": now, "epoch": epoch, "items": items, "recorded": False, "complete": None}
                connection.execute(erasures.delete().where(erasures.c.pseudonym == pseudonym))
                connection.execute(erasures.insert(), {"pseudonym": pseudonym, **row})
        self._persons.forget(pseudonym)

    def _record_missing(self) -> None:
        """Records every erasure that has no record yet: those just made, and any that a crash left without."""
        with self._recording(select(erasures).where(erasures.c.recorded.is_(False))) as rows:
            for row in rows:
                epoch = self._epochs.of(row.epoch)
                complete_by = epoch.dies(self._epochs.terms) if epoch else row.erased
                self._record(row.pseudonym, row.erased, Erased(row.items, complete_by))
                self._mark(row.pseudonym, recorded=True)

    @contextmanager
    def _recording(self, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
        """The erasures a query finds, for one process at a time: each is recorded once."""
        with self._ledger.engine.connect() as connection:
            if not connection.execute(query.limit(1)).all():
                yield ()
                return
        with self._ledger.locked("erasures"):
            with self._ledger.engine.connect() as connection:
                rows = connection.execute(query).all()
            yield rows

    def _mark(self, pseudonym: str, **values: object) -> None:
        with self._writing.begin() as connection:
            connection.execute(erasures.update().where(erasures.c.pseudonym == pseudonym).values(**values))

    def _record(self, pseudonym: str, at: datetime, facts: Facts) -> None:
        self._ledger.append(Evidence(facts.kind, pseudonym, pseudonym, "vault", at, facts))

    def _journalled(self, what: str) -> dict[str, datetime]:
        """Whom the journal names as erased, or as held until a time."""
        lines = self._journal.read_bytes().splitlines() if self._journal.exists() else []
        entries = [entry for line in lines if (entry := _entry(line))]
        return {entry["pseudonym"]: datetime.fromisoformat(entry[what]) for entry in entries if what in entry}

    def _present(self, names: list[str]) -> list[str]:
        found: list[str] = []
        with self._ledger.engine.connect() as connection:
            for start in range(0, len(names), _BATCH):
                query = select(persons.c.pseudonym).where(persons.c.pseudonym.in_(names[start : start + _BATCH]))
                found += connection.execute(query).scalars()
        return found


def _entry(line: bytes) -> dict[str, str]:
    """One entry of the journal; nothing where a crash left half a line."""
    try:
        entry: dict[str, str] = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {}
    return entry


def _gone(connection: Connection, pseudonym: str) -> int | None:
    """Deletes a person's row and contents; how many contents, or None where another process was first."""
    if not connection.execute(persons.delete().where(persons.c.pseudonym == pseudonym)).rowcount:
        return None
    items = connection.execute(select(func.count()).where(contents.c.pseudonym == pseudonym)).scalar_one()
    connection.execute(contents.delete().where(contents.c.pseudonym == pseudonym))
    return int(items)
