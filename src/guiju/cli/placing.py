"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from guiju.ledger import alike, into, landing


def place(file: Path, content: bytes) -> None:
    """Writes a file beside its place, then moves it there. Raises OSError that names the file as it was given."""
    require_place(file)
    place_all({file: content})


def place_all(files: Mapping[Path, bytes]) -> None:
    """Writes files with their folders, each beside its place, and moves them there once all of them are written; what
    is for a pipe or a device goes into it last.

    Raises OSError that names the file, before anything is written where a folder stands in a file's place or a file in
    a folder's.
    """
    for file in files:
        _require_free(file)
    made = _missing(files)
    try:
        _move(files, {file: landing(file) for file in files})
    except OSError:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def require_place(file: Path) -> None:
    """Raises OSError that names the file where it cannot be written: a folder stands there, or its own is missing."""
    _require_free(file)
    if not file.parent.is_dir():
        raise FileNotFoundError(2, f"there is no folder {file.parent}; make it, or write elsewhere", str(file))


def _require_free(file: Path) -> None:
    if file.is_dir():
        raise IsADirectoryError(21, "is a folder; give the name of a file", str(file))
    standing = next(folder for folder in file.absolute().parents if folder.exists())
    if not standing.is_dir():
        raise NotADirectoryError(20, f"{standing} is no folder; write elsewhere", str(file))


def _missing(files: Mapping[Path, bytes]) -> list[Path]:
    """The folders that are to be made for these files, outer ones first."""
    return sorted({folder for file in files for folder in file.parents if not folder.exists()})


def _move(files: Mapping[Path, bytes], places: Mapping[Path, Path | None]) -> None:
    drafts = {file: place.with_name(f".{secrets.token_hex(8)}") for file, place in places.items() if place}
    try:
        for file, draft in drafts.items():
            with _naming(file):
                file.parent.mkdir(parents=True, exist_ok=True)
                with draft.open("xb") as out:
                    alike(out, file)
                    out.write(files[file])
        for file, draft in drafts.items():
            with _naming(file):
                os.replace(draft, places[file] or file)
        for file in files.keys() - drafts.keys():
            with _naming(file), into(file) as out:
                out.write(files[file])
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Within it an error names this file, not its draft."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(file), None
        raise
