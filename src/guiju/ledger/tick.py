"""What is due from time to time: the vault's terms, and a checkpoint."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from guiju.ledger.attesting import is_due, sign
from guiju.ledger.broken import Broken
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.vault import Vault
from guiju.ledger.witness import witness

_LOG = logging.getLogger(__name__)
EVERY = timedelta(hours=1)
"""How old a checkpoint grows before the next one, where anything was recorded since."""


def tick(ledger: SqlLedger, vault: Vault, where: str, now: datetime, every: timedelta = EVERY) -> bool:
    """Does all that is due; whether a checkpoint was signed. Idempotent; several processes may run it.

    ``where`` names the witness of checkpoints, or is empty. A history that does not hold is not signed, and said in the
    log each time; what else is due goes on.
    """
    vault.tick(now)
    try:
        due = is_due(ledger, now, every)
        if due:
            sign(ledger, now, witness(where))
    except Broken as broken:
        _LOG.error("no checkpoint is signed, for the ledger does not hold: %s", broken)
        return False
    return due
