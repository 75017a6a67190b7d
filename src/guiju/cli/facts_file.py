"""The file that a command names: read whole, from stdin too, or refused in one line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

STDIN = Path("-")


def facts_text(file: Path) -> tuple[str, Path]:
    """The text of a file, ``-`` for what comes in, and the name by which errors call it. Raises ValueError for what is
    no UTF-8, and what ``Path.read_bytes`` raises."""
    named = Path("<stdin>") if file == STDIN else file
    raw = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
    try:
        return raw.decode("utf-8-sig"), named
    except UnicodeDecodeError as error:
        raise ValueError(f"{named}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None


def named(context: click.Context, parameter: click.Parameter, file: Path | None) -> Path | None:
    """The file that a command names, which cannot come in by ``-``. Raises click.BadParameter for that."""
    if file == STDIN:
        raise click.BadParameter("- (stdin) is not taken here; give the name of a file", context, parameter)
    return file
