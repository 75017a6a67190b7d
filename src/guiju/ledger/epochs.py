"""Epoch keys: the only keys that open persons' keys. They lie in files beside the database, and each dies on a day."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from guiju.ledger.files import create, remove

_SUFFIX = ".key"


@dataclass(frozen=True, slots=True)
class Terms:
    """The operator's terms: how long backups of the database are kept, and how long one epoch key stays in use.

    An erasure is complete at the latest after both together.
    """

    backups: timedelta = timedelta(days=30)  # own number: the usual life of backups
    epoch: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch key (32 bytes), in use from ``began`` until the next one."""

    number: int
    began: datetime
    key: bytes = field(repr=False)

    def finder(self, external_id: str) -> bytes:
        """HMAC(pepper, external id), by which a person's row is found; the pepper dies with the epoch key."""
        pepper = hmac.digest(self.key, b"guiju.pepper/1", hashlib.sha256)
        return hmac.digest(pepper, external_id.encode(), hashlib.sha256)

    def dies(self, terms: Terms) -> datetime:
        """When the last backup that this key opens has outlived its term."""
        return self.began + terms.epoch + terms.backups


class Epochs:
    """The folder of epoch keys. Several processes may share it."""

    def __init__(self, folder: Path, terms: Terms) -> None:
        self._folder, self.terms = folder, terms
        self._names: tuple[str, ...] = ()
        self._epochs: dict[int, Epoch] = {}

    def all(self) -> list[Epoch]:
        """The epochs whose keys are still there, oldest first."""
        names = tuple(sorted(os.listdir(self._folder))) if self._folder.exists() else ()
        if names != self._names:
            read = (_read(self._folder / name) for name in names if name.endswith(_SUFFIX))
            self._names, self._epochs = names, {epoch.number: epoch for epoch in read if epoch}
        return list(self._epochs.values())

    def of(self, number: int) -> Epoch | None:
        """One epoch, or None where its key is dead."""
        self.all()
        return self._epochs.get(number)

    def current(self, now: datetime) -> Epoch:
        """The epoch in use; the very first one begins here."""
        return self.all()[-1] if self.all() else self._begin(1, now)

    def rotate(self, now: datetime) -> Epoch:
        """The epoch in use, a new one where the last has served its term."""
        newest = self.current(now)
        return self._begin(newest.number + 1, now) if now >= newest.began + self.terms.epoch else newest

    def bury(self, now: datetime, still_used: Iterable[int]) -> list[int]:
        """Destroys the keys whose day has come, save those some row of the live database still needs; their numbers."""
        used = {*still_used, self.current(now).number}
        dead = [e.number for e in self.all() if now >= e.dies(self.terms) and e.number not in used]
        for number in dead:
            remove(self._path(number))
        return dead

    def _begin(self, number: int, now: datetime) -> Epoch:
        content = orjson.dumps({"began": now, "key": secrets.token_hex(32)})
        create(self._path(number), content)  # another process may have been first: then its key is the one
        begun = self.of(number)
        if begun is None:
            raise FileNotFoundError(f"epoch key {self._path(number)} could not be made")
        return begun

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08d}{_SUFFIX}"


def _read(path: Path) -> Epoch | None:
    try:
        raw = orjson.loads(path.read_bytes())
    except FileNotFoundError:  # buried by another process since the folder was listed
        return None
    return Epoch(int(path.stem), datetime.fromisoformat(raw["began"]), bytes.fromhex(raw["key"]))
