"""Documents of a few bytes, made from the descriptions of their formats."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from html import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
CUSTOM = "docProps/custom.xml"


def archive(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP; of the member ``mimetype`` as it has to be: packed in no way."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        for name, content in members.items():
            row = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            row.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            held.writestr(row, content)
    return out.getvalue()


def property_(text: str, name: str = "AIGC", number: int = 2) -> str:
    """A custom property of an office document."""
    return f'<property fmtid="{FORMAT}" pid="{number}" name="{name}"><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'


def word(properties: str = "", method: int = zipfile.ZIP_DEFLATED, part: bytes | None = None) -> bytes:
    """A text of one line, with custom properties; ``part`` takes the place of the part that holds them."""
    types = (
        f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName='
        '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
        '+xml"/>{}</Types>'
    )
    relations = (
        f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" Type="{OFFICE}relationships/'
        'officeDocument" Target="word/document.xml"/>{}</Relationships>'
    )
    kind = 'application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
    told = f'<Override PartName="/{CUSTOM}" ContentType="{kind}' if properties else ""
    link = f'<Relationship Id="r2" Type="{OFFICE}relationships/custom-properties" Target="{CUSTOM}"/>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types.format(told),
        "_rels/.rels": relations.format(link if properties else ""),
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>文</w:t></w:r></w:p></w:body>'
        "</w:document>",
    }
    if properties:
        parts[CUSTOM] = (
            f'<Properties xmlns="{OFFICE}custom-properties" xmlns:vt="{OFFICE}docPropsVTypes">{properties}</Properties>'
        )
    return archive({**parts, CUSTOM: part} if part else parts, method)


def word_of(text: str | None) -> bytes:
    return word(property_(text) if text is not None else "")


def odt(meta: str = "") -> bytes:
    """A text of OpenDocument with this in its description."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    body = f'xmlns:office="{names}office:1.0" xmlns:text="{names}text:1.0" office:version="1.3"'
    row = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    kind = "application/vnd.oasis.opendocument.text"
    rows = row.format("/", kind) + row.format("content.xml", "text/xml") + row.format("meta.xml", "text/xml")
    return archive(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {body}><office:body><office:text><text:p>文</text:p>"
            "</office:text></office:body></office:document-content>",
            "meta.xml": f'<office:document-meta xmlns:office="{names}office:1.0" xmlns:meta="{names}meta:1.0" '
            f'office:version="1.3"><office:meta>{meta}</office:meta></office:document-meta>',
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{names}manifest:1.0">{rows}'
            "</manifest:manifest>",
        }
    )


def odt_of(text: str | None) -> bytes:
    return odt(f'<meta:user-defined meta:name="AIGC">{escape(text)}</meta:user-defined>' if text is not None else "")


def epub(metas: str = "") -> bytes:
    """A book of one page with this in its metadata."""
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i" '
        'prefix="TC260: http://www.tc260.org.cn/ns/AIGC/1.0/"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="i">x</dc:identifier><dc:title>T</dc:title><dc:language>zh</dc:language>{metas}</metadata>'
        '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles>'
            "</container>",
            "b.opf": package,
            "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body/></html>',
        }
    )


def epub_of(text: str | None) -> bytes:
    return epub(f'<meta property="TC260:AIGC">{escape(text, quote=False)}</meta>' if text is not None else "")


def pdf(info: bytes = b"/Title (T)", packet: bytes = b"", behind: bytes = b"", about: bytes = b"") -> bytes:
    """A page without a word; ``info`` is in its Info dictionary, ``packet`` its metadata stream, ``about`` of which."""
    catalog = b"<</Type /Catalog /Pages 2 0 R %s>>" % (b"/Metadata 5 0 R" if packet else b"")
    held = [catalog, b"<</Type /Pages /Kids [3 0 R] /Count 1>>", b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
            b"<<%s>>" % info]  # fmt: skip
    if packet:
        told = b"/Type /Metadata /Subtype /XML /Length %d %s" % (len(packet), about)
        held.append(b"<<%s>>\nstream\n%s\nendstream" % (told, packet))
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(held, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(held) + 1
    tail = b"trailer\n<</Size %d /Root 1 0 R /Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n" % size + rows + tail + behind


def pdf_of(text: str | None) -> bytes:
    return pdf(b"/AIGC (%s)" % text.encode() if text is not None else b"/Title (T)")


def page(head: str = "", body: str = "文") -> bytes:
    """A page of HTML with this in its head."""
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body><p>{body}</p></body></html>'.encode()


def page_of(text: str | None) -> bytes:
    return page(f'<meta name="AIGC" content="{escape(text)}">' if text is not None else "")


def markdown(front: str = "", body: str = "# 标题\n\n正文。\n") -> bytes:
    """A text with front matter, where there is some."""
    return (f"---\n{front}---\n{body}" if front else body).encode()


def markdown_of(text: str | None) -> bytes:
    if text is None:
        return markdown("title: 标题\n")
    return markdown("AIGC:\n" + "".join(f"  {key}: {json.dumps(one)}\n" for key, one in json.loads(text).items()))


def glb(asset: object) -> bytes:
    """A scene of nothing."""
    raw = json.dumps({"asset": asset}, separators=(",", ":")).encode()
    raw += b" " * (-len(raw) % 4)
    return struct.pack("<4sIII4s", b"glTF", 2, 20 + len(raw), len(raw), b"JSON") + raw


def glb_of(text: str | None) -> bytes:
    return glb({"version": "2.0", **({"extras": {"AIGC": json.loads(text)}} if text is not None else {})})


def bomb() -> bytes:
    """What ten million noughts pack to: a thousandth."""
    return zlib.compress(bytes(10_000_000), 9)
