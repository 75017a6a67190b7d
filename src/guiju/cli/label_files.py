"""The files that a label command is about: one, those of a folder, or standard input."""

from __future__ import annotations

import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import click

from guiju.core.text import Text

STDIN: Final = "-"
_SIDECAR: Final = ".aigc.json"
_AHEAD: Final = 4
_DONE: Final = Text("{} 个文件", "{} files")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A file to look at, where what is made of it goes, and how it is called in what is shown."""

    source: Path
    target: Path | None
    shown: str


def places(given: str, out: str | None = None) -> list[Place]:
    """The file, or the files of the folder and of the folders in it in the order of their names; hidden ones and
    labels beside a file are not among them.

    Raises FileNotFoundError; ValueError where a folder has no files or what comes out would lie in the way.
    """
    path = Path(given)
    if not path.exists():
        raise FileNotFoundError(2, "no such file or folder", given)
    if not path.is_dir():
        return [Place(path, _target(path, Path(out)) if out else None, given)]
    found = sorted(one for one in path.rglob("*") if one.is_file() and _counts(one.relative_to(path)))
    if not found:
        raise ValueError(f"{given}: no files in this folder")
    if out and Path(out).exists() and not Path(out).is_dir():
        raise ValueError(f"{out}: is a file; what comes of a folder goes into a folder")
    return [Place(one, Path(out) / one.relative_to(path) if out else None, str(one)) for one in found]


def all_places(given: Sequence[str], out: str) -> list[Place]:
    """The same of several; what comes of them goes into one folder. Raises as ``places``; ValueError where two would
    come out as one."""
    if len(given) > 1 or out.endswith(("/", os.sep)):
        if Path(out).exists() and not Path(out).is_dir():
            raise ValueError(f"{out}: is a file; what comes of several files goes into a folder")
        Path(out).mkdir(parents=True, exist_ok=True)
    found = [place for one in given for place in places(one, out)]
    targets = Counter(place.target for place in found)
    if twice := [str(target) for target, count in targets.items() if count > 1]:
        raise ValueError(f"{twice[0]}: two of the files would come out as this one; label them apart")
    return found


def each(
    work: Callable[[Place], T], lost: Callable[[Place], T], given: Sequence[Place], jobs: int, lang: str
) -> Iterator[tuple[Place, T]]:
    """What ``work`` makes of every place, in their order, on ``jobs`` processes, with a bar where somebody watches; of
    a place whose process dies over it, also when it is the only one, what ``lost`` makes of it."""
    with _bar(len(given), lang) as done:
        for place, made in zip(given, _worked(work, lost, given, jobs), strict=True):
            done()
            yield place, made


def _worked(work: Callable[[Place], T], lost: Callable[[Place], T], given: Sequence[Place], jobs: int) -> Iterator[T]:
    if min(jobs, len(given)) <= 1:
        yield from map(work, given)
        return
    rest = deque(given)
    while rest:
        with ProcessPoolExecutor(min(jobs, len(rest))) as pool:
            left = yield from _ahead(pool, work, rest, jobs * _AHEAD)
        for place, future in left:  # one of them killed its process, and with it the work on the others
            broken = isinstance(future.exception(), BrokenProcessPool)
            yield _alone(work, lost, place) if broken else future.result()


def _ahead(
    pool: ProcessPoolExecutor, work: Callable[[Place], T], rest: deque[Place], room: int
) -> Generator[T, None, list[tuple[Place, Future[T]]]]:
    """The results in order, with so many places under way and no more; gives those under way when a process died."""
    running = deque[tuple[Place, Future[T]]]()
    try:
        while rest or running:
            while rest and len(running) < room:
                running.append((rest[0], pool.submit(work, rest[0])))
                rest.popleft()
            yield running[0][1].result()
            running.popleft()
    except BrokenProcessPool:
        return list(running)
    return []


def _alone(work: Callable[[Place], T], lost: Callable[[Place], T], place: Place) -> T:
    """What becomes of one place in a process that works on nothing else."""
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(work, place).result()
    except BrokenProcessPool:
        return lost(place)


@contextmanager
def _bar(length: int, lang: str) -> Iterator[Callable[[], None]]:
    hidden = length < 2 or not sys.stderr.isatty()
    with click.progressbar(length=length, file=sys.stderr, label=_DONE.of(lang).format(length), hidden=hidden) as bar:
        yield partial(bar.update, 1)


def jobs_of(asked: int) -> int:
    """How many processes work at once; as many as there are cores where it is not said."""
    return asked or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else asked or os.cpu_count() or 1


def _counts(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts) and not path.name.endswith(_SIDECAR)


def _target(source: Path, out: Path) -> Path:
    return out / source.name if out.is_dir() else out
