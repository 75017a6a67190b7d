"""The wordings of an explicit label: those of the house, from the longest to the least, and an operator's own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from guiju.core.language import Lang
from guiju.labels.text import notice

Tongue = Lang | Literal["both"]
"""The language of a wording: Chinese, English (with the elements in Chinese, as the standard names them), or both."""


def wordings(value: str, tongue: Tongue, own: str = "") -> tuple[str, ...]:
    """What a label of this value may read, the best first and the one that needs the least room last; each holds both
    elements (GB 45438-2025, chapter 5). ``own`` stands in place of all but the last. ValueError for another value."""
    chinese = notice("zh", value)[1:-1]
    english, least = notice("en", value)[1:-1].split(" · ")
    if own:
        return (own, least)
    every = {"zh": (chinese,), "en": (f"{english} · {least}",), "both": (f"{chinese} · {english}",)}
    return (*every[tongue], least)


def lacking(words: str, ai: Collection[str], generation: Collection[str]) -> tuple[str, ...]:
    """The elements that a wording lacks, each as the words of which one would do, joined by ``/``."""
    return tuple("/".join(one) for one in (ai, generation) if not any(word in words for word in one))


def checked(words: str, ai: Collection[str], generation: Collection[str]) -> str:
    """An operator's own wording, blanks tidied. Raises ValueError where it lacks an element or has more than one line.

    ``ai`` and ``generation`` are the words of which a label has one each (label.ai_element_words and
    label.generation_element_words of the pack).
    """
    tidy = " ".join(words.split(" ")).strip()
    if not tidy.isprintable():
        raise ValueError("the wording of the explicit label: write it on one line, without control characters")
    if missing := lacking(tidy, ai, generation):
        raise ValueError(
            f"the wording of the explicit label lacks an element: add one of {' and one of '.join(missing)}"
        )
    return tidy
