"""API keys: which application asks. Only a key's hash is held."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import get_args

from sqlalchemy import insert, select, update

from guiju.core.evidence import Evidence
from guiju.core.facts import Id, KeyCreated, KeyRevoked
from guiju.core.facts.key import KeyRole
from guiju.core.facts.words import ID_PATTERN
from guiju.ledger import SqlLedger
from guiju.ledger import application_keys as table

_PREFIX = "gj-"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Application:
    """Who presented a key: the application's name and its role. Operators' keys are never locked out."""

    name: str
    role: KeyRole


@dataclass(frozen=True, slots=True)
class Key:
    """One key as listed: everything but the key itself, which nobody can read back."""

    name: str
    role: KeyRole
    created: datetime
    revoked: datetime | None


class Keys:
    """The keys of applications. ``find`` looks in memory; ``poll`` makes known what was made or revoked elsewhere."""

    def __init__(self, ledger: SqlLedger) -> None:
        self._ledger = ledger
        self._live: dict[str, Application] = {}
        self.poll()

    def find(self, presented: str) -> Application | None:
        """The application to which a presented key belongs, None for a key that is unknown or revoked.

        It is looked up by its SHA-256, so that the time this takes tells nothing about a key.
        """
        return self._live.get(_digest(presented))

    def poll(self) -> None:
        """Reads the keys that work now."""
        query = select(table.c.hash, table.c.name, table.c.role).where(table.c.revoked.is_(None))
        with self._ledger.engine.connect() as connection:
            self._live = {digest: Application(name, role) for digest, name, role in connection.execute(query)}

    def list(self) -> tuple[Key, ...]:
        """Every key ever made, revoked ones too, by name."""
        query = select(table.c.name, table.c.role, table.c.created, table.c.revoked).order_by(table.c.name)
        with self._ledger.engine.connect() as connection:
            return tuple(Key(*row) for row in connection.execute(query))

    def create(self, name: str, role: KeyRole = "application", *, actor: str, now: datetime) -> str:
        """A new key for an application; nobody can see it a second time.

        Raises ValueError where the name is no identifier or is taken (a revoked key keeps its name).
        """
        _refuse(name, role)
        key = _PREFIX + secrets.token_urlsafe(_BYTES)
        with self._ledger.locked(f"key:{name}"):
            if self._row(name):
                raise ValueError(f"an application named {name} has or had a key: choose another name")
            # The evidence first: no key ever works of which the ledger knows nothing.
            self._record(KeyCreated(Id(name), role), name, actor, now)
            with self._ledger.engine.begin() as connection:
                connection.execute(insert(table).values(name=name, role=role, hash=_digest(key), created=now))
        self.poll()
        return key

    def revoke(self, name: str, *, actor: str, now: datetime) -> None:
        """The application's key stops working here at once, elsewhere at the next poll. LookupError where none is."""
        with self._ledger.locked(f"key:{name}"):
            if not self._row(name):
                raise LookupError(f"no application named {name} has a key; `guiju keys list` shows those that have")
            with self._ledger.engine.begin() as connection:
                live = (table.c.name == name) & table.c.revoked.is_(None)
                connection.execute(update(table).where(live).values(revoked=now))
            if not any(self._ledger.find(kind=KeyRevoked.kind, subject=name)):
                self._record(KeyRevoked(Id(name)), name, actor, now)
        self.poll()

    def _row(self, name: str) -> bool:
        with self._ledger.engine.connect() as connection:
            return connection.execute(select(table.c.name).where(table.c.name == name)).first() is not None

    def _record(self, facts: KeyCreated | KeyRevoked, name: str, actor: str, now: datetime) -> None:
        self._ledger.append(Evidence(facts.kind, name, None, actor, now, facts))


def _refuse(name: str, role: str) -> None:
    if not ID_PATTERN.fullmatch(name):
        raise ValueError(
            "an application's name is 1 to 96 letters, digits or ._:@/+- and begins with a letter or digit"
        )
    if role not in get_args(KeyRole):
        raise ValueError(f"a key's role is one of {', '.join(get_args(KeyRole))}")


def _digest(key: str) -> str:
    return sha256(key.encode(errors="surrogatepass")).hexdigest()
