"""Texts of OpenDocument: the notice is a paragraph of its own, the first of the text, the last of it; a bookmark tells
it again (OpenDocument 1.3 part 3, 5.1.3, 6.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from guiju.labels.carrier import Splice
from guiju.labels.elements import Element
from guiju.labels.explicit.documents.notice import Notice
from guiju.labels.explicit.documents.odf import PARAGRAPH, TEXT, Body

_MARK: Final = "_aigc_notice"
_BEFORE: Final = (
    "forms", "tracked-changes", "variable-decls", "sequence-decls", "user-field-decls", "dde-connection-decls",
    "calculation-settings", "alphabetical-index-auto-mark-file", "content-validations", "label-ranges",
)  # fmt: skip
"""What stands before the text itself (3.4)."""


def told(body: Body, notice: Notice) -> bytes:
    """The text with the notice. Raises Damaged."""
    document, holder = body.document, body.holder
    cuts = [Splice(one.start, one.end, b"") for one in _own(body, notice)]
    if holder.closing == holder.start:
        both = [
            _paragraph(notice, where) for where, wanted in (("start", notice.starts), ("end", notice.ends)) if wanted
        ]
        return body.made([document.filled(holder, "".join(both))])
    if notice.starts:
        at = next((one.start for one in holder.within if one.local not in _BEFORE), holder.closing)
        cuts.append(Splice(at, at, _paragraph(notice, "start").encode()))
    if notice.ends:
        cuts.append(document.appended(holder, _paragraph(notice, "end")))
    return body.made(cuts)


def _own(body: Body, notice: Notice) -> Iterator[Element]:
    for one in body.holder.within:
        marked = body.document.data.find(_MARK.encode(), one.start, one.end) >= 0
        if one.local == "p" and (marked or notice.told(one.text)):
            yield one


def _paragraph(notice: Notice, where: str) -> str:
    return (
        f'<text:p xmlns:text="{TEXT}" text:style-name="{PARAGRAPH}"><text:bookmark text:name="{_MARK}_{where}"/>'
        f"{escape(notice.words)}</text:p>"
    )
