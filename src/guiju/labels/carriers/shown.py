"""What a document shows at its start and its end, as far as a notice may stand there: lines out of markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Final

from guiju.labels.noticing import LOOKED_AT, noticed
from guiju.labels.remark import Remark

LONGEST: Final = 1 << 16
"""Bytes of markup at either end that are looked at."""

_UNSEEN: Final = re.compile(
    r"<(script|style|head|template|title)(?=[\s>/]).*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_BREAKS: Final = re.compile(
    r"</?(?:[\w.-]+:)?(?:p|div|h[1-6]|li|tr|td|th|section|article|header|footer|main|aside|nav|br|body|pre|blockquote|"
    r"figcaption|row|is|line-break|title|text)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^>]*>?")


def lines(markup: str) -> list[str]:
    """The lines of text in markup, HTML or the XML of documents."""
    plain = _TAG.sub("", _BREAKS.sub("\n", _UNSEEN.sub("\n", markup).replace("\r", " ").replace("\n", " ")))
    return [line for one in plain.split("\n") if (line := " ".join(unescape(one).split()))]


def both(content: bytes) -> list[str]:
    """The lines of XML in UTF-8 at its start and its end."""
    if len(content) <= 2 * LONGEST:
        return lines(content.decode("utf-8", "replace"))
    head, tail = content[:LONGEST], content[-LONGEST:]
    return [*lines(head.decode("utf-8", "replace")), *lines(tail[tail.find(b"<") :].decode("utf-8", "replace"))]


def noted(shown: Sequence[str] | Iterable[str]) -> list[Remark]:
    """What is to be said of lines in the order of a document: that a notice with both elements is among the first or
    the last of them."""
    every = list(shown)
    found = noticed("\n".join(every[:LOOKED_AT]), "\n".join(every[-LOOKED_AT:]))
    return [Remark("explicit_seen", None, found.words)] if found and found.both else []
