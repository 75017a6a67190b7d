"""The runner: checks over a batch. The one place where an exception becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from threading import Thread
from typing import Any

from guiju.core.check import Check, Finding
from guiju.core.content import Content

FAILED = "check.failed"
UNDETERMINED = "check.undetermined"

Rows = list[list[Finding]]


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
    slow = _beside(beside, batch, deadline) if beside else {}
    for check in checks:
        found = slow[check.id] if check.cost == "thread" else _by_check(check, batch)
        for row, findings in zip(rows, found, strict=True):
            row.extend(findings)
    return rows


def tailed(check: Check, text: str) -> tuple[Sequence[Finding], int]:
    """The check's findings in the tail of a stream, and its cut; check.failed and a cut of 0 where it raises."""
    answer = _answer(check.tail, text)
    return answer if isinstance(answer, tuple) else ([Finding(FAILED, 1.0, check.id)], 0)


def _beside(checks: Sequence[Check], batch: Sequence[Content], deadline: float | None) -> dict[str, Rows]:
    in_time = deadline is None or deadline > 0
    running = {check.id: _started(check, batch) for check in checks if in_time}
    done, _ = wait(running.values(), deadline)
    late = {check.id: [[Finding(UNDETERMINED, 1.0, check.id)] for _ in batch] for check in checks}
    return late | {id: task.result() for id, task in running.items() if task in done}


def _started(check: Check, batch: Sequence[Content]) -> Future[Rows]:
    """The check at work in a thread of its own, which may outlive the deadline but not the process."""
    task: Future[Rows] = Future()
    Thread(target=lambda: task.set_result(_by_check(check, batch)), name=check.id, daemon=True).start()
    return task


def _by_check(check: Check, batch: Sequence[Content]) -> Rows:
    found = _rows(check, batch)
    if found is None:
        found = [(_rows(check, [content]) or [[Finding(FAILED, 1.0, check.id)]])[0] for content in batch]
    return found


def _rows(check: Check, batch: Sequence[Content]) -> Rows | None:
    """The check's answer, or None where it raises or has not one sequence of findings for each row."""
    answer = _answer(check, batch)
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
