"""Columns on a terminal: a wide character takes two, and what came from outside commands nothing."""

from __future__ import annotations

import unicodedata
from typing import Final

_UNSHOWN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of characters that a terminal obeys or hides: controls, overrides of direction, halves, ends of lines."""


def width(text: str) -> int:
    """How many columns a text takes."""
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def padded(text: str, columns: int) -> str:
    """Text filled with spaces to a width in columns; never cut."""
    return text + " " * (columns - width(text))


def printable(text: str) -> str:
    """One line of text from outside as a terminal may show it: what it would obey or hide is written ``<U+001B>``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"<U+{ord(one):04X}>" if unicodedata.category(one) in _UNSHOWN else one for one in text)


def encodable(text: str) -> str:
    """A name as JSON can hold it: bytes of it that are no UTF-8 are written ``\\udcff``."""
    return text.encode("utf-8", "backslashreplace").decode()
