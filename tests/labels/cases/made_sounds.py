"""Sound of a few bytes, made from the descriptions of its formats."""

from __future__ import annotations

import struct

from tests.labels.cases.made_films import chunk

FMT = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16))
SOUND = chunk(b"data", struct.pack("<16h", *range(0, 1600, 100)))


def wav(*before: bytes, after: bytes = b"") -> bytes:
    """Two milliseconds, with further chunks before and behind the sound."""
    return chunk(b"RIFF", b"WAVE", FMT, *before, SOUND, after)


def wav_of(text: str | None) -> bytes:
    return wav(*([chunk(b"AIGC", text.encode())] if text is not None else []))


def unsyncsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def txxx(text: str, name: str = "AIGC", version: int = 4) -> bytes:
    """A frame of ID3v2 with a text under a name."""
    body = b"\3" + name.encode() + b"\0" + text.encode()
    return b"TXXX" + (unsyncsafe(len(body)) if version == 4 else struct.pack(">I", len(body))) + b"\0\0" + body


def id3(*frames: bytes, version: int = 4, size: int | None = None) -> bytes:
    """A tag of ID3v2."""
    body = b"".join(frames)
    return b"ID3" + bytes((version, 0, 0)) + unsyncsafe(len(body) if size is None else size) + body


def frames(count: int = 4) -> bytes:
    """Frames of silence: MPEG-1 layer III, 128 kbit/s, 44.1 kHz, one channel."""
    return (b"\xff\xfb\x90\xc4" + bytes(413)) * count


def mp3_of(text: str | None) -> bytes:
    return (id3(txxx(text)) if text is not None else b"") + frames()


def ape(text: str) -> bytes:
    """A tag of APEv2, as stands behind the sound."""
    item = struct.pack("<II", len(text.encode()), 0) + b"AIGC\0" + text.encode()
    foot = b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, 0) + bytes(8)
    return item + foot


def comments(*some: str) -> bytes:
    """A block of Vorbis comments."""
    raw = [one.encode() for one in ("own", *some)]
    counted = [struct.pack("<I", len(one)) + one for one in raw]
    return counted[0] + struct.pack("<I", len(some)) + b"".join(counted[1:])


def flac(*blocks: tuple[int, bytes], sound: bytes = b"\xff\xf8none") -> bytes:
    """A file of these blocks behind STREAMINFO."""
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + (44100 << 44 | 15 << 36).to_bytes(8, "big") + bytes(16)
    every = [(0, info), *blocks]
    told = (
        bytes((kind | (n == len(every) - 1) << 7,)) + len(body).to_bytes(3, "big") + body
        for n, (kind, body) in enumerate(every)
    )
    return b"fLaC" + b"".join(told) + sound


def flac_of(text: str | None) -> bytes:
    return flac((4, comments("TITLE=t", *([f"AIGC={text}"] if text is not None else []))))


def page(packet: bytes, number: int, flags: int = 0) -> bytes:
    """A page of Ogg with one packet."""
    lacing = b"\xff" * (len(packet) // 255) + bytes((len(packet) % 255,))
    head = b"OggS\0" + bytes((flags,)) + bytes(8) + b"\1\0\0\0" + struct.pack("<I", number)
    body = bytes((len(lacing),)) + lacing + packet
    return head + struct.pack("<I", crc(head + bytes(4) + body)) + body


def crc(data: bytes) -> int:
    """The checksum of a page: polynomial 0x04C11DB7, not reflected, from 0 (RFC 3533)."""
    found = 0
    for byte in data:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1 ^ 0x04C11DB7 if found & 0x80000000 else found << 1) & 0xFFFFFFFF
    return found


def opus(*some: str) -> bytes:
    """A stream of Opus with these comments."""
    head = b"OpusHead\1\1\0\0" + struct.pack("<I", 48000) + b"\0\0\0"
    return page(head, 0, 2) + page(b"OpusTags" + comments(*some), 1) + page(b"\xf8\xff\xfe", 2, 4)


def opus_of(text: str | None) -> bytes:
    return opus("TITLE=t", *([f"AIGC={text}"] if text is not None else []))
