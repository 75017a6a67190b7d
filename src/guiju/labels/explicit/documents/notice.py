"""A notice in a document: what it says, where it goes, and how it is told again from the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from guiju.core.language import LANGS, Lang
from guiju.labels.aigc import VALUES
from guiju.labels.carrier import LARGEST
from guiju.labels.explicit.wording import wordings

NAME: Final = "aigc-notice"
"""What the notices of the house are called in documents that have names for their parts."""

MOST: Final = 16 * LARGEST
"""Bytes of one part of a document that are read to put a notice into it."""

INK: Final = "1a1a1a"
PLATE: Final = "e8e8e8"
"""The colours of letters and plate: dark on light, read on paper and on a screen alike."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: its words on one line, and the fewest that would do where there is no room; their language; whether it
    stands at the start and at the end; and the least height of its letters in a drawing, as a share of the shortest
    side."""

    words: str
    least: str
    lang: Lang
    starts: bool
    ends: bool
    share: float

    @property
    def tag(self) -> str:
        """The language as documents name it."""
        return "zh-CN" if self.lang == "zh" else "en"

    def told(self, text: str) -> bool:
        """Whether a line of a document is this notice, or one of the house in standard words."""
        return " ".join(text.split()) in {self.words, *_HOUSE}


_HOUSE: Final = frozenset(words for value in VALUES for lang in LANGS for words in wordings(value, lang)[:1])
