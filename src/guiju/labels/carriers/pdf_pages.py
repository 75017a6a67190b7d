"""The pages of a PDF file (ISO 32000-2, 7.7.3): in order, each with what it has from the nodes above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_file import File, Object
from guiju.labels.carriers.pdf_syntax import Dictionary, Reference, Value

_INHERITED: Final = ("Resources", "MediaBox", "CropBox", "Rotate")
_DEEPEST: Final = 64  # own number: trees of pages nest a few deep
_MOST: Final = 100_000  # own number: more pages than the longest files met have


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its object and dictionary, and the entries it has or is given from above, with the place of the object
    that each stands in."""

    place: Reference
    object: Object
    about: Dictionary
    given: dict[str, tuple[Value, Reference]]

    def value(self, name: str) -> Value:
        """An entry of the page, or of the nodes above it."""
        return self.given[name][0] if name in self.given else self.about.get(name)


def pages(file: File) -> Iterator[Page]:
    """The pages in order. Raises Damaged where the tree goes in a circle or has what is no page."""
    root = file.resolved(file.trailer.get("Root"))
    first = root.get("Pages") if isinstance(root, Dictionary) else None
    seen = set[int]()
    yield from _below(file, first, {}, seen, 0)


def _below(
    file: File, value: Value, given: dict[str, tuple[Value, Reference]], seen: set[int], depth: int
) -> Iterator[Page]:
    found = file.object(value.number) if isinstance(value, Reference) else None
    if found is None or not isinstance(value, Reference) or not isinstance(found.value, Dictionary):
        raise Damaged("the tree of pages leads to what is no page")
    if value.number in seen or depth > _DEEPEST or len(seen) > _MOST:
        raise Damaged("the tree of pages goes in a circle, or has more than is read", found.at)
    seen.add(value.number)
    about = found.value
    own = {name: (held, value) for name in _INHERITED if (held := about.get(name)) is not None}
    below = {**given, **own}
    kids = file.resolved(about.get("Kids"))
    if isinstance(kids, list) and about.get("Type") != "Page":
        for kid in kids:
            yield from _below(file, kid, below, seen, depth + 1)
    else:
        yield Page(value, found, about, below)
