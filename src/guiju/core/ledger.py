"""The ledger as other rooms see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from guiju.core.evidence import Evidence

Cursor = Mapping[str, int]
"""How far a reader has come: the last sequence number seen of each writer."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that evidence is durable: the writer and the sequence number of the last record of the submission."""

    writer: str
    seq: int


class Ledger(Protocol):
    """Append-only, hash-chained evidence."""

    def submit(self, *evidence: Evidence) -> Future[Receipt]:
        """Hands evidence to the writer; the future is done when it is durable through power loss, or has failed."""
        ...

    def append(self, *evidence: Evidence) -> Receipt:
        """Like submit, and waits."""
        ...

    def find(
        self, *, kind: str = "", subject: str = "", user: str = "", after: Cursor | None = None
    ) -> Iterator[Evidence]:
        """Evidence in the order of each writer's chain, with ``place`` set; redacted records are passed over."""
        ...

    def proven(self) -> Iterator[Evidence]:
        """All evidence, each once its place in the chain is proved; raises ValueError where the chain does not hold."""
        ...

    def cursor(self) -> Cursor:
        """The newest sequence number of each writer."""
        ...
