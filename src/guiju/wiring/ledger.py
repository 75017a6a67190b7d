"""The ledger and the vault of a home."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

from guiju.config import Config
from guiju.ledger import SqlLedger, Terms, Vault, find_ledger, open_ledger


def found_ledger(config: Config) -> AbstractContextManager[SqlLedger | None]:
    """The ledger that there is, if there is one: who only reads makes none."""
    try:
        return find_ledger(config.database, config.keys)
    except FileNotFoundError:
        return nullcontext()


def ledger_of(config: Config) -> SqlLedger:
    """The ledger, its tables made where they are missing."""
    config.home.mkdir(parents=True, exist_ok=True)
    return open_ledger(config.database, config.keys)


def vault_of(config: Config, ledger: SqlLedger) -> Vault:
    """The vault beside that ledger. In a restored database later erasures are applied again before anything is read."""
    vault = Vault(ledger, Terms(timedelta(days=config.backup_days), timedelta(days=config.epoch_days)))
    vault.reapply_erasures()
    return vault
