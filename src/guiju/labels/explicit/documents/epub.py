"""Books: the notice is a paragraph of the first page that the book is read by, and of the last (EPUB 3.3, 5.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from guiju.labels.carrier import Buffer
from guiju.labels.carriers import zips
from guiju.labels.carriers.epub import spine
from guiju.labels.explicit.documents import html
from guiju.labels.explicit.documents.notice import MOST, Notice
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.splices import spliced

_SIGNATURES: Final = "META-INF/signatures.xml"


def told(data: Buffer, notice: Notice) -> bytes | None:
    """The book with the notice; None where it has no page of XHTML. Raises Damaged; Unfit where it is signed."""
    archive = zips.opened(data)
    if archive.member(_SIGNATURES):
        raise Unfit("the book is signed, and a notice would break it: put the notice in and sign then, or --implicit")
    pages = spine(archive)
    if not pages:
        return None
    changed = dict[str, bytes]()
    for page in dict.fromkeys((pages[0], pages[-1])):
        starts, ends = notice.starts and page is pages[0], notice.ends and page is pages[-1]
        content = archive.content(page, MOST)
        here = replace(notice, starts=starts, ends=ends)
        new = html.told(content, here, strict=True)
        if new is not None and new != content:
            changed[page.name] = new
    return spliced(data, archive.splices(changed))
