"""What a file is, by its first bytes: its name may say anything."""

from __future__ import annotations

from typing import Final

from guiju.core.content import Kind

HEAD: Final = 16
"""Bytes that tell the kind of a file."""

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE), (b"\xff\xd8\xff", Kind.IMAGE), (b"GIF87a", Kind.IMAGE),
    (b"GIF89a", Kind.IMAGE), (b"BM", Kind.IMAGE), (b"ID3", Kind.AUDIO), (b"fLaC", Kind.AUDIO), (b"OggS", Kind.AUDIO),
    (b"\x1aE\xdf\xa3", Kind.VIDEO), (b"FLV\x01", Kind.VIDEO),
)  # fmt: skip
_RIFF: Final = {b"WEBP": Kind.IMAGE, b"WAVE": Kind.AUDIO, b"AVI ": Kind.VIDEO}
_SYNC: Final = (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)
"""The second byte of a frame of MP3 without a tag."""


def kind_of(head: bytes) -> Kind | None:
    """Picture, sound or film by the first ``HEAD`` bytes; None for what is none of a known format."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return Kind.AUDIO if head[8:11] == b"M4A" else Kind.VIDEO
    if len(head) > 1 and head[0] == 0xFF and head[1] in _SYNC:
        return Kind.AUDIO
    return next((kind for start, kind in _STARTS if head.startswith(start)), None)
