"""Zip containers whose members lie in them uncompressed: the only ones that a manifest can be put into."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path
from typing import IO, Final

from guiju.labels.carrier import Damaged
from guiju.labels.splices import beside

LARGEST: Final = 4 * 1024**3
"""Bytes that the members of one file may come to. # own number: what a document is never, and a disk can hold"""

_RATIO: Final = 1100  # own number: deflate reaches 1032 at most, so what says more is a lie
_SIGNATURE: Final = (b"PK\3\4", b"PK\5\6")
_STEP: Final = 1 << 20


def is_packed(path: Path) -> bool:
    """Whether a file is a zip container with compressed members. Raises OSError, Damaged."""
    with path.open("rb") as file:
        if file.read(4) not in _SIGNATURE:
            return False
    return any(member.compress_type != zipfile.ZIP_STORED for member in _members(path))


def stored(path: Path, made: Path) -> None:
    """Writes the container anew with every member uncompressed: the same members in the same order, each the same when
    it is read. A signature over the content binds how members lie, so this comes before a label is signed.

    Raises OSError; Damaged for a container that is broken, encrypted or far larger than it looks.
    """
    with beside(made) as part, part.open("wb") as file:
        store(path, file)


def store(path: Path, file: IO[bytes]) -> None:
    """The same, into an open file. Raises OSError, Damaged."""
    members = _members(path)
    packed, full = path.stat().st_size, sum(member.file_size for member in members)
    if full > min(LARGEST, packed * _RATIO + _STEP):
        raise Damaged(f"its members come to {full} bytes, which is not believed of {packed}")
    try:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w") as new:
            for member in members:
                _copy(old, member, new)
            new.comment = old.comment
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Damaged(f"a member does not decompress: {error}") from None


def _copy(old: zipfile.ZipFile, member: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.external_attr, info.create_system, info.comment = member.external_attr, member.create_system, member.comment
    info.file_size = member.file_size
    with old.open(member) as source, new.open(info, "w") as target:
        shutil.copyfileobj(source, target, _STEP)


def _members(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as file:
            members = file.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Damaged(f"it is no zip container: {error}") from None
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise Damaged("it has two members of one name")
    if any(member.flag_bits & 1 for member in members):
        raise Damaged("it is encrypted")
    return members
