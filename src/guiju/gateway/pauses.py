"""Pauses: the places of a text at which checks that see no single place in it are asked about it so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

LEAST: Final = 80
"""Characters from one pause on before the next sentence end is one."""
MOST: Final = 400
"""Characters after which there is a pause even within a sentence."""
SEEN: Final = 1200
"""Characters before a pause that are judged at it, at most: a window, so that the work stays linear."""
_STEP: Final = 150
"""The window moves on in these steps, as those do in which checks read: they meet again what they have read."""

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
                yield self._part(text[start:at]), True
                start, self._since = at, 0
        if start < len(text):
            yield self._part(text[start:]), False

    def _part(self, part: str) -> str:
        self.recent += part
        over = len(self.recent) - SEEN
        if over > 0:
            self.recent = self.recent[-(-over // _STEP) * _STEP :]
        return part
