"""Append-only, hash-chained evidence; the vault for content; SQLite and PostgreSQL."""

from guiju.ledger.attesting import sign
from guiju.ledger.broken import Broken
from guiju.ledger.checkpoint import Checkpoint, newest, read_checkpoints
from guiju.ledger.drafts import alike, drafted, into, landing
from guiju.ledger.epochs import Terms
from guiju.ledger.erasure import Dates
from guiju.ledger.export import export_lines, write_jsonl
from guiju.ledger.inspect import inspect
from guiju.ledger.ledger import SqlLedger, find_ledger, open_ledger
from guiju.ledger.parquet import write_parquet
from guiju.ledger.redaction import redact
from guiju.ledger.signing import Signer, Verifier, kept_public, read_public
from guiju.ledger.tables import application_keys
from guiju.ledger.tick import tick
from guiju.ledger.vault import Kept, Vault
from guiju.ledger.verify import Verified, verify
from guiju.ledger.witness import Witness, witness

__all__ = [
    "Broken",
    "Checkpoint",
    "Dates",
    "Kept",
    "Signer",
    "SqlLedger",
    "Terms",
    "Vault",
    "Verified",
    "Verifier",
    "Witness",
    "alike",
    "application_keys",
    "drafted",
    "export_lines",
    "find_ledger",
    "inspect",
    "into",
    "kept_public",
    "landing",
    "newest",
    "open_ledger",
    "read_checkpoints",
    "read_public",
    "redact",
    "sign",
    "tick",
    "verify",
    "witness",
    "write_jsonl",
    "write_parquet",
]
