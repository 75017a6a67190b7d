"""Files that take their name only once they are whole. Links stay links, and pipes and devices are written into."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def landing(out: Path) -> Path | None:
    """The regular file, there or not, that ``out`` leads to: a draft may take its place. None for a pipe or a device,
    which nothing may replace. Raises IsADirectoryError."""
    with suppress(FileNotFoundError):
        mode = out.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "is a folder; give the name of a file", str(out))
        if not stat.S_ISREG(mode):
            return None
    return Path(os.path.realpath(out))


def alike(draft: BinaryIO, place: Path) -> None:
    """Gives a draft the mode, and where it may the owner, of the file whose place it is to take, if there is one."""
    with suppress(FileNotFoundError):
        standing = place.stat()
        with suppress(PermissionError):
            os.fchown(draft.fileno(), standing.st_uid, standing.st_gid)
        os.fchmod(draft.fileno(), stat.S_IMODE(standing.st_mode))


def into(out: Path) -> BinaryIO:
    """A pipe or a device, open to be written into."""
    return os.fdopen(os.open(out, os.O_WRONLY), "wb")


@contextmanager
def drafted(out: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only once it is complete and durable; where ``out`` is a pipe or a device, what was
    written goes into it then."""
    place = landing(out)
    if place is None:
        with tempfile.TemporaryFile() as kept:
            yield kept
            kept.seek(0)
            with into(out) as stream:
                shutil.copyfileobj(kept, stream)
        return
    draft = place.with_name(f".{place.name}.draft")
    try:
        with draft.open("wb") as file:
            alike(file, place)
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
