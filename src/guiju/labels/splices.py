"""Splices put to work: on bytes, and on a file that is written beside the original and takes its place when whole."""

from __future__ import annotations

import errno
import hashlib
import mmap
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from guiju.labels.carrier import Buffer, Splice

_STEP: Final = 1 << 20
_MAPPED: Final = 1 << 26  # own number: a file of 64 MiB is read in a moment, and eight at once fit into memory


def spliced(data: Buffer, splices: Sequence[Splice]) -> bytes:
    """The bytes with the splices done. Raises ValueError where splices overlap or are out of order."""
    return b"".join(pieces(data, splices))


def pieces(data: Buffer, splices: Sequence[Splice]) -> Iterator[bytes]:
    """The same, a piece at a time."""
    at = 0
    for splice in splices:
        if not at <= splice.start <= splice.end <= len(data):
            raise ValueError(f"splice {splice.start}-{splice.end} is out of order")
        yield from _steps(data, at, splice.start)
        yield splice.data
        at = splice.end
    yield from _steps(data, at, len(data))


def digest(data: Buffer, spans: Iterable[tuple[int, int]]) -> bytes:
    """SHA-256 over the bytes of the spans, 32 bytes."""
    found = hashlib.sha256()
    for start, end in spans:
        for piece in _steps(data, start, end):
            found.update(piece)
    return found.digest()


@contextmanager
def opened(path: Path) -> Iterator[Buffer]:
    """The file as a buffer: its bytes up to 64 MiB, mapped above. Raises OSError.

    A file that is mapped must not be cut short by another program meanwhile: to look at what is gone ends the process.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size <= _MAPPED:
            yield file.read(size)
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new empty file beside ``path`` that takes its place when the block ends well, and goes when it does not: a run
    that is killed leaves ``path`` as it was. It keeps the mode of a file that it replaces, and is written where a link
    leads. Raises OSError, also where ``path`` is there and is no regular file: none takes the place of a device, a pipe
    or a folder."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "is no regular file and is not replaced; name another file", str(path))
    made = path.parent / f".{uuid4().hex}.part"
    made.touch(0o600 if path.exists() else 0o666, exist_ok=False)
    try:
        yield made
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, made)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def write(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file that is either whole or not there. Raises OSError."""
    with beside(path) as made, made.open("wb") as file:
        for part in parts:
            file.write(part)


def _steps(data: Buffer, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _STEP):
        yield data[at : min(at + _STEP, end)]
