"""Append-only, hash-chained evidence; the vault for content; SQLite and PostgreSQL."""

from guiju.ledger.ledger import SqlLedger, open_ledger
from guiju.ledger.tables import application_keys

__all__ = ["SqlLedger", "application_keys", "open_ledger"]
