"""What is due from time to time: the vault's terms, and a checkpoint."""

from __future__ import annotations

from datetime import datetime, timedelta

from guiju.ledger.checkpoint import is_due, sign
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.vault import Vault
from guiju.ledger.witness import witness

EVERY = timedelta(hours=1)
"""How old a checkpoint grows before the next one, where anything was recorded since."""


def tick(ledger: SqlLedger, vault: Vault, where: str, now: datetime, every: timedelta = EVERY) -> bool:
    """Does all that is due; whether a checkpoint was signed. Idempotent; several processes may run it.

    ``where`` names the witness of checkpoints, or is empty.
    """
    vault.tick(now)
    due = is_due(ledger, now, every)
    if due:
        sign(ledger, now, witness(where))
    return due
