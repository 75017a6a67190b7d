"""Texts of Word: the notice is a paragraph of its own, the first of the body, the last of it.

What it looks like is written into it, so it needs no styles; a bookmark tells it again (ISO/IEC 29500-1, 17.3.1,
17.13.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from guiju.labels.carrier import Damaged, Splice
from guiju.labels.elements import Document, Element
from guiju.labels.explicit.documents.notice import INK, PLATE, Notice
from guiju.labels.explicit.documents.package import Package

_MARK: Final = "_aigc_notice"
_NUMBER: Final = re.compile(
    rb"""<[\w.-]*:?bookmarkStart\s[^<>]{0,300}?\bid\s*=\s*["'](\d{1,9})["']|:id=["'](\d{1,9})["']"""
)


def told(package: Package, notice: Notice) -> bytes:
    """The document with the notice. Raises Damaged."""
    document = package.document(package.main, 3)
    body = next((one for one in document.root.within if one.local == "body"), None)
    if body is None:
        raise Damaged(f"{package.main} has no body")
    cuts = [Splice(one.start, one.end, b"") for one in _own(document, body, notice)]
    number = _number(document, cuts)
    if notice.starts:
        cuts.append(_put(document, body, body.opened, _paragraph(body, notice, "start", number)))
    if notice.ends:
        last = body.within[-1] if body.within and body.within[-1].local == "sectPr" else None
        at = last.start if last else body.closing
        cuts.append(_put(document, body, at, _paragraph(body, notice, "end", number + 1)))
    return package.made({package.main: document.changed(cuts)})


def _own(document: Document, body: Element, notice: Notice) -> Iterator[Element]:
    for one in body.within:
        if one.local == "p" and (document.data.find(_MARK.encode(), one.start, one.end) >= 0 or notice.told(one.text)):
            yield one


def _number(document: Document, cuts: list[Splice]) -> int:
    """A number that no bookmark, and nothing else that is numbered, has in what stays."""
    found = _NUMBER.finditer(document.data)
    kept = (one for one in found if not any(cut.start <= one.start() < cut.end for cut in cuts))
    return 1 + max((int(one[1] or one[2]) for one in kept), default=0)


def _put(document: Document, body: Element, at: int, paragraph: str) -> Splice:
    if body.closing == body.start:
        return document.filled(body, paragraph)
    return Splice(at, at, paragraph.encode())


def _paragraph(body: Element, notice: Notice, where: str, number: int) -> str:
    known = "" if body.prefix == "w:" else f' xmlns:w="{body.space}"'
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="808080"/>' for side in ("top", "bottom"))
    return (
        f'<w:p{known}><w:pPr><w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{PLATE}"/>'
        '<w:spacing w:before="60" w:after="180"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>'
        f'</w:pPr><w:bookmarkStart w:id="{number}" w:name="{_MARK}_{where}"/><w:r><w:rPr><w:rFonts w:ascii="Arial" '
        f'w:hAnsi="Arial" w:eastAsia="SimHei"/><w:b/><w:color w:val="{INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'</w:rPr><w:t xml:space="preserve">{escape(notice.words)}</w:t></w:r><w:bookmarkEnd w:id="{number}"/></w:p>'
    )
