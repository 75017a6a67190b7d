"""Signing checkpoints: over what is durable now, and only where what came since the last one holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from guiju.core.evidence import Evidence
from guiju.core.facts import CheckpointSigned, Head, WriterOpened
from guiju.ledger.checkpoint import DOMAIN, Checkpoint, newest
from guiju.ledger.inspect import inspect_new
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.reading import heads, rows
from guiju.ledger.signing import Signer, kept_public
from guiju.ledger.store import writing
from guiju.ledger.tables import checkpoints
from guiju.ledger.witness import Witness

_OF_ITSELF = frozenset((CheckpointSigned.kind, WriterOpened.kind))


def sign(ledger: SqlLedger, now: datetime, witness: Witness | None = None) -> Checkpoint:
    """Signs, stores, hands to the witness and records a checkpoint over everything that is durable now.

    Raises Broken, and signs nothing, where what came since the last checkpoint does not hold.
    """
    with ledger.locked("checkpoint"):
        before, ends = newest(ledger.engine), heads(ledger.engine)
        inspect_new(ledger.engine, kept_public(ledger.keys), before, ends)
        signed = _stored(ledger, before, ends, now)
    taken = witness is not None and witness(signed.line)
    ledger.append(_evidence(signed, now, taken))
    return replace(signed, witnessed=taken)


def is_due(ledger: SqlLedger, now: datetime, every: timedelta) -> bool:
    """Whether something was recorded since the last checkpoint and that one is ``every`` old. Raises Broken."""
    before = newest(ledger.engine)
    if before and now < before.at + every:
        return False
    after = {str(head.writer): head.seq for head in before.heads} if before else {}
    return any(row.kind not in _OF_ITSELF for row in rows(ledger.engine, after=after))


def _stored(ledger: SqlLedger, before: Checkpoint | None, ends: tuple[Head, ...], now: datetime) -> Checkpoint:
    signer = Signer(ledger.keys)
    number, previous = (before.number + 1, before.digest) if before else (1, "")
    unsigned = Checkpoint(number, previous, now, ends, signer.public.id)
    signature = signer.sign(DOMAIN, unsigned.body)
    row = {"number": number, "body": unsigned.body, "signature": bytes.fromhex(signature)}
    with writing(ledger.engine).begin() as connection:
        connection.execute(checkpoints.insert(), row)
    return replace(unsigned, signature=signature)


def _evidence(signed: Checkpoint, now: datetime, witnessed: bool) -> Evidence:
    facts = CheckpointSigned(signed.number, signed.records, witnessed)
    return Evidence(facts.kind, f"checkpoint-{signed.number}", None, "ledger", now, facts)
