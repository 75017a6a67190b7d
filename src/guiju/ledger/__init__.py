"""Append-only, hash-chained evidence; the vault for content; SQLite and PostgreSQL."""

from guiju.ledger.epochs import Terms
from guiju.ledger.erasure import Dates
from guiju.ledger.ledger import SqlLedger, open_ledger
from guiju.ledger.tables import application_keys
from guiju.ledger.vault import Kept, Vault

__all__ = ["Dates", "Kept", "SqlLedger", "Terms", "Vault", "application_keys", "open_ledger"]
