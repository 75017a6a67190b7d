"""Films of a few bytes, made from the descriptions of their formats: what stands around pictures, without any."""

from __future__ import annotations

import struct


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of the ISO base media file format."""
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + kind + content


def keyed(text: str, key: bytes = b"AIGC", handler: bytes = b"mdta") -> bytes:
    """The list of a ``meta`` box with one key."""
    item = box(b"\0\0\0\1", box(b"data", b"\0\0\0\1", bytes(4), text.encode()))
    keys = box(b"keys", bytes(4), b"\0\0\0\1", box(b"mdta", key))
    return box(b"meta", bytes(4), box(b"hdlr", bytes(8), handler, bytes(13)), keys, box(b"ilst", item))


def itunes(text: str) -> bytes:
    """The list of iTunes, with the label under a name of its own."""
    name = box(b"----", box(b"mean", bytes(4), b"com.apple.iTunes"), box(b"name", bytes(4), b"AIGC"),
               box(b"data", b"\0\0\0\1", bytes(4), text.encode()))  # fmt: skip
    return box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"mdir", b"appl", bytes(9)), box(b"ilst", name))


def keyless(text: str) -> bytes:
    """A list whose item has the name of the key for a type, and no table of keys."""
    item = box(b"AIGC", box(b"data", b"\0\0\0\1", bytes(4), text.encode()))
    return box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"mdir", b"appl", bytes(9)), box(b"ilst", item))


def mp4(*told: bytes, brand: bytes = b"isom", top: bytes = b"") -> bytes:
    """A film with this in its user data, and this at its end."""
    head = box(b"mvhd", bytes(12), struct.pack(">II", 1000, 0), bytes(80))
    user = box(b"udta", *told) if told else b""
    return box(b"ftyp", brand, bytes(4), brand) + box(b"moov", head, user) + box(b"mdat", b"frame") + top


def mp4_of(text: str | None) -> bytes:
    return mp4(keyed(text)) if text is not None else mp4()


def mov_of(text: str | None) -> bytes:
    return mp4(keyed(text), brand=b"qt  ") if text is not None else mp4(brand=b"qt  ")


def m4a_of(text: str | None) -> bytes:
    return mp4(keyed(text), brand=b"M4A ") if text is not None else mp4(brand=b"M4A ")


def element(kind: int, *parts: bytes) -> bytes:
    """An element of EBML, its size in eight bytes."""
    content = b"".join(parts)
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + (1 << 56 | len(content)).to_bytes(8, "big") + content


def tagged(text: str, name: str = "AIGC", track: int = 0) -> bytes:
    """The tags of a file, or of a track, with one of a name."""
    targets = element(0x63C0, *([element(0x63C5, bytes((track,)))] if track else []))
    simple = element(0x67C8, element(0x45A3, name.encode()), element(0x4487, text.encode()))
    return element(0x1254C367, element(0x7373, targets, simple))


def matroska(*parts: bytes, doctype: bytes = b"matroska") -> bytes:
    """A film with further parts before its one cluster."""
    head = element(0x1A45DFA3, element(0x4282, doctype), element(0x4287, b"\4"), element(0x4285, b"\2"))
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40"), element(0x4D80, b"own"), element(0x5741, b"own"))
    cluster = element(0x1F43B675, element(0xE7, b"\0"), element(0xA3, b"\x81\0\0\x80frame"))
    return head + element(0x18538067, info, *parts, cluster)


def mkv_of(text: str | None) -> bytes:
    return matroska(*([tagged(text)] if text is not None else []))


def webm_of(text: str | None) -> bytes:
    return matroska(*([tagged(text)] if text is not None else []), doctype=b"webm")


def chunk(kind: bytes, *parts: bytes) -> bytes:
    """A chunk of RIFF."""
    data = b"".join(parts)
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def avi(*lists: bytes) -> bytes:
    """A film with further lists before its pictures."""
    head = chunk(b"LIST", b"hdrl", chunk(b"avih", struct.pack("<14I", 40000, 0, 0, 16, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0)))
    movie = chunk(b"LIST", b"movi", chunk(b"00dc", b"frame!"))
    index = chunk(b"idx1", b"00dc", struct.pack("<III", 16, 4, 6))
    return chunk(b"RIFF", b"AVI ", head, *lists, movie, index)


def avi_of(text: str | None) -> bytes:
    return avi(*([chunk(b"LIST", b"INFO", chunk(b"AIGC", text.encode() + b"\0"))] if text is not None else []))


def flv(*properties: bytes, more: bytes = b"") -> bytes:
    """A film whose onMetaData has these properties."""
    body = b"\2\0\x0aonMetaData\x08\0\0\0\1" + b"".join(properties) + b"\0\0\x09"
    tag = b"\x12" + len(body).to_bytes(3, "big") + bytes(7) + body
    film = b"\x09" + (5).to_bytes(3, "big") + bytes(7) + b"\x17\0\0\0\0"
    script, picture = (one + len(one).to_bytes(4, "big") for one in (tag, film))
    return b"FLV\1\1\0\0\0\x09" + bytes(4) + script + picture + more


def amf(name: bytes, text: str) -> bytes:
    """A property that is a text."""
    raw = text.encode()
    return len(name).to_bytes(2, "big") + name + b"\2" + len(raw).to_bytes(2, "big") + raw


def flv_of(text: str | None) -> bytes:
    return flv(amf(b"encoder", "own"), *([amf(b"AIGC", text)] if text is not None else []))
