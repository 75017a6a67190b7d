"""Persons: their random pseudonyms and their keys, each key wrapped by an epoch's."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, select

from guiju.ledger.epochs import Epoch, Epochs
from guiju.ledger.locks import locked
from guiju.ledger.recent import Recent
from guiju.ledger.sealing import KEY_BYTES, seal, unseal
from guiju.ledger.store import writing
from guiju.ledger.tables import persons

_REMEMBERED = 20_000
_BATCH = 500


class Persons:
    """Finds persons by the id an application gives them. That id rests only sealed under the person's own key."""

    def __init__(self, engine: Engine, epochs: Epochs, clock: Callable[[], datetime]) -> None:
        self._engine, self._epochs, self._clock = engine, epochs, clock
        self._pseudonyms = Recent[str, str](_REMEMBERED)
        self._keys = Recent[str, bytes](_REMEMBERED)

    def remembered(self, external_id: str) -> str | None:
        """The pseudonym if this process met it lately; never waits for the database."""
        return self._pseudonyms.get(external_id)

    def known(self, external_id: str) -> str | None:
        """The pseudonym, or None for a person who has none."""
        found = self._pseudonyms.get(external_id) or self._found(external_id)
        if found:
            self._pseudonyms.put(external_id, found)
        return found

    def pseudonym(self, external_id: str) -> str:
        """The pseudonym, made at the first meeting; several processes make one."""
        if not external_id:
            raise ValueError("a person's id is empty")
        known = self.known(external_id)
        if known:
            return known
        with locked(self._engine, f"person {external_id}"):
            made = self._found(external_id) or self._made(external_id)
        self._pseudonyms.put(external_id, made)
        return made

    def key(self, pseudonym: str) -> bytes | None:
        """The person's key, or None where it is gone."""
        key = self._keys.get(pseudonym)
        if key is None:
            with self._engine.connect() as connection:
                row = connection.execute(select(persons).where(persons.c.pseudonym == pseudonym)).one_or_none()
            key = self._opened(row) if row else None
            if key:
                self._keys.put(pseudonym, key)
        return key

    def forget(self, pseudonym: str) -> None:
        """Drops what this process remembers of a person."""
        self._pseudonyms.forget(value=pseudonym)
        self._keys.forget(key=pseudonym)

    def rewrap(self, epoch: Epoch) -> int:
        """Wraps every key of an older epoch anew; how many. A row whose epoch key is dead stays unreadable as it is."""
        alive = [e.number for e in self._epochs.all() if e.number < epoch.number]
        old = select(persons).where(persons.c.epoch.in_(alive)).limit(_BATCH)
        count = 0
        while alive:
            with writing(self._engine).begin() as connection:
                rows = connection.execute(old).all()
                for row in rows:
                    self._rewrap(connection, row, epoch)
            count += len(rows)
            if len(rows) < _BATCH:
                break
        return count

    def epochs_in_use(self) -> list[int]:
        """The epochs under which some key is wrapped."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(persons.c.epoch).distinct()).scalars())

    def _found(self, external_id: str) -> str | None:
        finders = [epoch.finder(external_id) for epoch in self._epochs.all()]
        with self._engine.connect() as connection:
            query = select(persons.c.pseudonym).where(persons.c.found_by.in_(finders))
            return connection.execute(query).scalars().first()

    def _made(self, external_id: str) -> str:
        pseudonym, key = f"u-{secrets.token_hex(12)}", secrets.token_bytes(KEY_BYTES)
        epoch = self._epochs.current(self._clock())
        named = seal(key, external_id.encode(), pseudonym)
        row = {"pseudonym": pseudonym, "named": named, "erase_at": None, **_wrapped(epoch, external_id, pseudonym, key)}
        with writing(self._engine).begin() as connection:
            connection.execute(persons.insert(), row)
        return pseudonym

    def _opened(self, row: Row[tuple[object, ...]]) -> bytes | None:
        epoch = self._epochs.of(row.epoch)
        return unseal(epoch.key, row.key, row.pseudonym) if epoch else None

    def _rewrap(self, connection: Connection, row: Row[tuple[object, ...]], epoch: Epoch) -> None:
        key = self._opened(row)
        if key is None:
            return
        external_id = unseal(key, row.named, row.pseudonym).decode()
        change = persons.update().where(persons.c.pseudonym == row.pseudonym)
        connection.execute(change, _wrapped(epoch, external_id, row.pseudonym, key))


def _wrapped(epoch: Epoch, external_id: str, pseudonym: str, key: bytes) -> dict[str, object]:
    """The columns that depend on the epoch."""
    return {
        "epoch": epoch.number,
        "found_by": epoch.finder(external_id),
        "key": seal(epoch.key, key, pseudonym),
    }
