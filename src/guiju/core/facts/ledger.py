"""What the ledger records of itself: its writers, its redactions, its checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guiju.core.facts.words import Digest, Facts, Id


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one writer's chain: its last sequence number and link."""

    writer: Id
    seq: int
    link: Digest


@dataclass(frozen=True, slots=True)
class WriterOpened(Facts):
    """A writer (one process life) began its chain, continuing these."""

    kind: ClassVar[str] = "writer.opened/1"

    version: Id
    continues: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class RecordRedacted(Facts):
    """The body and salt of one record were removed; its commitment and link stay."""

    kind: ClassVar[str] = "record.redacted/1"

    writer: Id
    seq: int
    reason: Literal["erasure", "retention", "order"]


@dataclass(frozen=True, slots=True)
class CheckpointSigned(Facts):
    """A checkpoint was signed and, where a witness is configured, handed to it."""

    kind: ClassVar[str] = "checkpoint.signed/1"

    number: int
    records: int
    witnessed: bool
