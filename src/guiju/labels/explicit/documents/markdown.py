"""Markdown: the notice is a block quotation of one line, the first behind the front matter, the last of the text."""

from __future__ import annotations

import re
from typing import Final

from guiju.labels.carrier import Buffer, Splice, ordered
from guiju.labels.carriers.front_matter import front_matter
from guiju.labels.coding import Coded, coded
from guiju.labels.explicit.documents.notice import Notice
from guiju.labels.noticing import said
from guiju.labels.splices import spliced

_FIRST: Final = re.compile(r"> ([^\r\n]{2,300})(?:\r?\n){1,2}|> ([^\r\n]{2,300})\Z")
_LAST: Final = re.compile(r"(?:\r?\n){2}> ([^\r\n]{1,299}\S)(?=\s*\Z)")


def told(data: Buffer, notice: Notice) -> bytes | None:
    """The text with the notice; None where it is no text."""
    text = coded(data)
    if text is None:
        return None
    front = front_matter(text.head)
    after = front.after if front else 0
    first, cuts = text.mark + text.size(text.head[:after]), list[Splice]()
    if (own := _FIRST.match(text.head, after)) and _ours(own[1] or own[2], notice):
        cuts.append(Splice(first, first + text.size(own[0]), b""))
    behind = len(data) - text.size(text.tail[len(text.tail.rstrip()) :])
    if (own := _LAST.search(text.tail)) and _ours(own[1], notice):
        start = behind - text.size(own[0])
        if start >= (cuts[0].end if cuts else first):
            cuts.append(Splice(start, behind, b""))
    return spliced(data, ordered([*cuts, *_put(text, notice, first, behind)]))


def _put(text: Coded, notice: Notice, first: int, behind: int) -> list[Splice]:
    line, feed = f"> {notice.words}", text.newline
    made = [Splice(first, first, f"{line}{feed}{feed}".encode(text.codec))] if notice.starts else []
    if notice.ends:
        made.append(Splice(behind, behind, f"{feed}{feed}{line}".encode(text.codec)))
    return made


def _ours(line: str, notice: Notice) -> bool:
    """Whether a quotation is nothing but a notice."""
    found = said(line)
    return notice.told(line) or (found is not None and found.both)
