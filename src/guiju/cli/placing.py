"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def place(file: Path, content: bytes) -> None:
    """Writes a file beside its place, then moves it there. Raises OSError; IsADirectoryError where a folder stands."""
    if file.is_dir():
        raise IsADirectoryError(21, "is a folder; give the name of a file", str(file))
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(content)
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)
