"""Slides and drawings of OpenDocument: the notice is a frame of text along the upper edge of the first page, and along
the lower edge of the last (OpenDocument 1.3 part 3, 10.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from guiju.labels.carrier import Splice
from guiju.labels.elements import Element, parsed
from guiju.labels.explicit.documents.notice import MOST, NAME, Notice
from guiju.labels.explicit.documents.odf import DRAWING, FRAME, PARAGRAPH, SIZES, TEXT, Body

_BEHIND: Final = frozenset(("notes", "animations", "par", "seq"))
"""What stands behind the shapes of a page."""

_POINTS: Final = 14
_HIGH: Final = 0.9
"""Centimetres of the frame, which a line of those letters fills."""

_SIZE: Final = ("28cm", "15.75cm")
_LENGTH: Final = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)(cm|mm|in|pt)")
_UNITS: Final = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}


def told(body: Body, notice: Notice) -> bytes | None:
    """The slides with the notice; None where there is none. Raises Damaged."""
    pages = [one for one in body.holder.within if one.local == "page"]
    if not pages:
        return None
    cuts = [
        Splice(one.start, one.end, b"")
        for page in pages
        for one in page.within
        if one.local == "frame" and one.attributes.get("name", "").startswith(NAME)
    ]
    cuts += _put(body, pages[0], notice, end=False) if notice.starts else ()
    cuts += _put(body, pages[-1], notice, end=True) if notice.ends else ()
    return body.made(cuts, (PARAGRAPH, FRAME), _POINTS)


def _put(body: Body, page: Element, notice: Notice, *, end: bool) -> Iterator[Splice]:
    wide, high = _size(body, page)
    frame = (
        f'<draw:frame xmlns:draw="{DRAWING}" xmlns:svg="{SIZES}" xmlns:text="{TEXT}" draw:style-name="{FRAME}" '
        f'draw:name="{NAME} '
        f'{"end" if end else "start"}" svg:x="0cm" svg:y="{_lower(high) if end else "0cm"}" svg:width="{wide}" '
        f'svg:height="{_HIGH}cm"><draw:text-box><text:p text:style-name="{PARAGRAPH}">{escape(notice.words)}</text:p>'
        "</draw:text-box></draw:frame>"
    )
    at = next((one.start for one in page.within if one.local in _BEHIND), page.closing)
    yield body.document.filled(page, frame) if page.closing == page.start else Splice(at, at, frame.encode())


def _size(body: Body, page: Element) -> tuple[str, str]:
    """Width and height of a page, as its layout says."""
    member = body.archive.member("styles.xml")
    if member is None:
        return _SIZE
    root = parsed(body.archive.content(member, MOST), "styles.xml", 4).root
    every = {one.attributes.get("name", ""): one for part in root.within for one in part.within}
    master = every.get(page.attributes.get("master-page-name", ""))
    layout = every.get(master.attributes.get("page-layout-name", "")) if master else None
    told = next((one.attributes for one in layout.within), {}) if layout else {}
    wide, high = told.get("page-width", ""), told.get("page-height", "")
    return (wide, high) if _LENGTH.fullmatch(wide) and _LENGTH.fullmatch(high) else _SIZE


def _lower(high: str) -> str:
    """Where a frame begins that ends at the lower edge."""
    number, unit = _LENGTH.fullmatch(high).groups()  # type: ignore[union-attr]
    return f"{float(number) - _HIGH / _UNITS[unit]:.3f}{unit}"
