"""PNG: the label is an XMP packet in an iTXt chunk (TC260-PG-20259A; PNG third edition, 11.3.3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.remark import Remark

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_XMP: Final = b"XML:com.adobe.xmp"
_KEYWORD: Final = b"AIGC"
_TEXTS: Final = (b"iTXt", b"tEXt", b"zTXt")
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
        """Packets of properties, and text chunks of the keyword AIGC."""
        seen = Gathering()
        try:
            end = len(_SIGNATURE)
            for chunk in _chunks(data):
                end = chunk.end
                if chunk.type in _TEXTS:
                    _look(data, chunk, seen)
            if end < len(data):
                seen.remarks.append(Remark("trailing", end, f"{len(data) - end} bytes"))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """One packet, behind the header; other packets and text chunks with a label go."""
        chunks = list(_chunks(data))
        packets = [chunk for chunk in chunks if chunk.type == b"iTXt" and chunk.data.startswith(_XMP + b"\0")]
        packet = xmp.labelled(_packet(packets[0]) if packets else b"", value)
        written = _chunk(b"iTXt", _XMP + b"\0\0\0\0\0" + packet)
        gone = [chunk for chunk in chunks if _labelled(chunk) or chunk in packets]
        place = chunks[0].end
        return [Splice(place, place, written), *(Splice(chunk.start, chunk.end, b"") for chunk in gone)]

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
        if kind in _TEXTS and size > LARGEST:
            raise Damaged(f"a text chunk of {size} bytes", at)
        yield _Chunk(kind, at, end, data[at + 8 : end - 4] if kind in _TEXTS else b"")
        if kind == b"IEND":
            return
        at = end


def _look(data: Buffer, chunk: _Chunk, seen: Gathering) -> None:
    at = chunk.start + 8
    keyword, _, rest = chunk.data.partition(b"\0")
    name = chunk.type.decode()
    if crc32(chunk.type + chunk.data) != int.from_bytes(data[chunk.end - 4 : chunk.end], "big"):
        seen.remarks.append(Remark("checksum", chunk.start, name))
    if chunk.type == b"iTXt" and keyword == _XMP:
        packet = _packet(chunk)
        seen.found += xmp.labels(packet, max(at, at + len(chunk.data) - len(packet)), f"{name} {_XMP.decode()}")
    elif keyword == _KEYWORD:
        try:
            text = _text(chunk.type, rest)
        except (ValueError, zlib.error):
            seen.remarks.append(Remark("compressed", at, name))
            return
        here = at + len(keyword) + 1
        # Annex B of the guide allows a tEXt chunk of this keyword
        odd = () if chunk.type == b"tEXt" else (Remark("other_place", here, name),)
        seen.found.append(Found(text, here, f"{name} AIGC", odd))


def _labelled(chunk: _Chunk) -> bool:
    return chunk.type in _TEXTS and chunk.data.partition(b"\0")[0] == _KEYWORD


def _packet(chunk: _Chunk) -> bytes:
    """The packet in an iTXt chunk. Raises Damaged."""
    try:
        return _text(b"iTXt", chunk.data.partition(b"\0")[2]).encode()
    except (ValueError, zlib.error):
        raise Damaged("the XMP packet does not decompress or is not UTF-8", chunk.start) from None


def _text(kind: bytes, rest: bytes) -> str:
    """The text of a chunk behind its keyword. Raises ValueError, zlib.error."""
    if kind == b"tEXt":
        return rest.decode("utf-8", "replace")
    if kind == b"zTXt":
        return _inflated(rest[1:]).decode("utf-8", "replace")
    packed, body = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[2:]
    if not body:
        raise ValueError("an iTXt chunk without text")
    return (_inflated(body[0]) if packed else body[0]).decode()


def _inflated(data: bytes) -> bytes:
    """Raises ValueError where it is more than is read."""
    machine = zlib.decompressobj()
    found = machine.decompress(data, LARGEST)
    if not machine.eof:
        raise ValueError("too large or cut off")
    return found


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")
