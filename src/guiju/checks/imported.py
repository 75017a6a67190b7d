"""Imported lists: the operator's own phrases, kept beside the shipped lexicon, each state of them under its digest."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guiju.checks.lexicon import Lexicon, lexicon_of, lines_of
from guiju.checks.shipped import decoded, encoded

_CURRENT, _LOCK = "current", "lock"


@dataclass(frozen=True, slots=True)
class Imported:
    """The states of the imported lists in a folder; ``current`` names the one that is used."""

    folder: Path

    @property
    def digest(self) -> str:
        """The digest of the state in use; empty where nothing was imported."""
        named = self.folder / _CURRENT
        return named.read_text("ascii").strip() if named.is_file() else ""

    def lexicon(self, digest: str = "") -> Lexicon:
        """The phrases of a state, by the whole or the beginning of its digest; of the one in use without.

        Raises LookupError where no state, or more than one, is called so, and ValueError for a file that is damaged.
        """
        digest = self._whole(digest) if digest else self.digest
        if not digest:
            return Lexicon((), "")
        path = self._path(digest)
        try:
            found = lexicon_of([(str(path), decoded(path.read_text("ascii")))], f"imported-{digest[:12]}")
        except ValueError as fault:
            raise ValueError(f"{path}: this list is damaged ({fault}); import the lists again") from None
        if found.digest != digest:
            raise ValueError(f"{path}: this list is not the one that was imported; import the lists again")
        return found

    def keep(self, lexicon: Lexicon) -> None:
        """Keeps these phrases as a state, and uses it from now on."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _replaced(self._path(lexicon.digest), encoded("\n".join(lines_of(lexicon.entries)) + "\n"))
        _replaced(self.folder / _CURRENT, lexicon.digest + "\n")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keeps every other import waiting, so that what is read, changed and kept inside loses none of theirs. It is
        let go when its process dies, however it dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("ab") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _whole(self, begun: str) -> str:
        found = [path.stem for path in self.folder.glob("*.b85") if path.stem.startswith(begun)]
        if len(found) != 1:
            raise LookupError(f"{begun!r}: {'more than one state' if found else 'no state'} of the lists is called so")
        return found[0]

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.b85"


def _replaced(path: Path, text: str) -> None:
    """Writes a file whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(text, "ascii")
    draft.replace(path)
