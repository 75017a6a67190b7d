"""ID3v2 tags of versions 2, 3 and 4: where they lie and how one is written (ID3v2.3.0, 3.1; ID3v2.4.0, 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Buffer, Damaged

HEAD: Final = 10
"""Bytes of a tag's header, and of the footer that a tag behind the sound has."""

UNSYNCHRONISED: Final = 0x80
_EXTENDED: Final = 0x40
_EXPERIMENTAL: Final = 0x20
_FOOTER: Final = 0x10
_LARGEST: Final = 1 << 28


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its version (2, 3, 4; another is not read), its flags, where its header begins and where it ends, footer
    included."""

    version: int
    flags: int
    start: int
    end: int

    @property
    def footer(self) -> bool:
        """Whether its header stands once more at its end."""
        return self.version == 4 and bool(self.flags & _FOOTER)

    @property
    def extended(self) -> bool:
        """Whether an extended header stands before its frames."""
        return self.version > 2 and bool(self.flags & _EXTENDED)

    @property
    def body(self) -> tuple[int, int]:
        """Where its frames, an extended header before them and padding behind them lie."""
        return self.start + HEAD, self.end - HEAD * self.footer

    @property
    def written(self) -> bool:
        """Whether its frames are of a kind that is read and written here: a tag of version 2 may be compressed in a way
        that was never told."""
        return self.version in (3, 4) or (self.version == 2 and not self.flags & _EXTENDED)


def tag_at(data: Buffer, at: int) -> Tag | None:
    """The tag that begins at a byte; None where none does. Raises Damaged."""
    head = data[at : at + HEAD]
    if head[:3] != b"ID3":
        return None
    if len(head) < HEAD or 0xFF in head[3:5]:
        raise Damaged("an ID3v2 tag without a whole header", at)
    version, flags = head[3], head[5]
    end = at + HEAD + syncsafe(head[6:10], at) + HEAD * (version == 4 and bool(flags & _FOOTER))
    if end > len(data):
        raise Damaged("the ID3v2 tag goes beyond the file", at)
    return Tag(version, flags, at, end)


def tag_before(data: Buffer, end: int) -> Tag | None:
    """The tag whose footer ends at a byte; None where there is none. Raises Damaged."""
    foot = data[max(end - HEAD, 0) : end]
    if foot[:3] != b"3DI" or len(foot) < HEAD or foot[3] != 4:
        return None
    start = end - 2 * HEAD - syncsafe(foot[6:10], end - HEAD)
    tag = tag_at(data, start) if start >= 0 else None
    if tag is None or tag.end != end:
        raise Damaged("the footer of an ID3v2 tag without its header", end - HEAD)
    return tag


def tagged(version: int, frames: Sequence[bytes], flags: int = 0, *, size: int = 0, footer: bool = False) -> bytes:
    """A tag of these frames as they stand, padded up to ``size`` bytes of body where they are fewer.

    An extended header is not written: it may hold a checksum and a size of padding that would not fit any more.
    Raises Damaged where the frames are too many for a tag.
    """
    body = b"".join(frames)
    body += b"\0" * (0 if footer else size - len(body))
    if len(body) >= _LARGEST:
        raise Damaged(f"an ID3v2 tag cannot hold {len(body)} bytes")
    kept = flags & (UNSYNCHRONISED | (_EXPERIMENTAL if version > 2 else 0)) | (_FOOTER if footer else 0)
    rest = bytes((version, 0, kept)) + unsyncsafe(len(body))
    return b"ID3" + rest + body + (b"3DI" + rest if footer else b"")


def syncsafe(four: bytes, at: int) -> int:
    """The number in four bytes of seven bits. Raises Damaged where one has eight."""
    if len(four) < 4 or any(byte & 0x80 for byte in four):
        raise Damaged("a size of ID3v2 that is none", at)
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def unsyncsafe(number: int) -> bytes:
    """A number in four bytes of seven bits."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
