"""HTML: the label is ``<meta name="AIGC" content="…">`` in the head. No guide names a place in HTML; this is the one
that the HTML Standard has for what is said of a document (4.2.5)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers.html_tags import Tag, tags
from guiju.labels.carriers.shown import LONGEST, lines, noted
from guiju.labels.coding import coded
from guiju.labels.naming import held, named
from guiju.labels.remark import Remark

_LARGEST: Final = 8 * LARGEST  # own number: pages with pictures in them are of some megabytes
_BEFORE: Final = r"(?:\s++|<!--(?:[^-]|-(?!->))*+-->|<\?[^>]*+>)*+"
_BEGINS: Final = re.compile(_BEFORE + r"(?:<!doctype\s+html|<html[\s>]|<head[\s>])", re.IGNORECASE)
_DOCTYPE: Final = re.compile(_BEFORE + r"<!doctype[^>]*>", re.IGNORECASE)
_BODY: Final = re.compile(rb"<body[^<>]{0,4096}>", re.IGNORECASE)
_MARKS: Final = ((b"\xef\xbb\xbf", 3, 1), (b"\xff\xfe", 2, 2), (b"\xfe\xff", 2, 2))


@dataclass(frozen=True, slots=True)
class Page:
    """A document: its text, one character a byte or, of UTF-16, one a unit; where it begins; bytes of a character."""

    text: str
    mark: int
    width: int
    codec: str

    def at(self, place: int) -> int:
        """The byte of a character."""
        return self.mark + place * self.width


@dataclass(frozen=True, slots=True)
class HTML:
    """HTML and XHTML. Content is all but the elements that hold a label."""

    name: str = "html"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (".html", ".htm", ".xhtml", ".xht")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the name where it begins with a tag, or by how it begins."""
        text = _document(data, 4096).text
        return bool(_BEGINS.match(text)) or (name.lower().endswith(self.endings) and "<" in text and "\0" not in text)

    def scan(self, data: Buffer) -> Scan:
        """Elements ``meta`` of the name, scripts of data with the id, and a notice in the page."""
        seen = Gathering()
        try:
            page = paged(data)
            for tag in tags(page.text):
                if _labelled(page, tag):
                    at = page.at(max(page.text.find("content", tag.start, tag.end), tag.start + 1))
                    place = "meta AIGC" if tag.name == "meta" else "script AIGC"
                    odd = tag.name != "meta" or tag.attributes.get("name") != "AIGC"
                    remarks = (Remark("other_place", at, place),) if odd else ()
                    seen.found.append(Found(_text(page, tag), at, place, remarks))
            seen.remarks += noted(shown(data))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The element behind what tells the coding of the page, which has to be near its beginning; others go. Raises
        Damaged."""
        page = paged(data)
        written = f'<meta name="AIGC" content="{html.escape(value, quote=False).replace(chr(34), "&quot;")}"/>'
        own: Tag | None = None
        made, place, headed = list[Splice](), -1, False
        for tag in tags(page.text):
            if _labelled(page, tag):
                if own is None and tag.name == "meta" and tag.attributes.get("name") == "AIGC":
                    own = tag
                    made.append(_splice(page, tag.start, tag.end, written))
                else:
                    made.append(_splice(page, tag.start, _end(page, tag), ""))
            if tag.name == "head" or (tag.name == "html" and not headed):
                place, headed = tag.end, headed or tag.name == "head"
            elif tag.name == "meta" and ("charset" in tag.attributes or "http-equiv" in tag.attributes) and own is None:
                place = max(place, tag.end) if _early(page, tag) else place
        if own is None:
            if place < 0:
                place = found.end() if (found := _DOCTYPE.match(page.text)) else 0
            made.append(_splice(page, place, place, written))
        made.sort(key=lambda one: (one.start, one.end))
        return [one for one in made if one.data != data[one.start : one.end]]

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """All but the elements that hold a label. Raises Damaged."""
        page, at = paged(data), 0
        for tag in tags(page.text):
            if _labelled(page, tag):
                yield at, page.at(tag.start)
                at = page.at(_end(page, tag))
        yield at, len(data)


def shown(data: Buffer) -> list[str]:
    """The lines that a page shows at its start and its end."""
    found = _BODY.search(data)
    start = found.end() if found else 0
    head, tail = coded(data[start : start + LONGEST]), coded(data[max(start, len(data) - LONGEST) :])
    return [*(lines(head.head) if head else ()), *(lines(tail.head.partition(">")[2]) if tail else ())]


def _labelled(page: Page, tag: Tag) -> bool:
    if tag.name == "meta":
        return any(named(tag.attributes.get(key, "")) for key in ("name", "property", "itemprop"))
    if tag.name != "script" or "json" not in tag.attributes.get("type", ""):
        return False
    return named(tag.attributes.get("id", "")) or held(page.text[tag.end : min(tag.inner, tag.end + 200)])


def _text(page: Page, tag: Tag) -> str:
    """What an element says of the label."""
    if tag.name == "meta":
        return tag.attributes.get("content", "")
    return page.text[tag.end : min(tag.inner, tag.end + LARGEST)]


def _end(page: Page, tag: Tag) -> int:
    """Where an element that holds a label ends."""
    if tag.name == "meta":
        return tag.end
    closing = page.text.find(">", tag.inner)
    return len(page.text) if closing < 0 else closing + 1


def _early(page: Page, tag: Tag) -> bool:
    """Whether a tag is where a reader looks for the coding: the first 1024 bytes (HTML Standard, 4.2.5.4)."""
    return page.at(tag.end) <= 1024


def _splice(page: Page, start: int, end: int, new: str) -> Splice:
    return Splice(page.at(start), page.at(end), new.encode(page.codec))


def paged(data: Buffer) -> Page:
    """A file as a page. Raises Damaged."""
    if len(data) > _LARGEST:
        raise Damaged(f"a page of {len(data)} bytes is more than is read")
    return _document(data, len(data))


def _document(data: Buffer, size: int) -> Page:
    """The first bytes as text. What is marked as UTF-16 is read by units; else each byte is a character: every other
    coding of the web keeps those of tags."""
    first = data[:size]
    for sign, mark, width in _MARKS:
        if first.startswith(sign):
            if width == 1:
                return Page(first[mark:].decode("latin-1"), mark, 1, "latin-1")
            codec = "utf-16-le" if sign[0] == 0xFF else "utf-16-be"
            high, low = (first[3::2], first[2::2]) if sign[0] == 0xFF else (first[2::2], first[3::2])
            plain = bytes(b if a == 0 and b < 0x80 else 0xFF for a, b in zip(high, low, strict=False))
            return Page(plain.decode("latin-1"), mark, 2, codec)
    return Page(first.decode("latin-1"), 0, 1, "latin-1")
