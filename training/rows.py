"""Row: one text with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

ARROW = " ⇒ "
"""Between a prompt and its answer in the text of a ``reply`` row."""


@dataclass(frozen=True, slots=True)
class Row:
    """``labels`` are the risks of the text, the main one first; none where it is harmless, ``None`` where only
    ``harmful`` is known. ``where`` is what the text is: ask, say or reply. Rows of one ``group`` of one ``source``
    share words, and are never parted between training and test.
    """

    text: str
    labels: tuple[str, ...] | None
    where: str
    lang: str
    source: str
    group: str
    harmful: bool

    @property
    def parts(self) -> tuple[str, str]:
        """The prompt and the answer of a reply; of any other row nothing, and the text."""
        prompt, arrow, answer = self.text.partition(ARROW)
        return (prompt, answer) if arrow and self.where == "reply" else ("", self.text)
