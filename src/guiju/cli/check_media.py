"""Files of pictures, sound and film that are to be judged, read whole within a limit."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from guiju.checks import HEAD, kind_of
from guiju.core.content import Kind

ENDINGS: Final = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".tif", ".tiff", ".avif", ".heic",
    ".wav", ".mp3", ".flac", ".ogg", ".m4a", ".opus", ".mp4", ".mov", ".webm", ".avi", ".mkv", ".pdf", ".docx",
)  # fmt: skip
"""How the names of files end that are no text."""
BYTES: Final = 64 << 20
"""Of one file, at most."""


def media_of(path: Path) -> tuple[Kind, bytes]:
    """What a file is by its content, and its bytes (of a film, which nothing judges, only the first).

    Raises FileNotFoundError where no regular file is, ValueError for a format that is not known and for one too large.
    """
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise FileNotFoundError(f"{path}: no such file")
    with path.open("rb") as file:
        head = file.read(HEAD)
        kind = kind_of(head)
        if kind is None:
            raise ValueError(f"{path}: neither text nor a picture or sound in a format that is judged")
        if kind is Kind.VIDEO:
            return kind, head
        body = head + file.read(BYTES - len(head) + 1)
    if len(body) > BYTES:
        raise ValueError(f"{path}: larger than {BYTES >> 20} MiB")
    return kind, body
