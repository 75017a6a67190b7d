"""Remembered: what was found in texts that come again with every request, so that they are judged once."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from threading import Lock
from typing import Final

from guiju.checks import judged
from guiju.core.check import Check, Finding
from guiju.core.content import Content

_MOST: Final = 8192
"""Texts that are remembered."""
_MOST_FINDINGS: Final = 16
"""Findings in one text up to which they are remembered."""

Row = Sequence[Finding]


class Remembered:
    """What these checks found in the instructions of applications and in what was said before, each a row of contents
    without a context. Kept in memory by a keyed digest of who says what; no text is. Safe between threads."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, Row] = OrderedDict()
        self._lock = Lock()

    def judged(self, batch: Sequence[Content], old: Sequence[bool], deadline: float | None = None) -> list[Row]:
        """What is found in each content, by rows; those that are ``old`` have come before, or will come again."""
        keys = [self._digest(one) if again and not one.context else b"" for one, again in zip(batch, old, strict=True)]
        known = self._recalled(keys)
        new = [place for place, row in enumerate(known) if row is None]
        found = iter(judged(self._checks, [batch[place] for place in new], deadline=deadline))
        rows = [next(found) if row is None else row for row in known]
        self._keep((keys[place], rows[place]) for place in new if keys[place])
        return rows

    def _digest(self, content: Content) -> bytes:
        said = f"{content.stage.value}\0{content.role}\0{content.text}".encode("utf-8", "surrogatepass")
        return blake2b(said, digest_size=16, key=self._key).digest()

    def _recalled(self, keys: Sequence[bytes]) -> list[Row | None]:
        with self._lock:
            for key in keys:
                if key in self._known:
                    self._known.move_to_end(key)
            return [self._known.get(key) for key in keys]

    def _keep(self, found: Iterable[tuple[bytes, Row]]) -> None:
        """Keeps what was found; that a check failed or did not answer is no finding in the text."""
        with self._lock:
            for key, row in found:
                if len(row) <= _MOST_FINDINGS and not any(one.risk.startswith("check.") for one in row):
                    self._known[key] = tuple(row)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
