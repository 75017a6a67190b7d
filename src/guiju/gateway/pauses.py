"""Pauses: the places of a text at which checks that see no single place in it are asked about it so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from guiju.checks import placed_windows

LEAST: Final = 80
"""Characters from one pause on before the next sentence end is one."""
MOST: Final = 400
"""Characters after which there is a pause even within a sentence."""
SEEN: Final = 1200
"""Characters before a pause that are judged at it, where there are so many; not many more, so that the work stays
linear."""
_ENDS: Final = frozenset("。！？!?；;\n…")


class Pauses:
    """Cuts a text that comes in pieces at its pauses. Where they lie depends on the text alone, not on the pieces."""

    __slots__ = ("_since", "recent")

    def __init__(self) -> None:
        self._since = 0
        self.recent = ""

    def split(self, text: str) -> Iterator[tuple[str, bool]]:
        """(part, whether a pause follows) of the next piece; ``recent`` is then the end of the text up to there."""
        start = 0
        for at, char in enumerate(text, 1):
            self._since += 1
            if self._since >= MOST or (self._since >= LEAST and char in _ENDS):
                self.recent += text[start:at]
                yield text[start:at], True
                start, self._since = at, 0
                self._forget()
        if start < len(text):
            self.recent += text[start:]
            yield text[start:], False

    def _forget(self) -> None:
        """Drops what is no longer to be judged: whole windows, so that checks which read in windows meet again what
        they have read."""
        if len(self.recent) < SEEN + MOST:
            return
        start = 0
        for at, _ in placed_windows(self.recent):
            if len(self.recent) - at < SEEN:
                break
            start = at
        self.recent = self.recent[start:]
