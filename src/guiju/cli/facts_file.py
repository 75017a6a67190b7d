"""The file of facts that a command names: read whole, and each of its faults told on a line of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def each_fault() -> Iterator[None]:
    """Within it, every line of a ValueError is a fault: all are told on stderr, and the command ends with exit 2."""
    try:
        yield
    except ValueError as error:
        for line in str(error).splitlines():
            click.echo(f"guiju: {line}", err=True)
        raise click.exceptions.Exit(2) from None
