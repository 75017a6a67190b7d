"""Lane: jobs of many askers on a few threads, in turn, and none for one who waits no more."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Final, Generic, TypeVar

T = TypeVar("T")
Job = Callable[[], T | None]

_WEIGHT: Final = 0.2
"""What the newest job weighs in how long jobs take."""


@dataclass(eq=False, slots=True)
class _Asker(Generic[T]):
    """Whoever waits for jobs: those not begun with their places, what the others gave, how many have not ended."""

    jobs: deque[tuple[int, Job[T]]]
    until: float
    given: list[T | None]
    left: int
    done: Event = field(default_factory=Event)

    def ended(self, jobs: int) -> None:
        """So many jobs have ended, or will never begin."""
        self.left -= jobs
        if not self.left:
            self.done.set()


class Lane(Generic[T]):
    """At most ``at_once`` jobs run beside each other. Askers take turns, a job each, so that one with many does not
    keep those with few waiting. Nothing is begun that would end too late: what waits is dropped when its time is up,
    and whoever would wait in vain is told so at once. Safe between threads."""

    def __init__(self, at_once: int, now: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._now = at_once, now
        self._lock = Lock()
        self._waiting: deque[_Asker[T]] = deque()
        self._running = 0
        self._pace = 0.0

    def run(self, jobs: Sequence[Job[T]], until: float) -> list[T | None]:
        """What each job gives, by jobs; None for those that were not begun, raised, or have not ended by ``until``."""
        asker: _Asker[T] = _Asker(deque(enumerate(jobs)), until, [None] * len(jobs), len(jobs))
        with self._lock:
            if not jobs or self._in_vain(asker):
                return asker.given
            self._waiting.append(asker)
            self._begin()
        asker.done.wait(None if until == math.inf else max(0.0, until - self._now()))
        with self._lock:
            self._drop(asker)
            return list(asker.given)

    def _in_vain(self, asker: _Asker[T]) -> bool:
        """Whether its turns would come too late, by how long jobs take. Who need not wait may always try."""
        if self._running < self._at_once:
            return False
        before = self._running + sum(min(len(one.jobs), len(asker.jobs)) for one in self._waiting)
        return self._now() + self._pace * (before + len(asker.jobs)) / self._at_once > asker.until

    def _begin(self) -> None:
        """Begins what may begin; the lock is held."""
        while self._waiting and self._running < self._at_once:
            asker = self._waiting.popleft()
            if self._now() + (self._pace if self._running else 0) > asker.until:
                self._drop(asker)
                continue
            place, job = asker.jobs.popleft()
            if asker.jobs:
                self._waiting.append(asker)
            self._running += 1
            try:
                Thread(target=self._work, args=(asker, place, job), name="judge", daemon=True).start()
            except RuntimeError:  # the system has no thread left
                self._running -= 1
                asker.ended(1)

    def _work(self, asker: _Asker[T], place: int, job: Job[T]) -> None:
        start, given = self._now(), None
        try:
            given = job()
        finally:
            with self._lock:
                if given is not None:
                    took = self._now() - start
                    self._pace += (took - self._pace) * (_WEIGHT if self._pace else 1)
                    asker.given[place] = given
                self._running -= 1
                asker.ended(1)
                self._begin()

    def _drop(self, asker: _Asker[T]) -> None:
        """Begins nothing more for an asker; the lock is held."""
        if asker in self._waiting:
            self._waiting.remove(asker)
        asker.ended(len(asker.jobs))
        asker.jobs.clear()
