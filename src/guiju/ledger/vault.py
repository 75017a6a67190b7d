"""The vault: the only place where a person's content may rest, under that person's key and with an expiry."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from guiju.core.facts import Digest
from guiju.ledger.epochs import Epochs, Terms
from guiju.ledger.erasure import Dates, Erasures
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.persons import Persons
from guiju.ledger.sealing import KEY_BYTES, seal, unseal
from guiju.ledger.store import writing
from guiju.ledger.tables import contents, persons

EPOCHS = "epochs"
JOURNAL = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class Kept:
    """One content in the vault and the time until which it is kept."""

    id: str
    until: datetime
    body: bytes


def _now() -> datetime:
    return datetime.now(UTC)


class Vault:
    """Pseudonyms, digests and contents of persons; their erasure.

    Epoch keys and the journal of erasures lie in ``ledger.keys``; whoever opens the vault on several machines gives
    them one shared folder.
    """

    def __init__(self, ledger: SqlLedger, terms: Terms | None = None, clock: Callable[[], datetime] = _now) -> None:
        self._engine = ledger.engine
        self._writing = writing(ledger.engine)
        self._epochs = Epochs(ledger.keys / EPOCHS, terms or Terms())
        self._persons = Persons(ledger.engine, self._epochs, clock)
        self._erasures = Erasures(ledger, self._epochs, self._persons, ledger.keys / JOURNAL)
        self._clock = clock

    def remembered(self, external_id: str) -> str | None:
        """The pseudonym if this process met the person lately; never waits for the database."""
        return self._persons.remembered(external_id)

    def known(self, external_id: str) -> str | None:
        """The pseudonym of a person, or None for one never met or erased."""
        return self._persons.known(external_id)

    def pseudonym(self, external_id: str) -> str:
        """The pseudonym (``u-…``, random) of a person; made, durably, at the first meeting."""
        return self._persons.pseudonym(external_id)

    def digest(self, pseudonym: str | None, data: bytes) -> Digest:
        """HMAC-SHA-256 under the person's key; for nobody (or a person erased) under a key that nobody keeps."""
        key = (self._persons.key(pseudonym) if pseudonym else None) or secrets.token_bytes(KEY_BYTES)
        return Digest(hmac.digest(key, b"digest\0" + data, hashlib.sha256).hex())

    def keep(self, pseudonym: str, body: bytes, until: datetime) -> str:
        """Keeps a content until a time; its id (``c-…``). Raises LookupError for a person erased or blocked."""
        item, key = f"c-{secrets.token_hex(12)}", self._key(pseudonym)
        row = {"id": item, "pseudonym": pseudonym, "sealed": seal(key, body, item), "until": until}
        with self._writing.begin() as connection:
            query = select(func.count()).where(persons.c.pseudonym == pseudonym, persons.c.erase_at.is_(None))
            if not connection.execute(query).scalar():
                raise LookupError(f"{pseudonym} is erased or blocked: nothing can be kept")
            connection.execute(contents.insert(), row)
        return item

    def read(self, item: str) -> bytes:
        """A content. Raises LookupError where it is expired, erased, blocked, or was never there."""
        both = contents.join(persons, persons.c.pseudonym == contents.c.pseudonym)
        query = select(contents).select_from(both).where(contents.c.id == item, persons.c.erase_at.is_(None))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or row.until <= self._clock():
            raise LookupError(f"{item} is not in the vault: expired, erased or blocked")
        return unseal(self._key(row.pseudonym), row.sealed, item)

    def export(self, pseudonym: str) -> list[Kept]:
        """Everything kept of a person, for that person. Raises LookupError for one erased."""
        key = self._key(pseudonym)
        query = select(contents).where(contents.c.pseudonym == pseudonym).order_by(contents.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Kept(row.id, row.until, unseal(key, row.sealed, row.id)) for row in rows]

    def erase(self, pseudonym: str, now: datetime, hold_until: datetime | None = None) -> Dates:
        """Erases a person's content and key, or blocks them until ``hold_until`` where law sets a least term.

        Raises LookupError for a person who is not known.
        """
        return self._erasures.erase(pseudonym, now, hold_until)

    def reapply_erasures(self) -> int:
        """Erases again whom a restored backup brought back; how many. To be called before anything is served."""
        return self._erasures.reapply()

    def follow(self) -> None:
        """Forgets whom other processes have erased since the last call."""
        self._erasures.follow()

    def expire(self, now: datetime) -> int:
        """Deletes contents whose time is over; how many."""
        with self._writing.begin() as connection:
            return connection.execute(contents.delete().where(contents.c.until <= now)).rowcount

    def rotate(self, now: datetime) -> int:
        """Begins a new epoch where one is due and wraps older keys anew; how many."""
        return self._persons.rewrap(self._epochs.rotate(now))

    def tick(self, now: datetime) -> None:
        """What is due: expiry, held erasures, a new epoch, the death of old keys, erasures complete. Idempotent."""
        self.expire(now)
        self._erasures.due(now)
        self.rotate(now)
        self._epochs.bury(now, self._persons.epochs_in_use())
        self._erasures.complete(now)

    def _key(self, pseudonym: str) -> bytes:
        key = self._persons.key(pseudonym)
        if key is None:
            raise LookupError(f"{pseudonym} has no key: erased, or never met")
        return key
