"""Files that repeat a piece: for each format, those that a reader might walk more often than once a piece."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from typing import Final

from guiju.labels.carriers import ebml
from guiju.labels.carriers.ogg_pages import crc
from tests.labels.carriers import documents, pages

L: Final = b'{"AIGC":{"Label":"1"}}'
NS = b'xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/"'
NOTICE = "【本内容由人工智能生成】".encode()
RDF = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">%s</rdf:RDF></x:xmpmeta>'
ABOUT = b"<rdf:Description %s><T:AIGC>{}</T:AIGC></rdf:Description>" % NS
PACKET = RDF % ABOUT
LISTED = b"<rdf:Description><a:Label xmlns:a='u'>1</a:Label></rdf:Description>"
UUID: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
Builder = Callable[[int], bytes]


def be(kind: bytes, content: bytes) -> bytes:
    """A box of ISO media."""
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def le(kind: bytes, content: bytes) -> bytes:
    """A chunk of RIFF."""
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)


def png(between: bytes, behind: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + between + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"") + behind


def piece(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def exif(count: int, tag: int = 0x010E, text: bytes = b"AIGC") -> bytes:
    """A block of EXIF of many fields that stand at one place."""
    count = min(count, 65_000)
    place = 8 + 2 + 12 * count + 4
    rows = struct.pack("<HHII", tag, 2, len(text), place if len(text) > 4 else int.from_bytes(text, "little")) * count
    return b"II*\0\x08\0\0\0" + struct.pack("<H", count) + rows + b"\0\0\0\0" + text


def directories(count: int) -> bytes:
    """Directories in a row, each with one field."""
    row = struct.pack("<HHHII", 1, 0x010E, 2, 4, int.from_bytes(b"AIGC", "little"))
    links = (8 + 18 * one for one in range(1, count))
    return b"II*\0\x08\0\0\0" + b"".join(row + struct.pack("<I", link) for link in [*links, 0])


def jpeg(between: bytes) -> bytes:
    scan = b"\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0"
    return b"\xff\xd8" + between + scan + b"\0\xff\xd9"


def segment(kind: int, data: bytes) -> bytes:
    return bytes((255, kind)) + (len(data) + 2).to_bytes(2, "big") + data


def extended(guid: int, at: int, whole: int, data: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0%032d" % guid + struct.pack(">II", whole, at) + data)


def riff(kind: bytes, content: bytes) -> bytes:
    return le(b"RIFF", kind + content)


def webp(between: bytes) -> bytes:
    return riff(b"WEBP", le(b"VP8X", b"\x0c\0\0\0" + bytes(6)) + le(b"VP8L", b"\x2f\0\0\0\0\0\0\0") + between)


def wav(between: bytes) -> bytes:
    return riff(b"WAVE", le(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)) + le(b"data", b"\0\0") + between)


def avi(between: bytes, movi: bytes = b"", index: bytes = b"") -> bytes:
    head = le(b"LIST", b"hdrl" + le(b"avih", bytes(56)))
    return riff(b"AVI ", head + between + le(b"LIST", b"movi" + movi) + (le(b"idx1", index) if index else b""))


def gif(between: bytes) -> bytes:
    picture = b",\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    return b"GIF89a\1\0\1\0\0\0\0" + between + picture + b";"


def safe(number: int) -> bytes:
    return bytes(number >> shift & 127 for shift in (21, 14, 7, 0))


def id3(content: bytes, flags: int = 0, version: int = 3) -> bytes:
    return b"ID3" + bytes((version, 0, flags)) + safe(len(content)) + content


def frame(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "big") + b"\0\0" + content


SOUND = (b"\xff\xfb\x90\x00" + bytes(413)) * 3


def ape(items: bytes, count: int) -> bytes:
    head = (len(items) + 32).to_bytes(4, "little") + count.to_bytes(4, "little")
    return (
        b"APETAGEX\xd0\7\0\0"
        + head
        + b"\0\0\0\xa0"
        + bytes(8)
        + items
        + b"APETAGEX\xd0\7\0\0"
        + head
        + b"\0\0\0\x80"
        + bytes(8)
    )


def vorbis(comments: Iterable[bytes]) -> bytes:
    every = list(comments)
    return bytes(4) + len(every).to_bytes(4, "little") + b"".join(len(one).to_bytes(4, "little") + one for one in every)


def block(kind: int, content: bytes) -> bytes:
    return bytes((kind,)) + len(content).to_bytes(3, "big") + content


def flac(between: bytes) -> bytes:
    return b"fLaC" + block(0, bytes(34)) + between + block(0x81, b"") + b"\xff\xf8" + bytes(20)


def page(content: bytes, serial: int = 1, sequence: int = 0, flags: int = 0) -> bytes:
    lacing = b"\xff" * (len(content) // 255) + bytes((len(content) % 255,))
    lacing = lacing[:255]
    content = content[: sum(lacing)]
    head = b"OggS\0" + bytes((flags,)) + bytes(8) + struct.pack("<III", serial, sequence, 0) + bytes((len(lacing),))
    raw = head + lacing + content
    return raw[:22] + crc(raw).to_bytes(4, "little") + raw[26:]


OPUS = b"OpusHead\1\1" + bytes(9)


def ogg(packet: bytes, behind: bytes = b"") -> bytes:
    """A stream whose comments go over as many pages as they need."""
    every = [packet[at : at + 255 * 255] for at in range(0, len(packet), 255 * 255)]
    told = b""
    for n, one in enumerate(every):
        whole = len(one) == 255 * 255 and n + 1 < len(every)
        lacing = b"\xff" * 255 if whole else b"\xff" * (len(one) // 255) + bytes((len(one) % 255,))
        head = b"OggS\0" + bytes((1 if n else 0,)) + bytes(8) + struct.pack("<III", 1, n + 1, 0) + bytes((len(lacing),))
        raw = head + lacing + one
        told += raw[:22] + crc(raw).to_bytes(4, "little") + raw[26:]
    return page(OPUS, flags=2) + told + behind + page(b"\0" * 9, sequence=len(every) + 1, flags=4)


def streams(count: int, first: bytes, name: bytes) -> bytes:
    comments = b"".join(page(name + vorbis([b"AIGC={}"]), one, 1) for one in range(count))
    return b"".join(page(first, one, flags=2) for one in range(count)) + comments


def attributes(number: int) -> bytes:
    return b'xmlns:a%d="u%d" a%d:ProduceID="1"' % (number, number, number)


def flv(tags: bytes) -> bytes:
    return b"FLV\1\5\0\0\0\x09\0\0\0\0" + tags


def tag(kind: int, content: bytes) -> bytes:
    return (
        bytes((kind,)) + len(content).to_bytes(3, "big") + bytes(7) + content + (len(content) + 11).to_bytes(4, "big")
    )


def script(count: int, key: bytes = b"AIGC") -> bytes:
    pairs = (len(key).to_bytes(2, "big") + key + b"\2\0\2{}") * count
    return tag(18, b"\2\0\x0aonMetaData\x08" + count.to_bytes(4, "big") + pairs + b"\0\0\x09")


SIMPLE = ebml.made(0x67C8, ebml.made(0x45A3, b"AIGC"), ebml.made(0x4487, b"{}"))


def mkv(content: bytes, doctype: bytes = b"matroska") -> bytes:
    return ebml.made(ebml.HEADER, ebml.made(ebml.DOC_TYPE, doctype)) + ebml.made(0x18538067, content)


def tags(*content: bytes) -> bytes:
    return ebml.made(0x1254C367, *content)


def nested(depth: int) -> bytes:
    one = SIMPLE
    for _ in range(depth):
        one = ebml.made(0x67C8, ebml.made(0x45A3, b"A"), one)
    return one


def mp4(content: bytes, brand: bytes = b"isom", moov: bytes = b"") -> bytes:
    return (
        be(b"ftyp", brand + bytes(4) + brand)
        + content
        + be(b"moov", be(b"mvhd", bytes(100)) + moov)
        + be(b"mdat", b"\0")
    )


def keyed(count: int, name: bytes = b"AIGC") -> bytes:
    keys = be(b"keys", bytes(4) + count.to_bytes(4, "big") + be(b"mdta", name) * count)
    rows = b"".join(be(n.to_bytes(4, "big"), be(b"data", b"\0\0\0\1\0\0\0\0{}")) for n in range(1, count + 1))
    return be(b"meta", be(b"hdlr", bytes(8) + b"mdta" + bytes(12)) + keys + be(b"ilst", rows))


def items(count: int, brand: bytes, kind: bytes = b"mime", one_place: bool = True) -> bytes:
    """A picture of many items of metadata that stand at one place, or each at its own."""
    count = min(count, 65_000)
    end = b"a\0application/rdf+xml\0" if kind == b"mime" else b"\0"
    infos = b"".join(be(b"infe", b"\2\0\0\0" + struct.pack(">HH", n, 0) + kind + end) for n in range(1, count + 1))
    rows = b"".join(
        struct.pack(">HHHII", n, 0, 1, 8, 4) if one_place else struct.pack(">HHHII", n, 0, 1, 8 + 4 * n, 4)
        for n in range(1, count + 1)
    )
    meta = be(b"hdlr", bytes(8) + b"pict" + bytes(13)) + be(b"pitm", bytes(4) + b"\0\1")
    meta += be(b"iinf", bytes(4) + struct.pack(">H", count) + infos)
    meta += be(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">H", count) + rows)
    return be(b"ftyp", brand + bytes(4) + b"mif1" + brand) + be(b"meta", bytes(4) + meta) + be(b"mdat", bytes(100))


def glb(text: bytes, rest: bytes = b"") -> bytes:
    text += b" " * (-len(text) % 4)
    return (
        struct.pack("<4sII4s", b"glTF", 2, 20 + len(text) + len(rest), len(text).to_bytes(4, "little"))
        + b"JSON"
        + text
        + rest
    )


def custom(count: int, name: str = "AIGC") -> bytes:
    row = f'<property fmtid="{documents.FORMAT}" pid="2" name="{name}"><vt:lpwstr>x</vt:lpwstr></property>'
    return stored(documents.word(row * count))


def stored(data: bytes) -> bytes:
    """The same package with nothing packed, so that it is as large as what stands in it."""
    held = documents.members(data)
    return documents.packed(held, tuple(held))


def info(row: bytes, count: int) -> bytes:
    return pages.table(pages.objects(b"<<" + row * count + b">>"))


def linked(count: int) -> bytes:
    """Cross-reference tables, each with the one before it."""
    data = pages.table(pages.objects())
    last = int(data.rpartition(b"startxref\n")[2].split()[0])
    for _ in range(count):
        start = len(data)
        data += b"xref\n0 0\ntrailer\n<</Size 6 /Root 1 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (last, start)
        last = start
    return data


FILES: Final[dict[str, tuple[str, Builder]]] = {
    "png, chunks of no data": ("a.png", lambda n: png(piece(b"abCd", b"") * n)),
    "png, text": ("a.png", lambda n: png(piece(b"tEXt", b"a\0b") * n)),
    "png, labels": ("a.png", lambda n: png(piece(b"tEXt", b"AIGC\0{}") * n)),
    "png, packed text": ("a.png", lambda n: png(piece(b"zTXt", b"a\0\0" + zlib.compress(b" " * 9_000)) * n)),
    "png, packets": ("a.png", lambda n: png(piece(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PACKET) * n)),
    "png, one packet": ("a.png", lambda n: png(piece(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + RDF % (ABOUT * n)))),
    "png, EXIF": ("a.png", lambda n: png(piece(b"eXIf", exif(3)) * n)),
    "png, behind the end": ("a.png", lambda n: png(b"", b"a" * n)),
    "jpeg, segments of no data": ("a.jpg", lambda n: jpeg(segment(0xE1, b"") * n)),
    "jpeg, comments": ("a.jpg", lambda n: jpeg(segment(0xFE, L) * n)),
    "jpeg, packets": ("a.jpg", lambda n: jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PACKET) * n)),
    "jpeg, EXIF": ("a.jpg", lambda n: jpeg(segment(0xE1, b"Exif\0\0" + exif(3)) * n)),
    "jpeg, portions of many": ("a.jpg", lambda n: jpeg(b"".join(extended(one, 0, 4, b"<a/>") for one in range(n)))),
    "jpeg, portions of one": ("a.jpg", lambda n: jpeg(b"".join(extended(1, one, n, b" ") for one in range(n)))),
    "jpeg, fill": ("a.jpg", lambda n: jpeg(b"\xff" * n)),
    "jpeg, signs in the scan": ("a.jpg", lambda n: jpeg(b"")[:-2] + b"\xff\xd0" * n + b"\xff\xd9"),
    "webp, chunks": ("a.webp", lambda n: webp(le(b"abcd", b"") * n)),
    "webp, packets": ("a.webp", lambda n: webp(le(b"XMP ", PACKET) * n)),
    "webp, EXIF": ("a.webp", lambda n: webp(le(b"EXIF", exif(3)) * n)),
    "gif, comments": ("a.gif", lambda n: gif(b"!\xfe\1a\0" * n)),
    "gif, labels": ("a.gif", lambda n: gif((b"!\xfe\x16" + L + b"\0") * n)),
    "gif, portions": ("a.gif", lambda n: gif(b"!\xfe" + b"\1{" * n + b"\0")),
    "gif, packets": ("a.gif", lambda n: gif((b"!\xff\x0bXMP DataXMP" + b"\1" + bytes(range(255, -1, -1)) + b"\0") * n)),
    "tiff, fields": ("a.tif", lambda n: exif(n)),
    "tiff, directories": ("a.tif", directories),
    "tiff, packets at one place": ("a.tif", lambda n: exif(n, 700, PACKET)),
    "tiff, labels at one place": ("a.tif", lambda n: exif(n, 0x010E, L)),
    "flac, blocks": ("a.flac", lambda n: flac(block(1, b"") * n)),
    "flac, blocks of labels": ("a.flac", lambda n: flac(block(4, vorbis([b"AIGC={}"])) * n)),
    "flac, labels": ("a.flac", lambda n: flac(block(4, vorbis([b"AIGC={}"] * n)))),
    "flac, comments": ("a.flac", lambda n: flac(block(4, vorbis([b"a=b"] * n)))),
    "mp3, labels": ("a.mp3", lambda n: id3(frame(b"TXXX", b"\0AIGC\0{}") * n) + SOUND),
    "mp3, frames": ("a.mp3", lambda n: id3(frame(b"TIT2", b"\0a") * n) + SOUND),
    "mp3, frames unsynchronised": ("a.mp3", lambda n: id3(frame(b"TIT2", b"\0\xff\0") * n, 0x80) + SOUND),
    "mp3, private packets": ("a.mp3", lambda n: id3(frame(b"PRIV", b"XMP\0" + PACKET) * n) + SOUND),
    "mp3, comments of wide characters": ("a.mp3", lambda n: id3(frame(b"COMM", b"\1eng" + b"a" * n)) + SOUND),
    "mp3, tags": ("a.mp3", lambda n: id3(frame(b"TXXX", b"\0AIGC\0{}")) * n + SOUND),
    "mp3, items": ("a.mp3", lambda n: SOUND + ape(b"\2\0\0\0\0\0\0\0AIGC\0{}" * n, n)),
    "mp3, sound": ("a.mp3", lambda n: SOUND * n),
    "flv, scripts": ("a.flv", lambda n: flv(script(1) * n)),
    "flv, keys": ("a.flv", lambda n: flv(script(n))),
    "flv, other keys": ("a.flv", lambda n: flv(script(n, b"k"))),
    "flv, sound": ("a.flv", lambda n: flv(script(1) + tag(8, b"") * n)),
    "mkv, blanks": ("a.mkv", lambda n: mkv(b"\xec\x80" * n)),
    "mkv, labels in a tag": ("a.mkv", lambda n: mkv(tags(ebml.made(0x7373, ebml.made(0x63C0), SIMPLE * n)))),
    "mkv, tags of labels": ("a.mkv", lambda n: mkv(tags(ebml.made(0x7373, ebml.made(0x63C0), SIMPLE) * n))),
    "mkv, tags in tags": ("a.mkv", lambda n: mkv(tags(ebml.made(0x7373, nested(25) * n)))),
    "mkv, targets": ("a.mkv", lambda n: mkv(tags(ebml.made(0x7373, ebml.made(0x63C0) * n, SIMPLE)))),
    "mkv, many tags": ("a.mkv", lambda n: mkv(tags(ebml.made(0x7373, SIMPLE)) * n)),
    "mkv, clusters": ("a.mkv", lambda n: mkv(ebml.made(0x1F43B675, b"\xe7\x81\0") * n)),
    "webm, blocks": ("a.webm", lambda n: mkv(ebml.made(0x1F43B675, b"\xa3\x81\0" * n), b"webm")),
    "heic, items at one place": ("a.heic", lambda n: items(n, b"heic")),
    "heic, items": ("a.heic", lambda n: items(n, b"heic", one_place=False)),
    "avif, items of EXIF": ("a.avif", lambda n: items(n, b"avif", b"Exif")),
    "mp4, boxes": ("a.mp4", lambda n: mp4(be(b"free", b"") * n)),
    "mp4, keys": ("a.mp4", lambda n: mp4(b"", moov=keyed(n))),
    "mp4, other keys": ("a.mp4", lambda n: mp4(b"", moov=be(b"udta", keyed(n, b"k")))),
    "mp4, places of metadata": ("a.mp4", lambda n: mp4(b"", moov=keyed(1) * n)),
    "mp4, places in udta": ("a.mp4", lambda n: mp4(b"", moov=be(b"udta", keyed(1) * n))),
    "mp4, tracks": ("a.mp4", lambda n: mp4(b"", moov=be(b"trak", be(b"udta", keyed(1))) * n)),
    "mov, fragments": ("a.mov", lambda n: mp4(be(b"moof", be(b"mfhd", bytes(8))) * n, b"qt  ")),
    "m4a, packets": ("a.m4a", lambda n: mp4(be(b"uuid", UUID + PACKET) * n, b"M4A ")),
    "wav, chunks": ("a.wav", lambda n: wav(le(b"abcd", b"") * n)),
    "wav, lists": ("a.wav", lambda n: wav(le(b"LIST", b"INFO" + le(b"AIGC", b"{}")) * n)),
    "wav, a list": ("a.wav", lambda n: wav(le(b"LIST", b"INFO" + le(b"AIGC", b"{}") * n))),
    "wav, tags": ("a.wav", lambda n: wav(le(b"id3 ", id3(frame(b"TXXX", b"\0AIGC\0{}"))) * n)),
    "wav, packets": ("a.wav", lambda n: wav(le(b"_PMX", PACKET) * n)),
    "avi, chunks": ("a.avi", lambda n: avi(le(b"JUNK", b"") * n)),
    "avi, lists": ("a.avi", lambda n: avi(le(b"LIST", b"INFO" + le(b"AIGC", b"{}")) * n)),
    "avi, pictures": ("a.avi", lambda n: avi(b"", le(b"00dc", b"") * n, b"00dc" + bytes(12) * n)),
    "ogg, comments": ("a.ogg", lambda n: ogg(b"OpusTags" + vorbis([b"a=b"] * n))),
    "ogg, labels": ("a.ogg", lambda n: ogg(b"OpusTags" + vorbis([b"AIGC={}"] * n))),
    "ogg, pages": ("a.ogg", lambda n: ogg(b"OpusTags" + vorbis([b"a=b"]), page(b"", sequence=2) * n)),
    "ogg, streams": ("a.ogg", lambda n: streams(n, OPUS, b"OpusTags")),
    "ogv, streams": ("a.ogv", lambda n: streams(n, b"\x80theora" + bytes(35), b"\x81theora")),
    "markdown, entries": ("a.md", lambda n: b"---\n" + b"AIGC: {}\n" * n + b"---\nx"),
    "markdown, fields": ("a.md", lambda n: b"---\nAIGC:\n" + b"  a: {}\n" * n + b"---\nx"),
    "markdown, comments": ("a.md", lambda n: b"<!-- " * n),
    "gltf, keys": ("a.gltf", lambda n: b'{"asset":{"version":"2.0"' + b',"AIGC":"{}"' * n + b"}}"),
    "gltf, members": ("a.gltf", lambda n: b'{"asset":{"version":"2.0"}' + b',"a":[]' * n + b"}"),
    "gltf, lists in lists": ("a.gltf", lambda n: b'{"asset":{"a":' + b"[" * n),
    "gltf, blanks": ("a.gltf", lambda n: b'{"asset"' + b" " * n + b":{}}"),
    "glb, chunks": ("a.glb", lambda n: glb(b'{"asset":{"version":"2.0"}}', b"\0\0\0\0BIN\0" * n)),
    "code, notices": ("a.py", lambda n: (b"# " + NOTICE + b"\n") * n),
    "code, lines": ("a.js", lambda n: b"// AI\n" * n),
    "text, notices": ("a.txt", lambda n: (NOTICE + b"\n") * n),
    "text, notices before something": ("a.txt", lambda n: (b"\n" + NOTICE) * n + b"x"),
    "text, blanks": ("a.txt", lambda n: b" " * n + b"x"),
    "table, notices": ("a.csv", lambda n: b"a,b" + (b"\n" + NOTICE) * n),
    "no name, blanks": ("in", lambda n: b" \n" * n),
    "html, labels": ("a.html", lambda n: b"<html>" + b"<meta name=AIGC content='{}'>" * n),
    "html, comments": ("a.html", lambda n: b"<html>" + b"<!---->" * n),
    "html, tags that do not end": ("a.html", lambda n: b"<html>" + b"<p " * n),
    "html, bodies": ("a.html", lambda n: b"<html>" + b"<body " * n),
    "html, scripts": ("a.html", lambda n: b"<html>" + b"<script type=json id=AIGC>{}</script>" * n),
    "html, titles that do not end": ("a.html", lambda n: b"<html>" + b"<title>" * n),
    "html, attributes": ("a.html", lambda n: b"<html><meta " + b"a='b' " * n + b">"),
    "html, blanks in a tag": ("a.html", lambda n: b"<html><meta " + b" " * n + b"name=AIGC>"),
    "html, quotes": ("a.html", lambda n: b"<html><meta " + b"a=\"' " * n),
    "svg, metadata": ("a.svg", lambda n: b"<svg><metadata>" + b"</metadata><metadata>" * n + b"</metadata></svg>"),
    "svg, packets": ("a.svg", lambda n: b"<svg><metadata>" + PACKET * n + b"</metadata></svg>"),
    "svg, attributes": ("a.svg", lambda n: b"<svg><a " + b" ".join(map(attributes, range(n))) + b"/></svg>"),
    "svg, text": ("a.svg", lambda n: b"<svg>" + b"<text>a</text>" * n + b"</svg>"),
    "svg, blanks": ("a.svg", lambda n: b"<svg " + b" " * n + b"/>"),
    "svg, declaration": ("a.svg", lambda n: b"<?xml" + b" " * n + b"version='1.0'?><svg><a/></svg>"),
    "pdf, keys of Info": ("a.pdf", lambda n: info(b"/AIGC ({})", n)),
    "pdf, other keys of Info": ("a.pdf", lambda n: info(b"/a(b)", n)),
    "pdf, lists in lists": ("a.pdf", lambda n: info(b"/a" + b"[" * n, 1)),
    "pdf, brackets in brackets": ("a.pdf", lambda n: info(b"/a" + b"(" * n, 1)),
    "pdf, dictionaries in dictionaries": ("a.pdf", lambda n: info(b"/a" + b"<<" * n, 1)),
    "pdf, objects": ("a.pdf", lambda n: pages.table({**pages.objects(), **dict.fromkeys(range(6, 6 + n), b"null")})),
    "pdf, updates": ("a.pdf", linked),
    "pdf, starts": ("a.pdf", lambda n: pages.table(pages.objects()) + b"startxref\n0\n%%EOF" * n),
    "pdf, labels": ("a.pdf", lambda n: pages.table(pages.with_metadata(RDF % (ABOUT * n)))),
    "docx, properties": ("a.docx", custom),
    "docx, other properties": ("a.docx", lambda n: custom(n, "a")),
    "docx, members": ("a.docx", lambda n: documents.word(**dict.fromkeys((f"word/{one}" for one in range(n)), b""))),
    "docx, types": ("a.docx", lambda n: stored(documents.word("", types=documents.TYPE * n))),
    "docx, relations": ("a.docx", lambda n: stored(documents.word("", relations=documents.RELATION * n))),
    "odt, labels": (
        "a.odt", lambda n: stored(documents.text('<meta:user-defined meta:name="AIGC">{}</meta:user-defined>' * n)),
    ),
    "odt, rows": ("a.odt", lambda n: stored(documents.text(manifest=documents.ROW * n))),
    "odt, members": ("a.odt", lambda n: documents.text(**dict.fromkeys((f"a/{one}" for one in range(n)), b""))),
    "epub, labels": ("a.epub", lambda n: stored(documents.book(metas='<meta property="TC260:AIGC">{}</meta>' * n))),
    "epub, prefixes": ("a.epub", lambda n: stored(documents.book(attributes=f' prefix="{"a: b " * n}"'))),
    "epub, a prefix": ("a.epub", lambda n: stored(documents.book(attributes=f' prefix="{"a" * n}"'))),
}  # fmt: skip
"""By format and what stands in them many times: the name of the file, and the file with so many."""
