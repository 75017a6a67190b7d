"""The database's tables. ``records`` and ``checkpoints`` are frozen: they never change shape; the rest may migrate."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

from guiju.ledger.chain import moment, time_of


class Moment(TypeDecorator[datetime]):
    """A time with its zone, held as microseconds since 1970 in UTC: the same on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else moment(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else time_of(value)


_WORD = String().with_variant(String(collation="C"), "postgresql")
"""Names sort by their bytes on every database: chains are read in that order."""

frozen = MetaData()
"""The two tables of the ledger itself."""

records = Table(
    "records",
    frozen,
    Column("writer", _WORD, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("subject", _WORD, nullable=False),
    Column("user", _WORD, nullable=True),
    Column("demo", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=True),
    Column("salt", LargeBinary, nullable=True),
    Column("commit", LargeBinary, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("link", LargeBinary, nullable=False),
)
_PLACE = records.c.writer, records.c.seq
_NAMED = records.c.user.is_not(None)
Index("records_kind", records.c.kind, *_PLACE)
Index("records_subject", records.c.subject, *_PLACE)
Index("records_user", records.c.user, records.c.kind, *_PLACE, sqlite_where=_NAMED, postgresql_where=_NAMED)

checkpoints = Table(
    "checkpoints",
    frozen,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

migrated = MetaData()
"""Tables that hold state which is no evidence and no projection of it; Alembic brings them up to date."""

application_keys = Table(
    "application_keys",
    migrated,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    Column("created", Moment, nullable=False),
    Column("revoked", Moment, nullable=True),
)

persons = Table(
    "persons",
    migrated,
    Column("pseudonym", String, primary_key=True),
    Column("epoch", BigInteger, nullable=False),
    Column("found_by", LargeBinary, nullable=False, unique=True),
    Column("named", LargeBinary, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("erase_at", Moment, nullable=True),
)
Index("persons_epoch", persons.c.epoch)

contents = Table(
    "contents",
    migrated,
    Column("id", String, primary_key=True),
    Column("pseudonym", String, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("until", Moment, nullable=False, index=True),
)

erasures = Table(
    "erasures",
    migrated,
    Column("pseudonym", String, primary_key=True),
    Column("erased", Moment, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("items", BigInteger, nullable=False),
    Column("recorded", Boolean, nullable=False),
    Column("complete", Moment, nullable=True),
)
