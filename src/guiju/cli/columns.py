"""Columns on a terminal: a wide character takes two."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many columns a text takes."""
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def padded(text: str, columns: int) -> str:
    """Text filled with spaces to a width in columns; never cut."""
    return text + " " * (columns - width(text))
