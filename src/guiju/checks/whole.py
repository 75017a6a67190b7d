"""Whole: checks that judge a text as a whole, and so have no place before which nothing can change."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage


class Whole(ABC):
    """What such checks share of the protocol: whatever follows may change what is found, so a text is never settled,
    and a policy has to name them trailing where text streams."""

    @abstractmethod
    def found(self, content: Content) -> list[Finding]:
        """What is found in one content."""

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row."""
        return [self.found(content) for content in batch]

    def settled(self, text: str) -> int:
        """See Check.settled."""
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return self.found(Content("", Stage.ANSWER, Kind.TEXT, "assistant", text)), 0
