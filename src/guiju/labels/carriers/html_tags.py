"""The tags of an HTML document and where they stand (HTML Standard, 13.2.5): enough to find what holds a label."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NAME: Final = re.compile(r"/?[A-Za-z][^\s/>]*")
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>][^\s>]*)?)?|[\s/]*(?=>)"""
)
_RAW: Final = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in lower case, with a slash where it ends an element; where it begins and ends; its attributes;
    and, of an element whose text is no markup, where that text ends."""

    name: str
    start: int
    end: int
    attributes: dict[str, str]
    inner: int


def tags(text: str) -> Iterator[Tag]:
    """The tags of a document in its order. One that never ends is none, and nothing is behind it."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            at = _beyond(text, "-->", at + 4)
        elif text.startswith(("<!", "<?"), at):
            at = _beyond(text, ">", at + 2)
        elif name := _NAME.match(text, at + 1):
            found = _tag(text, at, name[0].lower(), name.end())
            if found is None:
                return
            yield found
            at = max(found.end, found.inner)
        else:
            at += 1


def _tag(text: str, start: int, name: str, at: int) -> Tag | None:
    attributes = dict[str, str]()
    while text[at : at + 1] != ">":
        found = _ATTRIBUTE.match(text, at)
        if found is None or (found.end() == at and text[at : at + 1] != ">"):
            return None
        if found[1]:
            given = found[2] or ""
            given = given[1:-1] if given[:1] in ("'", '"') else given
            attributes.setdefault(found[1].lower(), html.unescape(given))
        at = found.end()
    inner = at + 1
    if name in _RAW:
        closing = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(text, inner)
        inner = closing.start() if closing else len(text)
    return Tag(name, start, at + 1, attributes, inner)


def _beyond(text: str, sign: str, at: int) -> int:
    found = text.find(sign, at)
    return len(text) if found < 0 else found + len(sign)
