"""Documents for notices: of Office, OpenDocument and PDF, each as small as programs open it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from guiju.labels.carriers import carrier_of
from guiju.labels.explicit.documents import noticed
from guiju.labels.explicit.documents.writing import Place
from tests.labels.carriers.documents import HEAD, OFFICE, PACKAGE, book, converted, members, packed, text, word
from tests.labels.carriers.pages import objects, table

ZH: Final = "本内容由人工智能生成"
MAYBE: Final = "本内容可能由人工智能生成"
EN: Final = "AI-generated content · AI生成"
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KIND: Final = "application/vnd.openxmlformats-officedocument.presentationml"
_NAMES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("draw", "drawing"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"), ("table", "table"), ("presentation", "presentation"), ("manifest", "manifest"),
    )
)  # fmt: skip

HTML: Final = (
    '<!doctype html>\n<html><head><meta charset="utf-8"><title>t</title></head><body><h1>标题</h1></body></html>'
)
MARKDOWN: Final = "---\ntitle: x\n---\n# 标题\n\n正文\n"
SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#9cf"/></svg>'
)


def slides(count: int = 3, hidden: int = -1, size: str = '<p:sldSz cx="9144000" cy="5143500"/>') -> bytes:
    """A presentation of so many slides."""
    row = '<Override PartName="/ppt/{}" ContentType="' + _KIND + '.{}+xml"/>'
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        + row.format("presentation.xml", "presentation.main")
        + "".join(row.format(f"slides/slide{n}.xml", "slide") for n in range(count))
        + "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}relationships/officeDocument" Target="ppt/presentation.xml"/></Relationships>',
        "ppt/presentation.xml": f'{HEAD}<p:presentation xmlns:p="{_P}" xmlns:r="{OFFICE}relationships"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(count))
        + f'</p:sldIdLst>{size}<p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">'
        + "".join(
            f'<Relationship Id="s{n}" Type="{OFFICE}relationships/slide" Target="slides/slide{n}.xml"/>'
            for n in range(count)
        )
        + "</Relationships>",
    }
    for n in range(count):
        shown = ' show="0"' if n == hidden else ""
        parts[f"ppt/slides/slide{n}.xml"] = (
            f'{HEAD}<p:sld xmlns:p="{_P}" xmlns:a="{_A}"{shown}><p:cSld><p:spTree><p:nvGrpSpPr>'
            '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr>'
            '<p:cNvPr id="7" name="T"/><p:cNvSpPr/>'
            '<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" y="900000"/><a:ext cx="5000000" cy="900000"/>'
            '</a:xfrm><a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>'
            f"Slide {n}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        )
    return packed(parts)


def sheets(header: str = "", names: tuple[str, ...] = ("one", "two")) -> bytes:
    """A workbook; the second sheet counts by the first."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.remove(made.worksheets[0])
    for name in names:
        sheet = made.create_sheet(name)
        sheet["A1"], sheet["A2"] = 7, f"={names[0]}!A1*2"
        if header:
            sheet.oddHeader.center.text = header
            sheet.oddHeader.left.text = "left"
    made.save(out)
    return out.getvalue()


def open_document(kind: str, inside: str, more: str = "", styles: str = "") -> bytes:
    """A document of OpenDocument with this in its body."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{what}"/>'
        for path, what in (("/", media), ("content.xml", "text/xml"), *([("styles.xml", "text/xml")] if styles else ()))
    )
    parts: dict[str, str | bytes] = {
        "mimetype": media,
        "content.xml": f'<office:document-content {_NAMES} office:version="1.3">{more}<office:body>{inside}'
        "</office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest {_NAMES} manifest:version="1.3">{rows}</manifest:manifest>',
    }
    if styles:
        parts["styles.xml"] = styles
    return packed(parts)


def workbook() -> bytes:
    """A workbook of OpenDocument."""
    cell = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p>'
        "</table:table-cell></table:table-row>"
    )
    return open_document(
        "spreadsheet",
        f'<office:spreadsheet><table:table table:name="one"><table:table-column/>{cell}</table:table>'
        "<table:named-expressions/></office:spreadsheet>",
    )


def presentation(count: int = 2) -> bytes:
    """Slides of OpenDocument, of 20 cm by 15 cm."""
    pages = "".join(
        f'<draw:page draw:name="p{n}" draw:master-page-name="M"><draw:frame svg:x="2cm" svg:y="5cm" svg:width="9cm" '
        f'svg:height="2cm"><draw:text-box><text:p>Slide {n}</text:p></draw:text-box></draw:frame></draw:page>'
        for n in range(count)
    )
    styles = (
        f'<office:document-styles {_NAMES} office:version="1.3"><office:automatic-styles><style:page-layout '
        'style:name="L"><style:page-layout-properties fo:page-width="20cm" fo:page-height="15cm"/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/>'
        "</office:master-styles></office:document-styles>"
    )
    return open_document("presentation", f"<office:presentation>{pages}</office:presentation>", styles=styles)


SAMPLES: Final = {
    "a.docx": word, "a.pptx": slides, "a.xlsx": sheets, "a.odt": text, "a.ods": workbook, "a.odp": presentation,
    "a.epub": book, "a.html": lambda: HTML.encode(), "a.md": lambda: MARKDOWN.encode(), "a.svg": lambda: SVG.encode(),
    "a.pdf": lambda: table(objects()),
}  # fmt: skip


def told(data: bytes, name: str, value: str = "1", place: Place = "start", words: str = "", lang: str = "zh") -> bytes:
    """The document with its notice."""
    carrier = carrier_of(data, name)
    assert carrier
    made = noticed(data, carrier.name, value, "zh" if lang == "zh" else "en", words, place, 0.05)
    assert made is not None
    return made


def untouched(before: bytes, after: bytes, changed: set[str]) -> dict[str, bytes]:
    """The members of an archive after a notice, of which only these have changed or come in."""
    old, new = members(before), members(after)
    assert {name for name in new if new[name] != old.get(name)} <= changed
    assert set(old) <= set(new)
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.testzip() is None
    return new


def printed(data: bytes, folder: Path, name: str) -> str:
    """The words that LibreOffice prints of a document, page by page, as pdftotext reads them."""
    return read(converted(data, folder, name, "pdf"), folder)


def read(data: bytes, folder: Path) -> str:
    """The words of a PDF as pdftotext reads them."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    (folder / "read.pdf").write_bytes(data)
    found = subprocess.run([program, folder / "read.pdf", "-"], capture_output=True, timeout=60, check=True).stdout
    return re.sub(r"[ \n]+", " ", found.decode())
