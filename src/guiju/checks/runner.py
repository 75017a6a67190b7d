"""The runner: checks over a batch. The one place where an exception becomes a finding."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from functools import partial
from threading import Thread
from typing import Any, Protocol, runtime_checkable

from guiju.core.check import Check, Finding
from guiju.core.content import Content

FAILED = "check.failed"
UNDETERMINED = "check.undetermined"

Rows = list[list[Finding]]
Ask = Callable[[Sequence[Content]], Any]


@runtime_checkable
class Timely(Protocol):
    """A check that can be told when nobody waits for its answer any more, and begins nothing after that."""

    def in_time(self, batch: Sequence[Content], until: float) -> Sequence[Sequence[Finding]]:
        """As when it is called; ``until`` is a time of ``time.monotonic``."""
        ...


def judged(checks: Sequence[Check], batch: Sequence[Content], *, deadline: float | None = None) -> Rows:
    """What these checks find in each row, by rows.

    A check that raises, or answers in a wrong shape, is run again row by row, and a row on which it fails again has
    the finding check.failed. Checks that run beside the loop run beside each other; those that have not answered
    within ``deadline`` seconds have every row check.undetermined, and without any seconds they are not even asked.
    """
    rows: Rows = [[] for _ in batch]
    if not batch:
        return rows
    beside = [check for check in checks if check.cost == "thread"]
    slow = iter(_beside(beside, batch, deadline))
    for check in checks:
        found = next(slow) if check.cost == "thread" else _by_check(check, batch, check)
        for row, findings in zip(rows, found, strict=True):
            row.extend(findings)
    return rows


def tailed(check: Check, text: str) -> tuple[Sequence[Finding], int]:
    """The check's findings in the tail of a stream, and its cut; check.failed and a cut of 0 where it raises."""
    answer = _answer(check.tail, text)
    return answer if isinstance(answer, tuple) else ([Finding(FAILED, 1.0, check.id)], 0)


def _beside(checks: Sequence[Check], batch: Sequence[Content], deadline: float | None) -> list[Rows]:
    """What each of these checks finds, in their order: two of them may have the same id."""
    if not checks or (deadline is not None and deadline <= 0):
        return [_late(check, batch) for check in checks]
    running = [_started(check, batch, deadline) for check in checks]
    done, _ = wait(running, deadline)
    return [task.result() if task in done else _late(check, batch) for check, task in zip(checks, running, strict=True)]


def _late(check: Check, batch: Sequence[Content]) -> Rows:
    return [[Finding(UNDETERMINED, 1.0, check.id)] for _ in batch]


def _started(check: Check, batch: Sequence[Content], deadline: float | None) -> Future[Rows]:
    """The check at work in a thread of its own, which may outlive the deadline but not the process."""
    task: Future[Rows] = Future()
    ask: Ask = check
    if deadline is not None and isinstance(check, Timely):
        ask = partial(check.in_time, until=time.monotonic() + deadline)
    Thread(target=lambda: task.set_result(_by_check(check, batch, ask)), name=check.id, daemon=True).start()
    return task


def _by_check(check: Check, batch: Sequence[Content], ask: Ask) -> Rows:
    found = _rows(ask, batch)
    if found is None:
        found = [(_rows(ask, [content]) or [[Finding(FAILED, 1.0, check.id)]])[0] for content in batch]
    return found


def _rows(ask: Ask, batch: Sequence[Content]) -> Rows | None:
    """The check's answer, or None where it raises or has not one sequence of findings for each row."""
    answer = _answer(ask, batch)
    if not _is_sequence(answer) or len(answer) != len(batch):
        return None
    rows: Rows = []
    for row in answer:
        if not _is_sequence(row) or not all(isinstance(finding, Finding) for finding in row):
            return None
        rows.append(list(row))
    return rows


def _is_sequence(answer: Any) -> bool:
    return type(answer) is list or isinstance(answer, Sequence)


def _answer(ask: Callable[[Any], Any], about: Any) -> Any:
    """What is answered, or None where the asked raises: a check may be anybody's, and must not stop the rest."""
    try:
        return ask(about)
    except Exception:  # noqa: BLE001 - the one seam where any failure of a check becomes a finding
        return None
