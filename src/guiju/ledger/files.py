"""Small files that must survive a power loss and that nobody else may read: keys, journals, checkpoints."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def create(path: Path, content: bytes) -> bool:
    """Makes a file with this content, whole or not at all, readable by its owner; False where it is there already."""
    _make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _write(draft, content, os.O_EXCL)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    _settle(path.parent)
    return True


def extend(path: Path, line: bytes) -> None:
    """Adds one line to a file, durably; half a line that a crash left before it stays a line of its own."""
    _make_folder(path.parent)
    _write(path, (b"" if _ends_whole(path) else b"\n") + line + b"\n", os.O_APPEND)
    _settle(path.parent)


def remove(path: Path) -> None:
    """Overwrites a file and removes it, durably. The overwriting is a courtesy that some disks do not honour."""
    if path.exists():
        descriptor = os.open(path, os.O_WRONLY)
        os.write(descriptor, bytes(os.fstat(descriptor).st_size))
        os.fsync(descriptor)
        os.close(descriptor)
        path.unlink(missing_ok=True)
        _settle(path.parent)


def _ends_whole(path: Path) -> bool:
    if not path.exists() or not path.stat().st_size:
        return True
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _make_folder(folder: Path) -> None:
    """Every folder on the way that is missing, each for its owner alone."""
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        missing.mkdir(exist_ok=True, mode=0o700)


def _write(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | mode, 0o600)
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
