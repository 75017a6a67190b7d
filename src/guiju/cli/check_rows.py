"""Rows of JSONL in, the same rows with their verdicts out."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import click

from guiju.checks import Judges
from guiju.cli.check_row import parsed
from guiju.cli.row_text import gained
from guiju.core.check import Finding
from guiju.core.content import Content, Stage
from guiju.core.policy import Policy, Verdict

BATCH = 256
"""Rows judged together."""

BYTES = 32 << 20
"""Bytes judged together, beyond which no further row is taken with them."""

_MARK = b"\xef\xbb\xbf"

_ROLES = {Stage.PROMPT: "user", Stage.ANSWER: "assistant", Stage.CORPUS: "document"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who judges, the policy over them, and the stage at which rows are judged; ``all_scores`` tells findings that do
    not count as well."""

    judges: Judges
    policy: Policy
    stage: Stage
    all_scores: bool

    @property
    def role(self) -> str:
        """The role of what is met at the stage."""
        return _ROLES[self.stage]

    def told(self, findings: Sequence[Finding], verdict: Verdict) -> dict[str, Any]:
        """What a row gains."""
        shown = findings if self.all_scores else verdict.reasons
        return {
            "action": verdict.action.name,
            "notices": verdict.notices,
            "findings": [
                {
                    "risk": f.risk, "score": f.score, "check": f.check,
                    "start": f.at[0] if f.at else None, "end": f.at[1] if f.at else None,
                }
                for f in shown
            ],
        }  # fmt: skip

    def found(self, rows: Sequence[Sequence[Content]]) -> list[list[Finding]]:
        """What is found in each row, which may have a text and a file.

        Contents of a kind that nobody was chosen for are passed over, unless the row has no others.
        """
        chosen = [[c for c in row if c.kind in self.judges.by_kind] or row for row in rows]
        found = iter(self.judges([content for row in chosen for content in row]))
        return [[finding for _ in row for finding in next(found)] for row in chosen]


def judge_file(desk: Desk, source: str, target: str) -> None:
    """Judges every row of ``source`` into ``target`` (``-``: standard input, output), with progress on stderr.

    Raises ValueError with the line of a row that cannot be read, and FileNotFoundError; nothing is written then.
    """
    name, folder = ("standard input", Path()) if source == "-" else (source, Path(source).parent)
    with _opened(source) as (lines, size), _written(target) as out, _progress(size) as bar:
        for batch in _batches(_read(desk, lines, name, folder)):
            found = desk.found([row.contents for row in batch])
            for row, findings in zip(batch, found, strict=True):
                out.write(gained(row.line, row.raw, desk.told(findings, desk.policy.decide(desk.stage, findings))))
            bar.took(len(batch), sum(len(row.line) for row in batch))


class _Read(NamedTuple):
    """A row: its line, what it says, and what of it is judged."""

    line: bytes
    raw: dict[str, Any]
    contents: list[Content]


def _read(desk: Desk, lines: Iterable[bytes], name: str, folder: Path) -> Iterator[_Read]:
    """The rows; empty lines and a byte order mark are passed over."""
    for number, written in enumerate(lines, 1):
        line = written.removeprefix(_MARK) if number == 1 else written
        if not line.strip():
            continue
        try:
            raw, row = parsed(line)
            contents = list(row.contents(desk.stage, desk.role, number, folder))
        except ValueError as fault:
            raise ValueError(f"{name}:{number}: {fault}") from None
        yield _Read(line, raw, contents)


def _batches(rows: Iterable[_Read]) -> Iterator[list[_Read]]:
    """The rows in order, as many together as are judged together."""
    batch: list[_Read] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(content.body) for content in row.contents)
        if len(batch) >= BATCH or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def _opened(source: str) -> Iterator[tuple[BinaryIO, int]]:
    if source == "-":
        yield sys.stdin.buffer, 0
        return
    path = Path(source)
    if not path.is_file():
        raise FileNotFoundError(f"{source}: no such file")
    with path.open("rb") as lines:
        yield lines, path.stat().st_size


@contextmanager
def _written(target: str) -> Iterator[BinaryIO]:
    """A file that comes to be ``target`` once all is well."""
    if target == "-":
        with tempfile.TemporaryFile() as kept:
            yield kept
            kept.seek(0)
            shutil.copyfileobj(kept, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    path = Path(target)
    if path.is_dir() or not path.parent.is_dir():
        raise FileNotFoundError(f"{target}: is a folder, or lies in none that is there")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("xb") as file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class _Bar:
    """Progress on standard error: a bar where the size is known and somebody watches, and the rate at the end."""

    def __init__(self, bar: Any) -> None:
        self._bar, self._start, self.rows = bar, time.monotonic(), 0

    def took(self, rows: int, size: int) -> None:
        """So many rows more, of so many bytes."""
        self.rows += rows
        self._bar.update(size, f"{self.rate:,.0f} rows/s")

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / max(time.monotonic() - self._start, 1e-9)


@contextmanager
def _progress(size: int) -> Iterator[_Bar]:
    with click.progressbar(
        length=size, file=sys.stderr, item_show_func=str, hidden=not (size and sys.stderr.isatty())
    ) as shown:
        bar = _Bar(shown)
        yield bar
    click.echo(f"{bar.rows:,} rows, {bar.rate:,.0f} rows/s", err=True)
