"""Documents made in the tests: of the fewest members that a program opens, and by programs."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import strategies as st

NUMBERS = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='"\\'), min_size=1, max_size=40
)
"""Numbers of content that the standard allows."""

WELL = '{"Label":"1","ContentProducer":"001191320118MAK93FC72D10001","ProduceID":"n1","ReservedCode1":"",' + (
    '"ContentPropagator":"","PropagateID":"","ReservedCode2":""}'
)
QUOTED = WELL.replace('"', "&quot;")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
    '"application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{}</Types>'
).replace("{HEAD}", HEAD)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}relationships/officeDocument" Target="word/document.xml"/>' + "{}</Relationships>"
)
BODY = (
    f'{HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>Hello 你好</w:t></w:r></w:p></w:body></w:document>"
)
CUSTOM = f'{HEAD}<Properties xmlns="{OFFICE}custom-properties" xmlns:vt="{OFFICE}docPropsVTypes">' + "{}</Properties>"
TYPE = (
    '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'custom-properties+xml"/>'
)
RELATION = f'<Relationship Id="rId9" Type="{OFFICE}relationships/custom-properties" Target="docProps/custom.xml"/>'

META = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    'office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3">{}'
    "</office:document-meta>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>{}</manifest:manifest>'
)
ROW = '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text>'
    "<text:p>Hello</text:p></office:text></office:body></office:document-content>"
)

CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>{}</rootfiles></container>'
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="VERSION" unique-identifier="id"ATTRIBUTES>'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>T'
    "</dc:title><dc:language>en</dc:language>METAS</metadata>"
    '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)


def packed(members: Mapping[str, str | bytes], stored: Sequence[str] = ("mimetype",), comment: bytes = b"") -> bytes:
    """A ZIP of these members in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in members.items():
            row = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            archive.writestr(row, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """What a ZIP holds, by Python's own reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def word(custom: str | None = None, types: str = TYPE, relations: str = RELATION, **more: str | bytes) -> bytes:
    """A document of Word, with custom properties where some are given."""
    known = custom is not None
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES.replace("{}", types if known else ""),
        "_rels/.rels": RELATIONS.format(relations if known else ""),
        "word/document.xml": BODY,
    }
    if custom is not None:
        parts["docProps/custom.xml"] = CUSTOM.format(custom)
    return packed({**parts, **more})


def text(meta: str | None = "<office:meta></office:meta>", manifest: str = "", **more: str | bytes) -> bytes:
    """A text of OpenDocument."""
    parts: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": CONTENT}
    if meta is not None:
        parts["meta.xml"] = META.format(meta)
        manifest = manifest or ROW
    return packed({**parts, "META-INF/manifest.xml": MANIFEST.format(manifest), **more})


def book(version: str = "3.0", metas: str = "", attributes: str = "", **more: str | bytes) -> bytes:
    """A book."""
    package = OPF.replace("VERSION", version).replace("METAS", metas).replace("ATTRIBUTES", attributes)
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format(""),
        "OPS/book.opf": package,
        "OPS/a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body/></html>',
    }
    return packed({**parts, **more})


def exiftool(data: bytes, folder: Path, name: str) -> str:
    """All that exiftool tells of a file."""
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("exiftool is not installed")
    file = folder / name
    file.write_bytes(data)
    told = subprocess.run([program, "-a", "-G1", file], capture_output=True, text=True, timeout=60, check=True).stdout
    if "Install Archive::Zip" in told:
        pytest.skip("exiftool is without its reader of archives")
    return told


def converted(data: bytes, folder: Path, name: str, ending: str) -> bytes:
    """What LibreOffice makes of a file, in the format of another ending."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "out").mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    command = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending,
        "--outdir", folder / "out", folder / name,
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    made = folder / "out" / f"{Path(name).stem}.{ending.partition(':')[0]}"
    assert made.is_file(), "LibreOffice did not open the file"
    return made.read_bytes()
