"""Where judged rows go: a draft beside their file, which it becomes at the end, and from which a run can go on."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click
import orjson

from guiju.cli.check_fault import Fault
from guiju.core.text import Text
from guiju.ledger import alike, drafted, landing

_KEPT = Text(
    "{}: 已检查的行保留在此; 用 --resume 从这里继续",
    "{}: the rows judged so far are kept here; --resume goes on from them",
)


@contextmanager
def written(target: str, terms: Mapping[str, str], *, resume: bool, lang: str) -> Iterator[BinaryIO]:
    """What comes to be ``target`` (``-``: standard output) once all is well.

    With ``resume`` it holds what an interrupted run has left, which was judged on the same terms. Otherwise it is
    empty. Where it is left with whole rows before all is well, they stay as a draft. Raises Fault for a place where no
    file can be, for a draft that is not to be resumed, and for one that was made on other terms.
    """
    place = None if target == "-" else _place(Path(target))
    if place is None and resume:
        raise Fault("--resume 需要用 -o 指明一个文件", "--resume needs a file as OUT.jsonl")
    if place is not None:
        with _stoppable(), _draft(place, terms, resume, lang) as file:
            yield file
    elif target != "-":
        with drafted(Path(target)) as file:
            yield file
    else:
        with tempfile.TemporaryFile() as kept:
            yield kept
            kept.seek(0)
            shutil.copyfileobj(kept, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _place(target: Path) -> Path | None:
    if target.is_dir() or not target.parent.is_dir():
        raise Fault(
            f"{target}: 是文件夹, 或所在的文件夹不存在", f"{target}: is a folder, or lies in none that is there"
        )
    return landing(target)


@contextmanager
def _draft(place: Path, terms: Mapping[str, str], resume: bool, lang: str) -> Iterator[BinaryIO]:
    draft, made = place.with_name(f".{place.name}.part"), place.with_name(f".{place.name}.terms")
    with draft.open("a+b") as file:
        _hold(file, draft)
        if not file.seek(0, os.SEEK_END):
            with drafted(made) as told:
                told.write(orjson.dumps(terms))
        elif resume:
            _require_same(made, terms)
        else:
            raise Fault(
                f"{draft}: 上次中断的运行留下的; 用 --resume 继续, 或先删除它",
                f"{draft}: left by a run that was interrupted; go on with --resume, or remove it first",
            )
        alike(file, place)
        try:
            file.seek(0)
            yield file
            file.flush()
            os.fsync(file.fileno())
            draft.replace(place)
            made.unlink()
        finally:
            if draft.exists():
                _leave(file, draft, made, lang)


def _hold(file: BinaryIO, draft: Path) -> None:
    """Keeps other runs from this draft, for as long as it is open."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Fault(f"{draft}: 另一个运行正在写入", f"{draft}: another run is writing it") from None


def _require_same(made: Path, terms: Mapping[str, str]) -> None:
    try:
        before: dict[str, Any] = orjson.loads(made.read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        before = {}
    other = [f"{name} ({before.get(name)}, now {now})" for name, now in terms.items() if before.get(name) != now]
    if other:
        told = ", ".join(other)
        raise Fault(f"--resume: 与被中断的运行不同: {told}", f"--resume: not as in the interrupted run: {told}")


def _leave(file: BinaryIO, draft: Path, made: Path, lang: str) -> None:
    """Keeps a draft in which a whole row stands, and tells so; removes any other."""
    file.seek(0)
    if file.readline().endswith(b"\n"):
        click.echo(_KEPT.of(lang).format(draft), err=True)
    else:
        draft.unlink()
        made.unlink()


@contextmanager
def _stoppable() -> Iterator[None]:
    """Within it the signal to end is an exception, so that what is left behind is in order."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)
