"""Writing a notice into a document, whatever its format."""

from __future__ import annotations

from typing import Final, Literal

from guiju.core.language import Lang
from guiju.labels.carrier import Buffer
from guiju.labels.explicit.documents import docx, epub, html, markdown, odp, ods, odt, pdf, pptx, svg, xlsx
from guiju.labels.explicit.documents.notice import Notice
from guiju.labels.explicit.documents.odf import body
from guiju.labels.explicit.documents.package import Package
from guiju.labels.explicit.wording import wordings

Place = Literal["start", "end", "both"]

_PLAIN: Final = {"markdown": markdown.told, "html": html.told, "svg": svg.told, "epub": epub.told, "pdf": pdf.told}
_OFFICE: Final = {"word": docx.told, "ppt": pptx.told, "xl": xlsx.told}
_OPEN: Final = {"text": odt.told, "spreadsheet": ods.told, "presentation": odp.told, "drawing": odp.told}


def noticed(
    data: Buffer, carrier_name: str, value: str, lang: Lang, words: str = "", place: Place = "start", share: float = 0.0
) -> bytes | None:
    """A document with the notice for a label of this value, in place of one of the house that is there; None for a
    format that has no way for it. ``words`` stand for those of the house; ``share`` is the least height of letters in a
    drawing (label.image_text_height_share). On the pages of PDF it stands on each, in drawings at the lower edge.

    Raises Damaged; Unfit where the document is signed or locked, or the words do not fit; ValueError for the value, and
    for words that cannot be written.
    """
    best, *_, least = wordings(value, lang, words)
    notice = Notice(best, least, lang, place in ("start", "both"), place in ("end", "both"), share)
    if carrier_name in _PLAIN:
        return _PLAIN[carrier_name](data, notice)
    if carrier_name == "ooxml":
        package = Package(data)
        way = _OFFICE.get(package.main.partition("/")[0])
        return way(package, notice) if way else None
    if carrier_name == "odf":
        held = body(data)
        put = _OPEN.get(held.holder.local) if held else None
        return put(held, notice) if held and put else None
    return None
