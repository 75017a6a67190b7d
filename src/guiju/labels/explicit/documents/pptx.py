"""Slides of PowerPoint: the notice is a box of text on the first slide that is shown, and on the last.

It lies over all else along the upper edge, where templates leave room above the title; at the end along the lower one
(ISO/IEC 29500-1, 19.3.1.43).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from guiju.labels.carrier import Splice
from guiju.labels.elements import Document, Element
from guiju.labels.explicit.documents.notice import INK, NAME, PLATE, Notice
from guiju.labels.explicit.documents.package import STRICT, Package, reference

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STRICT: Final = f"{STRICT}drawingml/main"
_SIZE: Final = (9144000, 6858000)
_NUMBER: Final = re.compile(rb"""cNvPr\s[^<>]{0,300}?\bid\s*=\s*["'](\d{1,9})["']""")
_HIGH: Final = 0.055  # own number: the box, as a share of the slide's height: a line that is read from afar
_LETTERS: Final = 0.55  # own number: the size of the letters, as a share of the box
_POINT: Final = 12700


def told(package: Package, notice: Notice) -> bytes | None:
    """The presentation with the notice; None where it has no slide. Raises Damaged."""
    main = package.document(package.main, 3)
    slides = _slides(package, main)
    if not slides:
        return None
    shown = [name for name, document in slides.items() if document.root.attributes.get("show") not in ("0", "false")]
    shown, size = shown or list(slides), _size(main)
    changed = dict[str, bytes]()
    for name, document in slides.items():
        ends = [False] * (notice.starts and name == shown[0]) + [True] * (notice.ends and name == shown[-1])
        new = document.changed(_cuts(document, notice, size, ends))
        if new != document.data:
            changed[name] = new
    return package.made(changed)


def _slides(package: Package, main: Document) -> dict[str, Document]:
    """The slides in their order: those at either end, and those that hold a notice of the house."""
    parts = package.related(package.main)
    rows = [row for one in main.root.within if one.local == "sldIdLst" for row in one.within]
    names = [parts[told].name for row in rows if (told := reference(main, row)) in parts]
    return {name: package.document(name, 4) for name in dict.fromkeys(names)}


def _cuts(document: Document, notice: Notice, size: tuple[int, int], ends: list[bool]) -> Iterator[Splice]:
    tree = next((two for one in document.root.within if one.local == "cSld" for two in one.within), None)
    if tree is None:
        return
    own = [
        one
        for one in tree.within
        if one.local == "sp" and document.data.find(f'name="{NAME}'.encode(), one.start, one.end) >= 0
    ]
    yield from (Splice(one.start, one.end, b"") for one in own)
    every = _NUMBER.finditer(document.data)
    kept = (found for found in every if not any(one.start <= found.start() < one.end for one in own))
    number = 1 + max((int(one[1]) for one in kept), default=1)
    last = tree.within[-1] if tree.within and tree.within[-1].local == "extLst" else None
    at = last.start if last else tree.closing
    if ends:
        boxes = (_box(tree, notice, size, end, number + n) for n, end in enumerate(ends))
        yield Splice(at, at, "".join(boxes).encode())


def _size(main: Document) -> tuple[int, int]:
    """Width and height of a slide in EMU."""
    told = next((one.attributes for one in main.root.within if one.local == "sldSz"), {})
    both = (told.get("cx", ""), told.get("cy", ""))
    return (int(both[0]), int(both[1])) if all(one.isdecimal() and int(one) for one in both) else _SIZE


def _box(tree: Element, notice: Notice, size: tuple[int, int], end: bool, number: int) -> str:
    wide, high = size[0], round(size[1] * _HIGH)
    top, points = size[1] - high if end else 0, round(high * _LETTERS / _POINT * 100)
    drawing = _STRICT if tree.space.startswith(STRICT) else _DRAWING
    letters = f'<a:solidFill><a:srgbClr val="{INK}"/></a:solidFill><a:latin typeface="Arial"/><a:ea typeface="SimHei"/>'
    return (
        f'<p:sp xmlns:p="{tree.space}" xmlns:a="{drawing}"><p:nvSpPr><p:cNvPr id="{number}" name="{NAME} '
        f'{"end" if end else "start"}" descr="{escape(notice.words, {chr(34): "&quot;"})}"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{PLATE}"/></a:solidFill></p:spPr>'
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle/><a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="{notice.tag}" sz="{points}" b="1">{letters}</a:rPr>'
        f"<a:t>{escape(notice.words)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
