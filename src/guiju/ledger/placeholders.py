"""Placeholders: the originals of masked words, each in the vault under its user's key.

An original is told apart by every character, so that what comes back is what stood there and nobody else's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from guiju.ledger.ledger import SqlLedger
from guiju.ledger.locks import locked
from guiju.ledger.vault import Vault

_KIND = b"placeholder/1\n"


def _now() -> datetime:
    return datetime.now(UTC)


class Placeholders:
    """The numbered originals of one user, found again by every process until they expire or the user is erased."""

    def __init__(
        self, ledger: SqlLedger, vault: Vault, pseudonym: str, keep: timedelta, clock: Callable[[], datetime] = _now
    ) -> None:
        self._engine, self._vault, self._pseudonym = ledger.engine, vault, pseudonym
        self._keep, self._clock = keep, clock
        self._numbers: dict[tuple[str, str], int] = {}
        self._originals: dict[tuple[str, int], str] = {}
        self._until: dict[tuple[str, int], datetime] = {}

    def number(self, label: str, original: str) -> int:
        """The number of an original; a new one is kept in the vault first. Raises LookupError for
        a user erased before it."""
        key = (label, original)
        if not self._alive(label, self._numbers.get(key)):
            with locked(self._engine, f"placeholders {self._pseudonym}"):
                self._read()
                if not self._alive(label, self._numbers.get(key)):
                    self._add(label, original)
        return self._numbers[key]

    def original(self, label: str, number: int) -> str | None:
        """The original, or None where it never was, has expired, or its user is erased."""
        try:
            self._read()
        except LookupError:
            self._forget()
            return None
        return self._originals.get((label, number)) if self._alive(label, number) else None

    def _forget(self) -> None:
        self._numbers.clear()
        self._originals.clear()
        self._until.clear()

    def _alive(self, label: str, number: int | None) -> bool:
        until = self._until.get((label, number)) if number is not None else None
        return until is not None and until > self._clock()

    def _add(self, label: str, original: str) -> None:
        number = 1 + max((known for kind, known in self._originals if kind == label), default=0)
        until = self._clock() + self._keep
        body = _KIND + json.dumps([label, number, original]).encode()
        self._vault.keep(self._pseudonym, body, until)
        self._learn(label, number, original, until)

    def _read(self) -> None:
        for kept in self._vault.export(self._pseudonym):
            if kept.body.startswith(_KIND):
                label, number, original = json.loads(kept.body[len(_KIND) :])
                self._learn(label, number, original, kept.until)

    def _learn(self, label: str, number: int, original: str, until: datetime) -> None:
        key = (label, original)
        if number >= self._numbers.get(key, 0):
            self._numbers[key] = number
        self._originals[label, number], self._until[label, number] = original, until
