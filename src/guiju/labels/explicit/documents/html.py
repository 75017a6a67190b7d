"""HTML: the notice is a paragraph of its own, the first of the body, the last of it.

It has its own style, since a page need not have any; where a page forbids styles in its tags, it is a plain paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from guiju.labels.carrier import Buffer, Splice, ordered
from guiju.labels.carriers.html import Page, paged
from guiju.labels.carriers.html_tags import Tag, tags
from guiju.labels.explicit.documents.notice import INK, NAME, PLATE, Notice
from guiju.labels.splices import spliced

_HEAD: Final = ("html", "head", "/head", "meta", "title", "link", "base", "style", "script", "noscript", "/noscript")
_STYLE: Final = (
    "display:block;box-sizing:border-box;flex:none;width:100%;margin:0;padding:.5em 1em;text-align:center;"
    f"font:bold 16px/1.5 sans-serif;letter-spacing:normal;color:#{INK};background:#{PLATE}"
)
_UTF8: Final = re.compile(rb"charset\s*+=\s*+[\"']?+\s*+utf-?8", re.IGNORECASE)
_OTHER: Final = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)


def told(data: Buffer, notice: Notice, strict: bool = False) -> bytes | None:
    """The page with the notice; None where it has no body, but frames. ``strict`` for XHTML, which is in UTF-8 where
    nothing is said. Raises Damaged."""
    page = paged(data)
    every = list(tags(page.text))
    if any(tag.name == "frameset" for tag in every):
        return None
    cuts = [Splice(page.at(start), page.at(end), b"") for start, end in _own(every)]
    paragraph = _paragraph(page, data, notice, strict)
    empty = next((tag for tag in every if tag.name == "body" and page.text[tag.end - 2] == "/"), None)
    if strict and empty and page.width == 1:
        inner = paragraph * (notice.starts + notice.ends)
        closing = b">" + inner + b"</body>"
        return spliced(data, [Splice(page.at(empty.end - 2), page.at(empty.end), closing)])
    if notice.starts:
        at = page.at(_start(page, every))
        cuts.append(Splice(at, at, paragraph))
    if notice.ends:
        at = page.at(_end(page, every))
        cuts.append(Splice(at, at, paragraph))
    return spliced(data, ordered(cuts))


def _own(every: list[Tag]) -> Iterator[tuple[int, int]]:
    """Where the notices of the house begin and end."""
    for n, tag in enumerate(every):
        if tag.name == "p" and NAME in tag.attributes.get("class", "").split():
            closing = every[n + 1] if n + 1 < len(every) else tag
            yield tag.start, closing.end if closing.name == "/p" else tag.end


def _start(page: Page, every: list[Tag]) -> int:
    """Behind the tag of the body; where there is none, behind what is of the head."""
    body = next((tag.end for tag in every if tag.name == "body"), None)
    if body is not None:
        return body
    at = page.text.find(">", 0, 512) + 1 if page.text[:512].lstrip().lower().startswith("<!doctype") else 0
    for tag in every:
        if tag.name.removeprefix("/") not in _HEAD and tag.name not in _HEAD:
            break
        at = tag.end
    return at


def _end(page: Page, every: list[Tag]) -> int:
    """Before the last tag that ends the body, or the page."""
    for name in ("/body", "/html"):
        if found := [tag.start for tag in every if tag.name == name]:
            return found[-1]
    return len(page.text)


def _paragraph(page: Page, data: Buffer, notice: Notice, strict: bool) -> bytes:
    """The notice in the coding of the page; where that is not known for certain, its characters by number."""
    written = f'<p class="{NAME}" role="note" lang="{notice.tag}" style="{_STYLE}">{escape(notice.words)}</p>'
    if page.width > 1:
        return written.encode(page.codec)
    plain = page.mark or (strict and not _OTHER.match(data[:200])) or _UTF8.search(data[:1024])
    return written.encode() if plain else written.encode("ascii", "xmlcharrefreplace")
