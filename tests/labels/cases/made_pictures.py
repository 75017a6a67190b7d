"""Pictures of a few bytes, made from the descriptions of their formats."""

from __future__ import annotations

import struct
import zlib
from xml.sax.saxutils import escape, quoteattr

from tests.labels.cases.made_films import box

TC260 = "http://www.tc260.org.cn/ns/AIGC/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
GIF_XMP = b"!\xff\x0bXMP DataXMP"


def packet(inside: str, attributes: str = "") -> bytes:
    """An XMP packet with this in its description."""
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about=""{attributes}>'
        f"{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def labelled(text: str, space: str = TC260) -> bytes:
    """An XMP packet with the label as an element."""
    return packet(f"<T:AIGC>{escape(text)}</T:AIGC>", f' xmlns:T="{space}"')


def attributed(text: str) -> bytes:
    """An XMP packet with the label as an attribute."""
    return packet("", f' xmlns:T="{TC260}" T:AIGC={quoteattr(text)}')


def chunk(kind: bytes, data: bytes, crc: int | None = None) -> bytes:
    """A chunk of PNG."""
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    )


def png(*chunks: bytes, size: tuple[int, int] = (1, 1)) -> bytes:
    """A grey picture of a pixel, with further chunks before its data."""
    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def itxt(xmp: bytes) -> bytes:
    """The chunk of PNG that holds a packet."""
    return chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)


def png_of(text: str | None) -> bytes:
    return png(itxt(labelled(text))) if text is not None else png()


def segment(marker: int, data: bytes) -> bytes:
    """A segment of JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments: bytes) -> bytes:
    """A grey picture of eight by eight pixels, with further segments behind JFIF's."""
    jfif = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    tables = segment(0xDB, b"\0" + b"\x10" * 64) + segment(0xC0, b"\x08\0\x08\0\x08\1\1\x11\0")
    codes = segment(0xC4, b"\0\1" + bytes(15) + b"\0") + segment(0xC4, b"\x10\1" + bytes(15) + b"\0")
    return b"\xff\xd8" + jfif + b"".join(segments) + tables + codes + segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x3f\xff\xd9"


def jpeg_of(text: str | None) -> bytes:
    return jpeg(segment(0xE1, JPEG_XMP + labelled(text))) if text is not None else jpeg()


def exif(comment: bytes = b"", description: bytes = b"") -> bytes:
    """A block of EXIF with a UserComment of ASCII, or an ImageDescription."""
    if description:
        row = struct.pack(">HHHII", 1, 0x10E, 2, len(description) + 1, 26)
        return b"MM\0*\0\0\0\x08" + row + bytes(4) + description + b"\0"
    main = struct.pack(">HHHII", 1, 0x8769, 4, 1, 26) + bytes(4)
    inner = struct.pack(">HHHII", 1, 0x9286, 7, len(comment) + 8, 44) + bytes(4)
    return b"MM\0*\0\0\0\x08" + main + inner + b"ASCII\0\0\0" + comment


def webp(*chunks: tuple[bytes, bytes], flags: int = 0) -> bytes:
    """A picture of a pixel without loss, extended where it has further chunks."""
    image = riff(b"VP8L", bytes.fromhex("2f00000010071011118888fe0700"))
    head = riff(b"VP8X", bytes((flags, 0, 0, 0)) + bytes(6)) if chunks else b""
    body = b"WEBP" + head + image + b"".join(riff(kind, data) for kind, data in chunks)
    return riff(b"RIFF", body)


def riff(kind: bytes, data: bytes) -> bytes:
    """A chunk of RIFF."""
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp_of(text: str | None) -> bytes:
    return webp((b"XMP ", labelled(text)), flags=4) if text is not None else webp()


def gif(*blocks: bytes) -> bytes:
    """A picture of a pixel, with further blocks before it."""
    image = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + b"".join(blocks) + image


def gif_packet(xmp: bytes) -> bytes:
    """The extension of GIF that holds a packet, with the trailer that leads any reader to its end."""
    return GIF_XMP + xmp + b"\1" + bytes(range(255, -1, -1)) + b"\0"


def gif_comment(text: bytes) -> bytes:
    parts = [text[at : at + 255] for at in range(0, len(text), 255)]
    return b"!\xfe" + b"".join(bytes((len(part),)) + part for part in parts) + b"\0"


def gif_of(text: str | None) -> bytes:
    return gif(gif_packet(labelled(text))) if text is not None else gif()


def tiff(*fields: tuple[int, int, bytes], count: int | None = None) -> bytes:
    """A grey picture of a pixel, with further fields (tag, type, bytes)."""
    rows = {0x100: 1, 0x101: 1, 0x102: 8, 0x103: 1, 0x106: 1, 0x111: 8, 0x115: 1, 0x116: 1, 0x117: 1}
    every = sorted([*((tag, 4, struct.pack("<I", number)) for tag, number in rows.items()), *fields])
    at, table, values = 10 + 2 + 12 * len(every) + 4, b"", b""
    for tag, kind, raw in every:
        size = len(raw) // 4 if kind == 4 else len(raw)
        place = raw.ljust(4, b"\0") if len(raw) <= 4 else struct.pack("<I", at + len(values))
        table += struct.pack("<HHI", tag, kind, size if count is None or kind == 4 else count) + place
        values += raw + b"\0" * (len(raw) % 2) if len(raw) > 4 else b""
    return b"II*\0" + struct.pack("<I", 10) + b"\x80\0" + struct.pack("<H", len(every)) + table + bytes(4) + values


def tiff_of(text: str | None) -> bytes:
    return tiff((0x2BC, 7, labelled(text))) if text is not None else tiff()


def heif(brand: bytes, items: list[tuple[bytes, bytes]], compatible: bytes = b"mif1") -> bytes:
    """A file of items (type with what follows it, content) whose first one is the picture; its pixels are none."""
    head = box(b"ftyp", brand, bytes(4), brand, compatible)
    infos = [box(b"infe", b"\2\0\0\0" + struct.pack(">HH", n, 0) + kind) for n, (kind, _) in enumerate(items, 1)]
    refs = [box(b"cdsc", struct.pack(">HHH", n, 1, 1)) for n in range(2, len(items) + 1)]

    def meta(start: int) -> bytes:
        rows, at = b"", start
        for n, (_, content) in enumerate(items, 1):
            rows += struct.pack(">HHHII", n, 0, 1, at, len(content))
            at += len(content)
        return box(
            b"meta", bytes(4), box(b"hdlr", bytes(8), b"pict", bytes(13)), box(b"pitm", bytes(4), b"\0\1"),
            box(b"iinf", bytes(4), struct.pack(">H", len(items)), *infos), box(b"iref", bytes(4), *refs),
            box(b"iloc", bytes(4), b"\x44\0", struct.pack(">H", len(items)), rows),
        )  # fmt: skip

    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", *(content for _, content in items))


def heic_of(text: str | None, brand: bytes = b"heic", picture: bytes = b"hvc1\0") -> bytes:
    items = [(picture, b"\0\0\0\1none")]
    if text is not None:
        items.append((b"mime\0application/rdf+xml\0\0", labelled(text)))
    return heif(brand, items)


def avif_of(text: str | None) -> bytes:
    return heic_of(text, b"avif", b"av01\0")


def svg(inside: str = "") -> bytes:
    """A drawing with this before its circle."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}<circle r="4"/></svg>'.encode()


def svg_of(text: str | None) -> bytes:
    return svg(f"<metadata>{labelled(text).decode()}</metadata>") if text is not None else svg()
