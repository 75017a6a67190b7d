"""One text field of a choice behind its own gate."""

from __future__ import annotations

import re
from typing import Any

from guiju.gateway.gate import Gate
from guiju.gateway.judgement import Judgement

TEXTS = ("reasoning_content", "reasoning", "content", "refusal")
"""Fields of a chat message that hold plain text, in the order in which they are closed."""

SURROGATE = re.compile("[\ud800-\udfff]")


class Field:
    """One text field on its way out. Halves of surrogate pairs are joined before anything is judged."""

    __slots__ = ("_half", "gate")

    def __init__(self, judgement: Judgement) -> None:
        self.gate = Gate(judgement)
        self._half = ""

    def feed(self, text: str) -> str:
        """What may leave of this field now."""
        if self._half or SURROGATE.search(text):
            text, self._half = joined(self._half + text)
        return self.gate.feed(text)

    def close(self) -> str:
        """What may leave of this field at its end; half a pair becomes the replacement character."""
        last = self.gate.feed("\ufffd") if self._half else ""
        return last + self.gate.close()


def joined(text: str) -> tuple[str, str]:
    """Text with surrogate pairs joined and lone halves replaced, and a half at the end that may yet find its pair."""
    half = text[-1] if "\ud800" <= text[-1] <= "\udbff" else ""
    body = text[: len(text) - len(half)]
    return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), half


def text_of(value: Any) -> str:
    """A field that must be text or absent. Raises ValueError for anything else: what is not known is denied."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("the upstream sent a text field that is no text")
    return value
