"""Rows of JSONL in, the same rows with their verdicts out."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from guiju.cli.check_desk import Desk
from guiju.cli.check_draft import written
from guiju.cli.check_fault import Fault
from guiju.cli.check_line import parsed, too_deep
from guiju.cli.check_progress import Progress, progress
from guiju.cli.check_row import Piece, Row
from guiju.cli.row_text import closed, opened

BATCH = 256
"""Rows judged together."""

BYTES = 32 << 20
"""Bytes judged together, beyond which no further row is taken with them."""

_MARK = b"\xef\xbb\xbf"
_GAINS = ("action", "notices", "findings")
_ERROR = "error"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is gone through: with ``keep_going`` a row that cannot be judged comes out with an error, and with
    ``resume`` an interrupted run is gone on with."""

    keep_going: bool = False
    resume: bool = False
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its number and bytes, how it begins where it comes out, and its row or what is wrong with it."""

    number: int
    size: int
    start: bytes
    row: Row | Fault
    pieces: tuple[Piece, ...] = ()


_PLAINLY = Manner()


def judge_file(desk: Desk, source: str, target: str, manner: Manner = _PLAINLY) -> int:
    """Judges every row of ``source`` into ``target`` (``-``: standard input, output), with progress on stderr. Gives
    how many rows could not be judged, of those that an earlier run left as well.

    Raises Fault for what is no file, and with the line of a row that cannot be judged; the target stays as it was then.
    """
    name, folder = ("standard input", Path()) if source == "-" else (source, Path(source).parent)
    with (
        _opened(source, target) as (file, size),
        written(target, desk.terms, resume=manner.resume, lang=manner.lang) as out,
        progress(size, manner.lang) as shown,
    ):
        lines = _lines(file, _GAINS + (_ERROR,) * manner.keep_going)
        _pass_over(out, lines, shown)
        for batch in _batches(_read(desk, lines, name, folder, manner)):
            told = iter(desk.found([line.pieces for line in batch if line.pieces]))
            for line in batch:
                gained = (
                    {_ERROR: line.row.text.of(manner.lang)} if isinstance(line.row, Fault) else desk.told(next(told))
                )
                out.write(closed(line.start, gained))
            out.flush()
            shown.took(len(batch), sum(line.size for line in batch), sum(isinstance(line.row, Fault) for line in batch))
    return shown.bad


def _lines(file: Iterable[bytes], gains: tuple[str, ...]) -> Iterator[_Line]:
    """The lines with their rows; empty lines and a byte order mark are passed over."""
    for number, whole in enumerate(file, 1):
        line = whole.removeprefix(_MARK) if number == 1 else whole
        if not line.strip():
            continue
        start = b'{"line":%d' % number
        row: Row | Fault
        try:
            raw = parsed(line)
            start = opened(line, raw, gains)
            row = Row.of(raw)
        except RecursionError:
            row = too_deep()
        except Fault as fault:
            row = fault
        yield _Line(number, len(line), start, row)


def _pass_over(out: BinaryIO, lines: Iterator[_Line], shown: Progress) -> None:
    """Passes over the rows that stand in ``out`` already, up to one that was not wholly written. Raises Fault where one
    is not what its line in the source gives."""
    end = 0
    for done in out:
        if not done.endswith(b"}\n") or b"\0" in done:
            break
        line = next(lines, None)
        if line is None:
            raise Fault("--resume: 输入比被中断的运行所读的短", "--resume: the input ends before what was judged")
        gained = done.removeprefix(line.start).removeprefix(b",")
        if not (done.startswith(line.start) and gained.startswith((b'"action":', b'"error":'))):
            raise Fault(
                f"--resume: 输入第 {line.number} 行与被中断的运行所读的不同",
                f"--resume: line {line.number} of the input is not as in the interrupted run",
            )
        end += len(done)
        shown.passed(line.size, bad=gained.startswith(b'"error":'))
    out.seek(end)
    out.truncate()


def _read(desk: Desk, lines: Iterable[_Line], name: str, folder: Path, manner: Manner) -> Iterator[_Line]:
    """The lines with what of them is judged. Raises Fault for one of which nothing can be, unless that comes out."""
    for line in lines:
        read = line if isinstance(line.row, Fault) else _with_pieces(line, line.row, desk, folder)
        if isinstance(read.row, Fault) and not manner.keep_going:
            raise read.row.at(f"{name}:{line.number}")
        yield read


def _with_pieces(line: _Line, row: Row, desk: Desk, folder: Path) -> _Line:
    try:
        return replace(line, pieces=tuple(row.pieces(desk.stage, desk.role, line.number, folder)))
    except Fault as fault:
        return replace(line, row=fault)


def _batches(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """The lines in order, as many together as are judged together."""
    batch: list[_Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += sum(len(piece.content.body) for piece in line.pieces)
        if len(batch) >= BATCH or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def _opened(source: str, target: str) -> Iterator[tuple[BinaryIO, int]]:
    if source == "-":
        _require_other(sys.stdin.buffer, target)
        yield sys.stdin.buffer, 0
        return
    path = Path(source)
    if not path.is_file():
        raise Fault(f"{source}: 没有这个文件", f"{source}: no such file")
    with path.open("rb") as lines:
        _require_other(lines, target)
        yield lines, path.stat().st_size


def _require_other(lines: BinaryIO, target: str) -> None:
    """Raises Fault where a file would be read and written at once, by whichever name; a terminal may be both."""
    with suppress(OSError):
        standing = os.stat(target)
        if stat.S_ISREG(standing.st_mode) and os.path.samestat(os.fstat(lines.fileno()), standing):
            raise Fault(f"{target}: 与输入是同一个文件", f"{target}: is the input itself; write elsewhere")
