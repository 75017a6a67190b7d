"""Checkpoints: signed statements of how far every chain has come, each naming the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine, select

from guiju.core.evidence import Evidence, canonical
from guiju.core.facts import CheckpointSigned, Digest, Head, Id, WriterOpened
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.reading import heads, rows
from guiju.ledger.signing import Signer, Verifier
from guiju.ledger.store import writing
from guiju.ledger.tables import checkpoints
from guiju.ledger.witness import Witness

DOMAIN = "guiju.checkpoint/1"
_OF_ITSELF = frozenset((CheckpointSigned.kind, WriterOpened.kind))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Number, the digest of the one before, every writer's head at a time; signed (hexadecimal) by ``key``.

    ``witnessed`` tells whether the witness took it when it was made here.
    """

    number: int
    previous: str
    at: datetime
    heads: tuple[Head, ...]
    key: str
    signature: str = ""
    witnessed: bool = False

    @property
    def body(self) -> bytes:
        """The canonical bytes that are signed."""
        return canonical(
            orjson.dumps(
                {
                    "at": self.at.astimezone(UTC),
                    "heads": [[head.writer, head.seq, head.link] for head in self.heads],
                    "key": self.key,
                    "number": self.number,
                    "previous": self.previous,
                },
                option=orjson.OPT_UTC_Z,
            )
        )

    @property
    def line(self) -> bytes:
        """The one line by which it travels."""
        return orjson.dumps({"checkpoint": orjson.Fragment(self.body), "signature": self.signature})

    @property
    def digest(self) -> str:
        """SHA-256 of its line: what the next one names."""
        return hashlib.sha256(self.line).hexdigest()

    @property
    def records(self) -> int:
        """How many records it covers."""
        return sum(head.seq for head in self.heads)

    def holds(self, key: Verifier) -> bool:
        """Whether this key signed it."""
        return self.key == key.id and key.holds(DOMAIN, self.body, self.signature)


def parsed(line: bytes) -> Checkpoint:
    """The checkpoint on a line. Raises ValueError where the line is none."""
    try:
        raw = orjson.loads(line)
        checkpoint = built(raw["checkpoint"], raw["signature"])
    except (ValueError, KeyError, TypeError):
        raise ValueError("this is no checkpoint") from None
    if checkpoint.line != line.strip():
        raise ValueError("this is no checkpoint: it is not spelled as one")
    return checkpoint


def built(raw: Any, signature: str) -> Checkpoint:
    """The checkpoint of a parsed body. Raises ValueError, KeyError, TypeError."""
    ends = tuple(Head(Id(writer), int(seq), Digest(link)) for writer, seq, link in raw["heads"])
    at = datetime.fromisoformat(raw["at"])
    return Checkpoint(raw["number"], raw["previous"], at, ends, raw["key"], signature)


def read_checkpoints(path: Path) -> list[Checkpoint]:
    """The checkpoints in a file, one a line. Raises FileNotFoundError, and ValueError where a line is none."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found.append(parsed(line))
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from None
    if not found:
        raise ValueError(f"{path} holds no checkpoint")
    return found


def stored(engine: Engine) -> Iterator[Checkpoint]:
    """The checkpoints in the database, oldest first."""
    with engine.connect() as connection:
        for row in connection.execute(select(checkpoints).order_by(checkpoints.c.number)):
            yield built(orjson.loads(row.body), bytes(row.signature).hex())


def newest(engine: Engine) -> Checkpoint | None:
    """The last checkpoint in the database."""
    with engine.connect() as connection:
        row = connection.execute(select(checkpoints).order_by(checkpoints.c.number.desc()).limit(1)).one_or_none()
    return built(orjson.loads(row.body), bytes(row.signature).hex()) if row else None


def sign(ledger: SqlLedger, now: datetime, witness: Witness | None = None) -> Checkpoint:
    """Signs, stores, hands to the witness and records a checkpoint over everything that is durable now."""
    signer = Signer(ledger.keys)
    with ledger.locked("checkpoint"):
        before = newest(ledger.engine)
        number, previous = (before.number + 1, before.digest) if before else (1, "")
        unsigned = Checkpoint(number, previous, now, heads(ledger.engine), signer.public.id)
        signature = signer.sign(DOMAIN, unsigned.body)
        row = {"number": number, "body": unsigned.body, "signature": bytes.fromhex(signature)}
        with writing(ledger.engine).begin() as connection:
            connection.execute(checkpoints.insert(), row)
    signed = Checkpoint(number, previous, now, unsigned.heads, unsigned.key, signature)
    taken = witness is not None and witness(signed.line)
    ledger.append(_evidence(signed, now, taken))
    return Checkpoint(number, previous, now, unsigned.heads, unsigned.key, signature, taken)


def is_due(ledger: SqlLedger, now: datetime, every: timedelta) -> bool:
    """Whether something was recorded since the last checkpoint and that one is ``every`` old."""
    before = newest(ledger.engine)
    if before and now < before.at + every:
        return False
    after = {str(head.writer): head.seq for head in before.heads} if before else {}
    return any(row.kind not in _OF_ITSELF for row in rows(ledger.engine, after=after))


def _evidence(signed: Checkpoint, now: datetime, witnessed: bool) -> Evidence:
    facts = CheckpointSigned(signed.number, signed.records, witnessed)
    return Evidence(facts.kind, f"checkpoint-{signed.number}", None, "ledger", now, facts)
