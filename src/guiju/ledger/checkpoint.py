"""Checkpoints: signed statements of how far every chain has come, each naming the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine, Row, select

from guiju.core.evidence import canonical
from guiju.core.facts import Digest, Head, Id
from guiju.ledger.broken import Broken
from guiju.ledger.signing import Verifier
from guiju.ledger.tables import checkpoints

DOMAIN = "guiju.checkpoint/1"


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


def believe(against: tuple[Checkpoint, ...], key: Verifier) -> None:
    """Checkpoints must be signed by the key and continue one another. Raises Broken."""
    for checkpoint in against:
        if not checkpoint.holds(key):
            raise Broken(0, f"checkpoint {checkpoint.number} is not signed by this key")
    for earlier, later in pairwise(sorted(against, key=lambda c: c.number)):
        if later.number == earlier.number + 1 and later.previous != earlier.digest:
            raise Broken(0, f"checkpoint {later.number} does not continue checkpoint {earlier.number}")


def stored(engine: Engine) -> Iterator[Checkpoint]:
    """The checkpoints in the database, oldest first. Raises Broken where a row holds none."""
    with engine.connect() as connection:
        for row in connection.execute(select(checkpoints).order_by(checkpoints.c.number)):
            yield _read(row)


def newest(engine: Engine) -> Checkpoint | None:
    """The last checkpoint in the database. Raises Broken where its row holds none."""
    with engine.connect() as connection:
        row = connection.execute(select(checkpoints).order_by(checkpoints.c.number.desc()).limit(1)).one_or_none()
    return _read(row) if row else None


def numbers(engine: Engine) -> frozenset[int]:
    """The numbers of the checkpoints in the database."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(checkpoints.c.number)).scalars())


def _read(row: Row[Any]) -> Checkpoint:
    """The checkpoint in a row, spelled as it was signed."""
    try:
        checkpoint = built(orjson.loads(row.body), row.signature.hex())
        sound = checkpoint.number == row.number and checkpoint.body == row.body
    except (ValueError, LookupError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise Broken(0, f"checkpoint {row.number}: its row holds no checkpoint")
    return checkpoint
