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
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import click
import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from guiju.checks import judged
from guiju.cli.row_text import gained
from guiju.core.check import Check, Finding
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Policy, Verdict

BATCH = 256
"""Rows judged together."""

_MARK = b"\xef\xbb\xbf"

_ROLES = {Stage.PROMPT: "user", Stage.ANSWER: "assistant", Stage.CORPUS: "document"}


class _Message(BaseModel):
    """One earlier turn of a row."""

    model_config = ConfigDict(strict=True)
    role: str
    content: str | None = None


class _Row(BaseModel):
    """What is read of a row; whatever else it has passes through."""

    model_config = ConfigDict(strict=True)
    text: str
    id: str | int | float | None = None
    context: list[str] | None = None
    prompt: str | None = None
    messages: list[_Message] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Checks, the policy over them, and the stage at which rows are judged; ``all_scores`` tells findings that do
    not count as well."""

    checks: Sequence[Check]
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

    def content(self, row: _Row, number: int) -> Content:
        """The row's text with what was there before it."""
        before = [("context", passage) for passage in row.context or ()]
        before += [(message.role, message.content or "") for message in row.messages or ()]
        before += [("user", row.prompt)] if row.prompt else []
        context = tuple(Content(f"{number}.{n}", self.stage, Kind.TEXT, *turn) for n, turn in enumerate(before))
        return Content(str(row.id or number), self.stage, Kind.TEXT, self.role, row.text, context)


def judge_file(desk: Desk, source: str, target: str) -> None:
    """Judges every row of ``source`` into ``target`` (``-``: standard input, output), with progress on stderr.

    Raises ValueError with the line of a row that cannot be read, and FileNotFoundError; nothing is written then.
    """
    with _opened(source) as (lines, size), _written(target) as out, _progress(size) as bar:
        rows = _read(lines, "standard input" if source == "-" else source)
        while batch := list(islice(rows, BATCH)):
            found = judged(desk.checks, [desk.content(row, number) for _, _, row, number in batch])
            for (line, raw, _, _), findings in zip(batch, found, strict=True):
                out.write(gained(line, raw, desk.told(findings, desk.policy.decide(desk.stage, findings))))
            bar.took(len(batch), sum(len(line) for line, *_ in batch))


def _read(lines: Iterable[bytes], name: str) -> Iterator[tuple[bytes, dict[str, Any], _Row, int]]:
    """(line, the row as it is, what is read of it, line number); empty lines and a byte order mark are passed over."""
    for number, written in enumerate(lines, 1):
        line = written.removeprefix(_MARK) if number == 1 else written
        if line.strip():
            yield line, *_parsed(line, f"{name}:{number}"), number


def _parsed(line: bytes, place: str) -> tuple[dict[str, Any], _Row]:
    try:
        raw = orjson.loads(line)
        if isinstance(raw, dict):
            return raw, _Row.model_validate(raw)
    except orjson.JSONDecodeError:
        raise ValueError(f'{place}: no JSON in UTF-8; expected an object with "text"') from None
    except ValidationError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        raise ValueError(f"{place}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    raise ValueError(f'{place}: expected an object with "text"')


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
    with click.progressbar(length=size, file=sys.stderr, item_show_func=str, hidden=not size) as shown:
        bar = _Bar(shown)
        yield bar
    click.echo(f"{bar.rows:,} rows, {bar.rate:,.0f} rows/s", err=True)
