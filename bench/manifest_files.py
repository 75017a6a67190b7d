"""One small file of every kind that can hold a manifest: noise as pictures, a tone as sound, a word as text."""

from __future__ import annotations

import io
import wave
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Final

import av
import numpy as np
import openpyxl
import pikepdf
import pillow_heif
from PIL import Image

SIZE: Final = (96, 64)
SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_OOXML: Final = "application/vnd.openxmlformats-officedocument"


def picture(size: tuple[int, int] = SIZE, seed: int = 1) -> Image.Image:
    """Noise, the same for the same seed."""
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def image(form: str, size: tuple[int, int] = SIZE, **how: Any) -> bytes:
    """The picture in a format of Pillow."""
    out = io.BytesIO()
    picture(size).save(out, form, **how)
    return out.getvalue()


def heic(size: tuple[int, int] = SIZE) -> bytes:
    """The picture as HEIC."""
    out = io.BytesIO()
    pillow_heif.from_pillow(picture(size)).save(out, quality=80)
    return out.getvalue()


def movie(form: str, size: tuple[int, int] = SIZE, frames: int = 10) -> bytes:
    """A second of noise as MPEG-4 part 2."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(frames):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(picture(size, number)), format="rgb24")))
        file.mux(stream.encode())
    return out.getvalue()


def sound(form: str, codec: str, seconds: int = 1) -> bytes:
    """A tone."""
    out = io.BytesIO()
    tone = (np.sin(np.arange(44100 * seconds) / 20) * 20000).astype(np.int16)[None]
    with av.open(out, "w", format=form) as file:
        stream: Any = file.add_stream(codec, rate=44100)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        frame.sample_rate = 44100
        for part in av.AudioResampler(stream.format, "mono", 44100).resample(frame):
            file.mux(stream.encode(part))
        file.mux(stream.encode())
    return out.getvalue()


def wav(seconds: int = 1) -> bytes:
    """The tone as samples."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes((np.sin(np.arange(8000 * seconds) / 5) * 20000).astype("<i2").tobytes())
    return out.getvalue()


def packed(members: Mapping[str, str]) -> bytes:
    """A zip container, its members compressed but for one that names its kind."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in members.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(name, text, how)
    return out.getvalue()


def docx(words: str = "Hello") -> bytes:
    """A document of one paragraph."""
    kind = f"{_OOXML}.wordprocessingml.document.main+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"{relations}"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>",
    })  # fmt: skip


def xlsx() -> bytes:
    """A sheet of one cell."""
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.create_sheet("one")["A1"] = "Hello"
    book.save(out)
    return out.getvalue()


def pptx() -> bytes:
    """A presentation without a slide."""
    kind, main = (
        f"{_OOXML}.presentationml.presentation.main+xml",
        "http://schemas.openxmlformats.org/presentationml/2006",
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"{relations}"/><Override PartName="/ppt/presentation.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/'
        'relationships/officeDocument" Target="ppt/presentation.xml"/></Relationships>',
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{main}/main"><p:notesSz cx="1" cy="10000"/>'
        "</p:presentation>",
    })  # fmt: skip


def odt(words: str = "Hello") -> bytes:
    """A text of one paragraph."""
    kind = "application/vnd.oasis.opendocument.text"
    entries = (("/", kind), ("content.xml", "text/xml"))
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>' for path, media in entries
    )
    return packed({
        "mimetype": kind,
        "content.xml": f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
        f'office:version="1.2"><office:body><office:text><text:p>{words}</text:p></office:text></office:body>'
        "</office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.2">'
        f"{listed}</manifest:manifest>",
    })  # fmt: skip


def epub() -> bytes:
    """A book of one page."""
    return packed({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "a.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc='
        '"http://purl.org/dc/elements/1.1/"><dc:identifier id="i">u</dc:identifier><dc:title>T</dc:title><dc:language>'
        'en</dc:language></metadata><manifest><item id="p" href="p.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="p"/></spine></package>',
        "p.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>Hello</body></html>',
    })  # fmt: skip


def pdf(pages: int = 1) -> bytes:
    """Pages with a square each, their content not compressed."""
    out, made = io.BytesIO(), pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(200, 200))
        page.Contents = made.make_stream(b"0 0 0 rg 10 10 50 50 re f")
    made.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


FILES: Final[Mapping[str, Callable[[], bytes]]] = {
    "a.png": lambda: image("PNG"), "a.jpg": lambda: image("JPEG"), "a.webp": lambda: image("WEBP"),
    "a.gif": lambda: image("GIF"), "a.tiff": lambda: image("TIFF"), "a.avif": lambda: image("AVIF"), "a.heic": heic,
    "a.svg": lambda: SVG, "a.mp4": lambda: movie("mp4"), "a.mov": lambda: movie("mov"), "a.avi": lambda: movie("avi"),
    "a.m4a": lambda: sound("ipod", "aac"), "a.mp3": lambda: sound("mp3", "libmp3lame"), "a.wav": wav,
    "a.flac": lambda: sound("flac", "flac"), "a.pdf": pdf, "a.docx": docx, "a.xlsx": xlsx, "a.pptx": pptx,
    "a.epub": epub,
}  # fmt: skip
"""By the name that tells the kind."""
