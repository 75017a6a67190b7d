"""Archive: whole copies of packs as they were adopted, each under the digest of its own bytes."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from guiju.core.pack import Pack
from guiju.law.reading.building import rebuild
from guiju.law.reading.library import read_library


@dataclass(frozen=True, slots=True)
class Archive:
    """The copies in a folder, ``DIGEST.json`` each. What a copy names (facts, events) is held against ``shared``,
    the folder of the packs that came with this version."""

    folder: Path
    shared: Path

    def keep(self, pack: Pack) -> None:
        """Keeps a copy, durably; one that is there already and whole stays as it is. Raises OSError."""
        file = self._file(pack.digest)
        if file.is_file() and file.read_bytes() == pack.canonical:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f".{file.name}.{secrets.token_hex(4)}"
        _write(draft, pack.canonical)
        os.replace(draft, file)
        _settle(self.folder)

    def read(self, id: str, digest: str) -> Pack:
        """The pack of a copy, equal to the one that was kept. Raises ValueError, one line: where the copy is missing,
        was changed, or cannot be read by this version any more."""
        file = self._file(digest)
        if not file.is_file():
            raise ValueError(_told(file, id, "the copy is missing; bring the file back from a backup"))
        body = file.read_bytes()
        if hashlib.sha256(body).hexdigest() != digest:
            raise ValueError(_told(file, id, "the bytes of the copy do not fit its name; bring the file back"))
        try:
            pack = rebuild(body, read_library(self.shared))
        except ValueError as error:
            raise ValueError(_told(file, id, f"this version of guiju cannot read the copy ({error})")) from None
        if pack.id != id:
            raise ValueError(_told(file, id, f"the copy is of {pack.id}; bring the right file back"))
        return pack

    def _file(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"


def _told(file: Path, id: str, what: str) -> str:
    return f"{file}: {id} was adopted in this version, but {what}, or adopt the one at hand with `guiju law upgrade`"


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
