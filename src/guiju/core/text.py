"""Text: the same words in the two languages of the house."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """The same words in Chinese and English."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The words in a language; English where it is neither."""
        return self.zh if lang == "zh" else self.en
