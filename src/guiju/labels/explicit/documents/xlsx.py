"""Workbooks of Excel: the notice is a sheet of its own behind the others, at which the workbook opens, and a line in
the printed header or footer of every sheet.

A row put before the first would move what formulas, tables and programs count by; headers alone show on paper only; a
sheet that comes last moves nothing, and is what a reader sees first (ISO/IEC 29500-1, 18.2.20, 18.3.1.46).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from guiju.labels.carrier import Splice
from guiju.labels.elements import Document, Element
from guiju.labels.explicit.documents.notice import INK, NAME, PLATE, Notice
from guiju.labels.explicit.documents.package import STRICT, Package, reference

_PART: Final = f"{NAME}.xml"
_TITLES: Final = {"zh": "AIGC标识", "en": "AIGC notice"}
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = f"{STRICT}officeDocument/relationships"
_LOOK: Final = '&"-,Bold"&12 '
_OWN: Final = re.compile(re.escape(_LOOK) + r"(?:[^&\n]|&&)*\n?")
_SIGN: Final = re.compile("&(.)", re.DOTALL)
_LONGEST: Final = 255
"""Characters that a header has room for (18.3.1.46)."""

_CELLS: Final = ("sheetData", "conditionalFormatting", "dataValidations", "mergeCells", "hyperlinks")
_BEHIND: Final = (
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "drawingHF",
    "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "webPublishObjects",
    "tableParts", "extLst",
)  # fmt: skip
"""What stands behind the header in a sheet (18.3.1.99)."""


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook: its package, its document, its sheets with their parts in order, and our own where it has one."""

    package: Package
    document: Document
    sheets: tuple[tuple[Element, str], ...]
    own: tuple[Element, str] | None


def told(package: Package, notice: Notice) -> bytes | None:
    """The workbook with the notice; None where it is not in XML, or has no sheet. Raises Damaged."""
    if not package.main.endswith(".xml"):
        return None
    book = _book(package)
    if not book.sheets:
        return None
    changed = dict[str, bytes]()
    for _, part in book.sheets:
        if part != (book.own or (None, ""))[1]:
            document = package.document(part, 3, _CELLS)
            new = document.changed(_cuts(document, notice))
            if new != document.data:
                changed[part] = new
    return package.made({**changed, **_shown(book, notice)})


def _book(package: Package) -> _Book:
    document, parts = package.document(package.main, 3), package.related(package.main)
    rows = [row for one in document.root.within if one.local == "sheets" for row in one.within]
    met = [(row, parts[told].name) for row in rows if (told := reference(document, row)) in parts]
    sheets = tuple((row, part) for row, part in met if package.archive.member(part))
    own = next((one for one in sheets if posixpath.basename(one[1]) == _PART), None)
    return _Book(package, document, sheets, own)


def _shown(book: _Book, notice: Notice) -> dict[str, bytes]:
    """The sheet of the notice, and what makes it known."""
    document, package = book.document, book.package
    part = book.own[1] if book.own else posixpath.join(posixpath.dirname(package.main), "worksheets", _PART)
    rows = next(one for one in document.root.within if one.local == "sheets")
    cuts, changed = list[Splice](), {part: _sheet(document.root.space, notice).encode()}
    place = len(rows.within)
    if book.own:
        place = next(n for n, row in enumerate(rows.within) if row is book.own[0])
    else:
        strict = document.root.space.startswith(STRICT)
        more, fresh = package.added(package.main, part, f"{_STRICT if strict else _OFFICE}/worksheet", _CONTENT)
        changed.update(more)
        cuts.append(document.appended(rows, _row(rows, notice, fresh, strict)))
    if notice.starts:
        cuts += _opened(document, rows, place)
    changed[package.main] = document.changed(cuts)
    return changed


def _row(rows: Element, notice: Notice, fresh: str, strict: bool) -> str:
    """The sheet in the list of sheets, of a name and a number that no other has."""
    names = {row.attributes.get("name", "").lower() for row in rows.within}
    stem = _TITLES[notice.lang]
    title = next(one for one in (stem, *(f"{stem} {n}" for n in range(2, len(names) + 3))) if one.lower() not in names)
    numbers = [told for row in rows.within if (told := row.attributes.get("sheetId", "")).isdecimal()]
    number = 1 + max(map(int, numbers), default=0)
    space = f'xmlns:n="{_STRICT if strict else _OFFICE}"'
    return f'<{rows.prefix}sheet {space} name="{title}" sheetId="{number}" n:id="{fresh}"/>'


def _opened(document: Document, rows: Element, place: int) -> Iterator[Splice]:
    """What makes a workbook open at a sheet."""
    views = next((one for one in document.root.within if one.local == "bookViews"), None)
    if views is None or not views.within:
        if views is None:
            view = f'<{rows.prefix}bookViews><{rows.prefix}workbookView activeTab="{place}"/></{rows.prefix}bookViews>'
            yield Splice(rows.start, rows.start, view.encode())
        return
    yield document.attribute(views.within[0], "activeTab", str(place))
    if "firstSheet" in views.within[0].attributes:
        yield document.attribute(views.within[0], "firstSheet", "0")


def _sheet(space: str, notice: Notice) -> str:
    chosen = ' tabSelected="1"' if notice.starts else ""
    look = f'<b/><sz val="20"/><color rgb="FF{INK.upper()}"/><rFont val="Arial"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}"><sheetPr><tabColor '
        f'rgb="FF{PLATE.upper()}"/></sheetPr><sheetViews><sheetView showGridLines="0"{chosen} workbookViewId="0"/>'
        '</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="80" customWidth="1"/>'
        "</cols><sheetData>"
        f'<row r="1" ht="40" customHeight="1"><c r="A1" t="inlineStr"><is><r><rPr>{look}</rPr><t xml:space="preserve">'
        f"{escape(notice.words)}</t></r></is></c></row></sheetData></worksheet>"
    )


def _cuts(document: Document, notice: Notice) -> Iterator[Splice]:
    """What puts the line into a sheet's header, and leaves the sheet unchosen where that of the notice is chosen."""
    root = document.root
    for view in (two for one in root.within if one.local == "sheetViews" for two in one.within):
        if notice.starts and view.attributes.get("tabSelected") in ("1", "true"):
            yield document.attribute(view, "tabSelected", "0")
    header = next((one for one in root.within if one.local == "headerFooter"), None)
    kinds = [kind for kind, wanted in (("Header", notice.starts), ("Footer", notice.ends)) if wanted]
    if header is None:
        inner = "".join(_written(root, f"odd{kind}", _with("", _line(notice))) for kind in kinds)
        at = next((one.start for one in root.within if one.local in _BEHIND), root.closing)
        if inner and root.closing != root.start:
            written = f"<{root.prefix}headerFooter>{inner}</{root.prefix}headerFooter>"
            yield Splice(at, at, written.encode())
        return
    yield _headed(document, header, kinds, notice)


def _headed(document: Document, header: Element, kinds: list[str], notice: Notice) -> Splice:
    """A sheet's headers with the line in the middle of each that is in use."""
    texts = {one.local: _without(one.text) for one in header.within}
    for kind in kinds:
        for pages in ("odd", "even", "first"):
            old = texts.get(f"{pages}{kind}")
            if old is not None or pages == "odd" or _asked(header, pages):
                new = _with(old or "", _line(notice))
                texts[f"{pages}{kind}"] = new if len(new) <= _LONGEST else old or ""
    order = [f"{pages}{kind}" for pages in ("odd", "even", "first") for kind in ("Header", "Footer")]
    inner = "".join(_written(header, name, texts[name]) for name in order if texts.get(name))
    return document.filled(header, inner)


def _asked(header: Element, pages: str) -> bool:
    """Whether even pages, or the first, have a header of their own."""
    name = {"even": "differentOddEven", "first": "differentFirst"}.get(pages, "")
    return header.attributes.get(name) in ("1", "true")


def _with(text: str, line: str) -> str:
    """A header with a line before what stands in its middle."""
    at = {sign[1]: sign for sign in reversed(list(_SIGN.finditer(text)))}
    if "C" in at:
        middle = at["C"].end()
        return f"{text[:middle]}{line}\n{text[middle:]}"
    right = at["R"].start() if "R" in at else len(text)
    return f"{text[:right]}&C{line}{text[right:]}"


def _without(text: str) -> str:
    """A header without the line of the house."""
    bare = _OWN.sub("", text)
    return re.sub(r"&C(?=&R|\Z)", "", bare) if bare != text else text


def _line(notice: Notice) -> str:
    return _LOOK + notice.words.replace("&", "&&")


def _written(root: Element, name: str, text: str) -> str:
    return f"<{root.prefix}{name}>{escape(text)}</{root.prefix}{name}>"
