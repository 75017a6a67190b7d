"""Where evidence that does not hold becomes exit 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from guiju.ledger import Broken


@contextmanager
def proving() -> Iterator[None]:
    """Within it, what does not hold is told in one line on stderr and ends the command with exit 1."""
    try:
        yield
    except Broken as broken:
        click.echo(f"BROKEN  {broken}", err=True)
        raise click.exceptions.Exit(1) from None
