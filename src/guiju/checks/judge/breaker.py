"""Breaker: leaves a service alone for a while after it failed several times in a row."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock


class Breaker:
    """Closed: everybody may ask. Open after ``failures`` in a row: nobody may, for ``pause`` seconds. Then one may try:
    its success closes it, its failure opens it anew, and where it learns nothing the next one may try. Safe between
    threads."""

    def __init__(self, failures: int, pause: float, now: Callable[[], float] = time.monotonic) -> None:
        self._failures, self._pause, self._now = failures, pause, now
        self._lock = Lock()
        self._failed = 0
        self._until = 0.0
        self._trying = False

    def may_ask(self) -> bool:
        """Whether the service may be asked now; who is told so must tell how it went."""
        with self._lock:
            if self._failed < self._failures:
                return True
            if self._now() < self._until:
                return False
            self._until = self._now() + self._pause
            self._trying = True
            return True

    def told(self, well: bool | None) -> None:
        """The service answered, or failed; None where the asker learned nothing of it, such as one who went away."""
        with self._lock:
            if well is None:
                self._until = self._now() if self._trying else self._until
            else:
                self._failed = 0 if well else self._failed + 1
                if self._failed >= self._failures:
                    self._until = self._now() + self._pause
            self._trying = False
