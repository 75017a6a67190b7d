"""The notice of the house on the pages of a PDF file, found again: the form that is laid over a page, and its words."""

from __future__ import annotations

import re
from typing import Final

from guiju.labels.carriers.pdf_file import File, Object
from guiju.labels.carriers.pdf_pages import Page, pages
from guiju.labels.carriers.pdf_syntax import Dictionary, Reference, text

FORM: Final = "GuijuAIGCNotice"
"""The name of the form among the resources of a page."""

_SPOKEN: Final = re.compile(rb"/ActualText\s{0,9}<([0-9A-Fa-f]{4,4096})>")


def form(file: File, page: Page) -> tuple[Reference, Object] | None:
    """The form of the notice on a page. Raises Damaged."""
    resources = file.resolved(page.value("Resources"))
    forms = file.resolved(resources.get("XObject")) if isinstance(resources, Dictionary) else None
    place = forms.get(FORM) if isinstance(forms, Dictionary) else None
    found = file.object(place.number) if isinstance(place, Reference) else None
    return (place, found) if isinstance(place, Reference) and found and found.stream else None


def shown(file: File) -> str:
    """The words of the notice on the first page; empty where there is none. Raises Damaged."""
    first = next(pages(file), None)
    held = form(file, first) if first else None
    spoken = _SPOKEN.search(file.decoded(held[1])) if held else None
    return text(bytes.fromhex(spoken[1].decode())) if spoken and len(spoken[1]) % 2 == 0 else ""
