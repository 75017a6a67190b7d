"""The frames of an ID3v2 tag, and the label among them (ID3v2.2.0, 3.2; ID3v2.3.0, 3.3; ID3v2.4.0, 4)."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged
from guiju.labels.carriers.id3_tag import UNSYNCHRONISED, Tag, syncsafe, unsyncsafe
from guiju.labels.naming import held, named

KEYWORD: Final = "AIGC"
_FRAMES: Final = 20_000  # own number: no tag has as many frames; a crafted one of 256 MB could hold 25 million
_ID: Final = re.compile(rb"[A-Z0-9]{3}[A-Z0-9 \0]")
_DESCRIBED: Final = re.compile(rb"(?:[^\0].|\0[^\0])*+", re.DOTALL)
_GLANCE: Final = 4096  # own number: bytes in which a frame tells whether it is a label
_SLACK, _RATIO = 8192, 256  # own numbers: padded text packs to a hundredth; what packs better is a trap
_XMP: Final = b"XMP\0"
_CODECS: Final = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_LISTED: Final = {b"TXX": "TXXX", b"TXXX": "TXXX", b"COM": "COMM", b"COMM": "COMM"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: its id, its flags, its bytes as they stand in the file (of version 4 with a size that is one), its
    content with the tag's unsynchronisation undone, and the byte of the file where it begins."""

    id: bytes
    flags: int
    raw: bytes
    content: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a frame: its text, where it stands in the words of the format, and whether that is the guide's."""

    text: str
    place: str
    exact: bool


def frames(data: Buffer, tag: Tag) -> list[Frame]:
    """The frames of a tag in its order; none of one that is not read. Raises Damaged."""
    if not tag.written:
        return []
    start, end = tag.body
    raw = data[start:end]
    dropped = [found.start() + 1 for found in re.finditer(b"\xff\0", raw)] if _whole(tag) else []
    body = raw.replace(b"\xff\0", b"\xff") if dropped else raw
    places = [place - count for count, place in enumerate(dropped)]
    first = _extended(body, tag, start) if tag.extended else 0
    size = 3 if tag.version == 2 else 4
    head = 6 if tag.version == 2 else 10
    found = []
    for at, after in _walked(body, first, tag):
        place, beyond = at + bisect_right(places, at), after + bisect_right(places, after)
        flags = 0 if tag.version == 2 else int.from_bytes(body[at + 8 : at + 10], "big")
        stands = raw[place:beyond]
        if tag.version == 4:
            stands = stands[:4] + unsyncsafe(after - at - head) + stands[8:]
        found.append(Frame(body[at : at + size], flags, stands, body[at + head : after], start + place))
    return found


def label_in(tag: Tag, frame: Frame) -> Label | None:
    """The label that a frame holds, None where it holds none."""
    kind = _LISTED.get(frame.id)
    if kind is None or len(frame.raw) > LARGEST:
        return None
    skipped = 4 if kind == "COMM" else 1
    for most in (_GLANCE, LARGEST):  # what is packed is opened whole only where it begins as a label
        content = _opened(tag, frame, most)
        if not content or content[0] >= len(_CODECS):
            return None
        described, text = _parted(content[skipped:], content[0])
        if not (named(described) or held(text)):
            return None
    exact = kind == "TXXX" and described == KEYWORD
    return Label(text, f"{kind} {described or 'XXX'}"[:60], exact)


def packet_in(frame: Frame) -> bytes:
    """The XMP packet that a frame holds, as some editors put it into a private one; nothing where it holds none."""
    plain = frame.id == b"PRIV" and frame.content.startswith(_XMP) and len(frame.raw) <= LARGEST
    return frame.content[len(_XMP) :] if plain and frame.raw.endswith(frame.content) else b""


def without(tag: Tag, frame: Frame) -> bytes:
    """What stays of a frame when labels go: nothing of one that is a label, a packet with blanks in their place.
    Raises Damaged."""
    if label_in(tag, frame):
        return b""
    packet = packet_in(frame)
    return frame.raw[: len(frame.raw) - len(packet)] + xmp.unlabelled(packet) if packet else frame.raw


def spelled(version: int, value: str) -> bytes:
    """The frame that is the label, for a tag of a version: its characters are ASCII, so each may use the plainest
    coding that it knows."""
    content = (b"\3" if version == 4 else b"\0") + KEYWORD.encode() + b"\0" + value.encode("ascii")
    if version == 2:
        return b"TXX" + len(content).to_bytes(3, "big") + content
    size = unsyncsafe(len(content)) if version == 4 else len(content).to_bytes(4, "big")
    return b"TXXX" + size + b"\0\0" + content


def _whole(tag: Tag) -> bool:
    """Whether unsynchronisation was done to the tag as a whole; version 4 does it to each frame."""
    return tag.version < 4 and bool(tag.flags & UNSYNCHRONISED)


def _extended(body: bytes, tag: Tag, at: int) -> int:
    """Bytes of the extended header. Raises Damaged."""
    size = syncsafe(body[:4], at) if tag.version == 4 else int.from_bytes(body[:4], "big") + 4
    if not 6 <= size <= len(body):
        raise Damaged("the extended header of the ID3v2 tag goes beyond it", at)
    return size


def _walked(body: bytes, first: int, tag: Tag) -> list[tuple[int, int]]:
    """Where each frame begins and ends. Raises Damaged."""
    try:
        return _steps(body, first, tag, plain=tag.version == 3)
    except Damaged:
        if tag.version != 4:
            raise
        # some programs write the sizes of version 3 into tags of version 4
        return _steps(body, first, tag, plain=True)


def _steps(body: bytes, at: int, tag: Tag, *, plain: bool) -> list[tuple[int, int]]:
    head, found = (6 if tag.version == 2 else 10), list[tuple[int, int]]()
    while at + head <= len(body) and body[at]:
        here = tag.start + at
        if tag.version == 2:
            good, size = body[at : at + 3].isalnum(), int.from_bytes(body[at + 3 : at + 6], "big")
        else:
            good, four = _ID.match(body, at) is not None, body[at + 4 : at + 8]
            size = int.from_bytes(four, "big") if plain else syncsafe(four, here)
        if not good or at + head + size > len(body) or len(found) >= _FRAMES:
            raise Damaged("a frame of ID3v2 that is none, or goes beyond its tag", here)
        found.append((at, at + head + size))
        at += head + size
    return found


def _opened(tag: Tag, frame: Frame, most: int) -> bytes:
    """The content of a frame without what its flags put around it, no more than ``most`` bytes of one that is packed;
    nothing where it is encrypted or does not open."""
    content, flags = frame.content, frame.flags
    if tag.version == 4:
        packed, grouped, secret, sized = flags & 8, flags & 0x40, flags & 4, flags & 1
        content = content[(1 if grouped else 0) + (4 if sized else 0) :]
        if flags & 2 or tag.flags & UNSYNCHRONISED:
            content = content.replace(b"\xff\0", b"\xff")
    else:
        packed, grouped, secret = flags & 0x80, flags & 0x20, flags & 0x40
        content = content[(4 if packed else 0) + (1 if grouped else 0) :]
    if secret:
        return b""
    if packed:
        try:
            return zlib.decompressobj().decompress(content, min(most, _SLACK + _RATIO * len(content)))
        except zlib.error:
            return b""
    return content


def _parted(content: bytes, coding: int) -> tuple[str, str]:
    """The description and the text behind it."""
    wide = coding in (1, 2)
    ends = _DESCRIBED.match(content) if wide else None
    at = ends.end() if ends else content.find(b"\0")
    if at < 0:
        return "", ""
    parts = content[:at], content[at + (2 if wide else 1) :]
    described, text = (part.decode(_CODECS[coding], "replace") for part in parts)
    return described.lstrip("\ufeff"), text.rstrip("\0").lstrip("\ufeff")
