"""The address by which FFmpeg opens a file: a bare name with a colon in it would be taken for a protocol."""

from __future__ import annotations

from pathlib import Path


def address(path: Path) -> str:
    """A file as FFmpeg takes it, whatever its name holds."""
    return f"file:{path.absolute()}"


def named(address: str) -> str:
    """The name of the file at an address."""
    return address.removeprefix("file:")
