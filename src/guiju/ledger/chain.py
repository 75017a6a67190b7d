"""The chain: how evidence is committed to and linked. Pure; the rest of the room stores what is made here."""

from __future__ import annotations

import hashlib
import struct
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from guiju.core.evidence import Evidence

DOMAIN = b"guiju.record/1"
GENESIS = bytes(32)
"""The previous link of a chain's first record."""

SALT_BYTES = 16

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LENGTH = struct.Struct(">I")
_NUMBERS = struct.Struct(">IQIqI")
_HASH = _LENGTH.pack(32)
_DOMAIN = _LENGTH.pack(len(DOMAIN)) + DOMAIN


class Record(NamedTuple):
    """One row of the ledger. ``at`` is microseconds since 1970 in UTC; ``body`` and ``salt`` are None once redacted.

    ``subject``, ``user`` and ``demo`` only repeat the body for searching; they are empty once it is redacted.
    """

    writer: str
    seq: int
    at: int
    kind: str
    subject: str
    user: str | None
    demo: bool
    body: bytes | None
    salt: bytes | None
    commit: bytes
    prev: bytes
    link: bytes


def moment(at: datetime) -> int:
    """Microseconds since 1970 in UTC. Raises TypeError for a time without a zone."""
    return (at - _EPOCH) // _MICROSECOND


def time_of(micros: int) -> datetime:
    """The time, in UTC, of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


def commitment(salt: bytes, body: bytes) -> bytes:
    """SHA-256(salt ‖ body): binds to the body and, once salt and body are gone, tells nothing of it."""
    return hashlib.sha256(salt + body).digest()


def link(writer: str, seq: int, at: int, kind: str, prev: bytes, commit: bytes) -> bytes:
    """SHA-256 over domain, writer, seq, at, kind, previous link and commitment, each preceded by its length."""
    name, word = writer.encode(), kind.encode()
    numbers = _NUMBERS.pack(8, seq, 8, at, len(word))
    return hashlib.sha256(
        b"".join((_DOMAIN, _LENGTH.pack(len(name)), name, numbers, word, _HASH, prev, _HASH, commit))
    ).digest()


def sealed(writer: str, seq: int, prev: bytes, salt: bytes, evidence: Evidence, body: bytes) -> Record:
    """The record that puts evidence, with its canonical ``body``, at ``seq`` of a writer's chain."""
    at, commit = moment(evidence.at), commitment(salt, body)
    return Record(
        writer, seq, at, evidence.kind, evidence.subject, evidence.user, evidence.demo,
        body, salt, commit, prev, link(writer, seq, at, evidence.kind, prev, commit),
    )  # fmt: skip
