"""How far the rows are: a bar where somebody watches, else a line now and then, and the rate at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from guiju.core.text import Text

EVERY: Final = 10.0
"""Seconds between two lines."""

_DONE: Final = Text("{:,} 行, {:,.0f} 行/秒", "{:,} rows, {:,.0f} rows/s")
_RATE: Final = Text("{:,.0f} 行/秒", "{:,.0f} rows/s")
_AFTER: Final = Text(", 接在此前的 {:,} 行之后", ", after {:,} of an earlier run")
_BAD: Final = Text(", {:,} 行有错误", ", {:,} with an error")


class Progress:
    """The rows judged in this run, those that an earlier one left, and those of both that could not be judged."""

    def __init__(self, bar: Any, size: int, lang: str) -> None:
        self._bar, self._size, self._lang = bar, size, lang
        self._start = self._told = time.monotonic()
        self._bytes = self._rows = self._kept = self.bad = 0

    def passed(self, size: int, *, bad: bool) -> None:
        """A row of so many bytes was left by an earlier run."""
        self._kept, self.bad, self._bytes = self._kept + 1, self.bad + bad, self._bytes + size
        self._bar.update(size)

    def took(self, rows: int, size: int, bad: int) -> None:
        """So many rows more, of so many bytes; so many could not be judged."""
        self._rows, self.bad, self._bytes = self._rows + rows, self.bad + bad, self._bytes + size
        self._bar.update(size, _RATE.of(self._lang).format(self._rate))
        if self._bar.hidden and time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            share = f", {min(1.0, self._bytes / self._size):.0%}" if self._size else ""
            click.echo(f"{self}{share}", err=True)

    def __str__(self) -> str:
        told = _DONE.of(self._lang).format(self._rows, self._rate)
        told += _AFTER.of(self._lang).format(self._kept) if self._kept else ""
        return told + (_BAD.of(self._lang).format(self.bad) if self.bad else "")

    @property
    def _rate(self) -> float:
        return self._rows / max(time.monotonic() - self._start, 1e-9)


@contextmanager
def progress(size: int, lang: str) -> Iterator[Progress]:
    """Progress on standard error over so many bytes, 0 where that is not known."""
    with click.progressbar(
        length=size, file=sys.stderr, item_show_func=str, hidden=not (size and sys.stderr.isatty())
    ) as bar:
        shown = Progress(bar, size, lang)
        yield shown
    click.echo(shown, err=True)
