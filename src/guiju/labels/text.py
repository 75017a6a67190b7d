"""The explicit label of text: the words that tell a reader that it was generated (GB 45438-2025, 5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from guiju.core.content import Content
from guiju.core.facts.answer import LabelPlace
from guiju.core.label import Label
from guiju.core.language import Lang

# The standard names the elements in Chinese, so the English wording carries them too.
_NOTICES: dict[tuple[Lang, str], str] = {
    ("zh", "1"): "【本内容由人工智能生成】",
    ("zh", "2"): "【本内容可能由人工智能生成】",
    ("zh", "3"): "【本内容疑似由人工智能生成】",
    ("en", "1"): "[AI-generated content · AI生成]",
    ("en", "2"): "[Possibly AI-generated content · 可能为AI生成]",
    ("en", "3"): "[Suspected AI-generated content · 疑似AI生成]",
}
_VALUES = {words: value for (_, value), words in _NOTICES.items()}
_ANY = "|".join(map(re.escape, _VALUES))
_FRONT = re.compile(rf"\A(?:(?P<words>{_ANY})(?:\n|\Z))+")


def notice(lang: Lang, value: str = "1") -> str:
    """The wording, with both elements (AI, generated), for a label value 1, 2 or 3; ValueError for another value."""
    try:
        return _NOTICES[lang, value]
    except KeyError:
        raise ValueError("explicit label: language must be zh or en and the label 1, 2 or 3") from None


def around(lang: Lang, place: LabelPlace, value: str = "1") -> tuple[str, str]:
    """What goes in front of and behind a text labelled at ``place``; both are empty where the client shows it."""
    words = notice(lang, value)
    return (f"{words}\n" if place == "start" else "", f"\n{words}" if place == "end" else "")


@dataclass(frozen=True, slots=True)
class TextLabeller:
    """The Labeller of plain text: a visible notice in ``lang`` at ``place``.

    Plain text has no place for an implicit label: its envelope carries that (``aigc``). So ``read`` returns a label
    with nothing but its value, and ``read(apply(content, label)).label == label.label``.
    """

    lang: Lang = "zh"
    place: Literal["start", "end"] = "start"

    def apply(self, content: Content, label: Label) -> Content:
        """The content with the notice for ``label``, in place of one it already has."""
        front, back = around(self.lang, self.place, label.label)
        return replace(content, body=f"{front}{_bare(content.text)}{back}")

    def read(self, content: Content) -> Label | None:
        """The label that the notice at the start or the end states, None where there is no notice."""
        value = _stated(content.text)
        return Label(value, "", "") if value else None


def _stated(text: str) -> str:
    found = _FRONT.search(text)
    if found:
        return _VALUES[found["words"]]
    at = behind(text, tuple(_VALUES))
    return _VALUES[text[at:].rpartition("\n")[2]] if at < len(text) else ""


def _bare(text: str) -> str:
    text = _FRONT.sub("", text)
    return text[: behind(text, tuple(_VALUES))]


def behind(text: str, lines: Sequence[str], ends: Sequence[str] = ("\n",)) -> int:
    """Where the lines at the end of a text begin that are among ``lines``, the end of the line before them, one of
    ``ends`` (the longer first), included; the length of the text where there is none."""
    at = len(text)
    while words := next((one for one in lines if text.endswith(one, 0, at)), ""):
        start = at - len(words)
        end = next((one for one in ends if text.endswith(one, 0, start)), "")
        if start and not end:
            break
        at = start - len(end)
    return at
