"""PNG: the label is an XMP packet in an iTXt chunk (TC260-PG-20259A; PNG third edition, 11.3.3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice, ordered
from guiju.labels.carriers import exif, profile
from guiju.labels.reading import meant
from guiju.labels.remark import Remark

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_XMP: Final = b"XML:com.adobe.xmp"
_KEYWORD: Final = b"AIGC"
_TEXTS: Final = (b"iTXt", b"tEXt", b"zTXt")
_EXIF: Final = b"eXIf"
_SLACK, _RATIO = 8192, 256  # own numbers: padded text and profiles pack to a hundredth; what packs better is a trap
_GLANCE: Final = 64  # own number: letters of a text that tell whether it may be a label
_PICTURE: Final = (b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"acTL", b"fcTL", b"fdAT")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk: its type, where it begins (its length field) and ends, and its data."""

    type: bytes
    start: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True)
class PNG:
    """PNG and APNG."""

    name: str = "png"
    kind: Kind = Kind.IMAGE
    endings: tuple[str, ...] = (".png", ".apng")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature."""
        return data[: len(_SIGNATURE)] == _SIGNATURE

    def scan(self, data: Buffer) -> Scan:
        """Packets of properties, EXIF, text chunks of the keyword AIGC, and others whose text is a label."""
        seen = Gathering()
        try:
            end = len(_SIGNATURE)
            for chunk in _chunks(data):
                end = chunk.end
                if chunk.data:
                    _look(data, chunk, seen)
            if end < len(data):
                seen.remarks.append(Remark("trailing", end, f"{len(data) - end} bytes"))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """One packet, behind the header; labels in other packets, in EXIF and in text chunks go."""
        chunks = list(_chunks(data))
        packets = [chunk for chunk in chunks if _is_packet(chunk)]
        packet = xmp.labelled(_packet(packets[0]) if packets else b"", value)
        place = chunks[0].end
        cuts = [Splice(place, place, _property(packet))]
        cuts += [Splice(chunk.start, chunk.end, b"") for chunk in chunks if chunk in packets[:1] or _label(chunk)]
        for chunk in packets[1:]:
            old = _packet(chunk)
            new = xmp.unlabelled(old)
            if new != old:
                cuts.append(Splice(chunk.start, chunk.end, _property(new)))
        for chunk in chunks:
            clear = _without(chunk)
            if clear != chunk.data:
                cuts.append(Splice(chunk.start, chunk.end, _chunk(chunk.type, clear)))
        return ordered(cuts)

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The chunks that make the picture."""
        return ((chunk.start, chunk.end) for chunk in _chunks(data) if chunk.type in _PICTURE)


def _chunks(data: Buffer) -> Iterator[_Chunk]:
    """The chunks up to IEND; of pictures without their data. Raises Damaged."""
    at = len(_SIGNATURE)
    while True:
        head = data[at : at + 8]
        size, end = int.from_bytes(head[:4], "big"), at + 12 + int.from_bytes(head[:4], "big")
        if len(head) < 8 or end > len(data):
            raise Damaged("the file ends within a chunk" if head else "the file ends without IEND", at)
        kind = head[4:]
        if at == len(_SIGNATURE) and kind != b"IHDR":
            raise Damaged("the first chunk is not IHDR", at)
        read = kind in _TEXTS or kind == _EXIF
        if read and size > LARGEST:
            raise Damaged(f"a chunk {kind.decode()} of {size} bytes", at)
        yield _Chunk(kind, at, end, data[at + 8 : end - 4] if read else b"")
        if kind == b"IEND":
            return
        at = end


def _look(data: Buffer, chunk: _Chunk, seen: Gathering) -> None:
    at, name = chunk.start + 8, chunk.type.decode()
    if crc32(chunk.type + chunk.data) != int.from_bytes(data[chunk.end - 4 : chunk.end], "big"):
        seen.remarks.append(Remark("checksum", chunk.start, name))
    if _is_packet(chunk):
        packet = _packet(chunk)
        seen.found += xmp.labels(packet, max(at, at + len(chunk.data) - len(packet)), f"{name} {_XMP.decode()}")
    elif chunk.type == _EXIF or _is_profile(chunk):
        try:
            seen.found += _hidden(chunk, at, name)
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", at + (damage.at or 0), damage.what))
    elif _label(chunk):
        keyword, _, rest = chunk.data.partition(b"\0")
        try:
            text = _text(chunk.type, rest)
        except (ValueError, zlib.error):
            seen.remarks.append(Remark("compressed", at, name))
            return
        here = at + len(keyword) + 1
        # Annex B of the guide allows a tEXt chunk of this keyword
        own = chunk.type == b"tEXt" and keyword == _KEYWORD
        place = f"{name} {keyword.decode('latin-1')}"
        seen.found.append(Found(text, here, place, () if own else (Remark("other_place", here, place),)))


def _is_packet(chunk: _Chunk) -> bool:
    return chunk.type == b"iTXt" and chunk.data.startswith(_XMP + b"\0")


def _label(chunk: _Chunk) -> bool:
    """Whether a text chunk is a label: by its keyword, readable or not, or by its text."""
    if chunk.type not in _TEXTS or _is_packet(chunk):
        return False
    keyword, _, rest = chunk.data.partition(b"\0")
    if keyword == _KEYWORD:
        return True
    try:
        glance = _text(chunk.type, rest, _GLANCE).lstrip("\0 \r\n\t\ufeff")
    except (ValueError, zlib.error):
        return False
    return glance.startswith(("{", "[", "AIGC", "eyJ")) and meant(_decoded(chunk))


def _property(packet: bytes) -> bytes:
    """The chunk that holds a packet."""
    return _chunk(b"iTXt", _XMP + b"\0\0\0\0\0" + packet)


def _is_profile(chunk: _Chunk) -> bool:
    return chunk.type in _TEXTS and profile.is_profile(chunk.data.partition(b"\0")[0])


def _hidden(chunk: _Chunk, at: int, name: str) -> list[Found]:
    """The labels in EXIF, as it is or as a profile. Raises Damaged."""
    if chunk.type == _EXIF:
        return exif.labels(chunk.data, at, name)
    return profile.labels(_decoded(chunk), at, f"{name} profile")


def _decoded(chunk: _Chunk) -> str:
    """The text of a chunk behind its keyword; empty where it cannot be read."""
    try:
        return _text(chunk.type, chunk.data.partition(b"\0")[2])
    except (ValueError, zlib.error):
        return ""


def _without(chunk: _Chunk) -> bytes:
    """The data of a chunk with the labels in EXIF gone; of any other chunk as they are. Raises Damaged."""
    if chunk.type != _EXIF and not _is_profile(chunk):
        return chunk.data
    try:
        if chunk.type == _EXIF:
            return exif.cleared(chunk.data)
        old = _decoded(chunk)
        new = profile.cleared(old)
    except Damaged as damage:
        raise Damaged(damage.what, chunk.start + 8 + (damage.at or 0)) from None
    if new == old:
        return chunk.data
    body = {b"tEXt": new.encode(), b"zTXt": b"\0" + zlib.compress(new.encode())}
    return chunk.data.partition(b"\0")[0] + b"\0" + body.get(chunk.type, bytes(4) + new.encode())


def _packet(chunk: _Chunk) -> bytes:
    """The packet in an iTXt chunk. Raises Damaged."""
    try:
        return _text(b"iTXt", chunk.data.partition(b"\0")[2]).encode()
    except (ValueError, zlib.error):
        raise Damaged("the XMP packet does not decompress or is not UTF-8", chunk.start) from None


def _text(kind: bytes, rest: bytes, most: int = LARGEST) -> str:
    """The text of a chunk behind its keyword, of no more than ``most`` bytes where only a glance is asked for. Raises
    ValueError, zlib.error."""
    if kind == b"tEXt":
        return rest[:most].decode("utf-8", "replace")
    if kind == b"zTXt":
        return _inflated(rest[1:], most).decode("utf-8", "replace")
    packed, body = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[2:]
    if not body:
        raise ValueError("an iTXt chunk without text")
    raw = _inflated(body[0], most) if packed else body[0][:most]
    return raw.decode("utf-8", "ignore" if most < LARGEST else "strict")


def _inflated(data: bytes, most: int) -> bytes:
    """Raises ValueError where it is more than is read."""
    machine = zlib.decompressobj()
    found = machine.decompress(data, min(most, _SLACK + _RATIO * len(data)))
    if not machine.eof and most == LARGEST:
        raise ValueError("too large or cut off")
    return found


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")
