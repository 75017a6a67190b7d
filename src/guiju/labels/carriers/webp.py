"""WebP: the label is an XMP packet in the chunk ``XMP `` (TC260-PG-20259A; RFC 9649)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice, ordered
from guiju.labels.carriers import exif, riff
from guiju.labels.carriers.riff import Chunk
from guiju.labels.remark import Remark

_XMP: Final = b"XMP "
_EXIF: Final = b"EXIF"
_OWN: Final = b"AIGC"
_READ: Final = (_XMP, _EXIF, _OWN)
_EXTENDED: Final = b"VP8X"
_HAS_XMP, _HAS_ALPHA = 0x04, 0x10
_PICTURE: Final = (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF")
_JPEG_NAME: Final = b"Exif\0\0"
"""What some writers leave before EXIF as JPEG has it."""


@dataclass(frozen=True, slots=True)
class WebP:
    """WebP, still and animated, simple and extended."""

    name: str = "webp"
    kind: Kind = Kind.IMAGE
    endings: tuple[str, ...] = (".webp",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the RIFF form."""
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"

    def scan(self, data: Buffer) -> Scan:
        """Packets of properties, EXIF, and chunks of the name AIGC."""
        seen = Gathering()
        try:
            for chunk in _chunks(data):
                _look(data, chunk, seen)
            end = riff.form(data).after
            if end < len(data):
                seen.remarks.append(Remark("trailing", end, f"{len(data) - end} bytes"))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """One packet in the first XMP chunk, or in a new one at the end; a simple file becomes an extended one. Labels
        elsewhere go."""
        chunks = list(_chunks(data))
        mains = [chunk for chunk in chunks if chunk.id == _XMP]
        new = riff.written(_XMP, xmp.labelled(_body(data, mains[0]) if mains else b"", value))
        if mains:
            cuts = [Splice(mains[0].start, mains[0].after, new)]
        else:
            last = chunks[-1]
            pad = b"" if last.padded or last.id == _OWN else b"\0"
            cuts = [Splice(last.after, last.after, pad + new)]
        cuts.append(_flagged(data, chunks))
        cuts += [_replaced(chunk, xmp.unlabelled(_body(data, chunk))) for chunk in mains[1:]]
        cuts += [_replaced(chunk, _without(data, chunk)) for chunk in chunks if chunk.id == _EXIF]
        cuts += [Splice(chunk.start, chunk.after, b"") for chunk in chunks if chunk.id == _OWN]
        cuts = [cut for cut in cuts if data[cut.start : cut.end] != cut.data]
        grown = sum(len(cut.data) - (cut.end - cut.start) for cut in cuts)
        return ordered([*cuts, riff.sized(riff.form(data), grown)]) if cuts else []

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The chunks of the picture and of its frames; not the header of an extended file, which tells what other
        chunks there are."""
        return ((chunk.start, chunk.end) for chunk in _chunks(data) if chunk.id in _PICTURE)


def _chunks(data: Buffer) -> Iterator[Chunk]:
    """The chunks of a file. Raises Damaged, also where there are none."""
    form = riff.form(data)
    if riff.kind(data, form) != b"WEBP":
        raise Damaged("the RIFF form is not WEBP", 8)
    none = True
    for chunk in riff.inside(data, form):
        none = False
        yield chunk
    if none:
        raise Damaged("the file holds no picture", form.body)


def _body(data: Buffer, chunk: Chunk) -> bytes:
    """The data of a chunk of description. Raises Damaged."""
    if chunk.size > LARGEST:
        raise Damaged(f"a {chunk.id.decode()} chunk of {chunk.size} bytes", chunk.start)
    return data[chunk.body : chunk.end]


def _replaced(chunk: Chunk, body: bytes) -> Splice:
    return Splice(chunk.body, chunk.end, body)


def _look(data: Buffer, chunk: Chunk, seen: Gathering) -> None:
    name = chunk.id.decode().strip()
    if chunk.id not in _READ:
        return
    try:
        body = _body(data, chunk)
        if chunk.id == _XMP:
            seen.found += xmp.labels(body, chunk.body, name)
        elif chunk.id == _EXIF:
            before = _before(body)
            seen.found += exif.labels(body[before:], chunk.body + before, name)
        else:
            odd = Remark("other_place", chunk.body, name)
            seen.found.append(Found(body.decode("utf-8", "replace"), chunk.body, name, (odd,)))
    except Damaged as damage:
        seen.remarks.append(Remark("damaged", chunk.body + (damage.at or 0), damage.what))


def _before(body: bytes) -> int:
    """Bytes before the block of EXIF."""
    return len(_JPEG_NAME) if body.startswith(_JPEG_NAME) else 0


def _without(data: Buffer, chunk: Chunk) -> bytes:
    """The data of an EXIF chunk without labels. Raises Damaged."""
    body = _body(data, chunk)
    before = _before(body)
    try:
        return body[:before] + exif.cleared(body[before:])
    except Damaged as damage:
        raise Damaged(damage.what, chunk.body + before + (damage.at or 0)) from None


def _flagged(data: Buffer, chunks: Sequence[Chunk]) -> Splice:
    """The header of an extended file with the flag of XMP; a new one where the file is a simple one. Raises Damaged."""
    first = chunks[0]
    if first.id == _EXTENDED:
        if first.size < 10:
            raise Damaged("the VP8X chunk is not whole", first.start)
        return Splice(first.body, first.body + 1, bytes((data[first.body] | _HAS_XMP,)))
    width, height, alpha = _canvas(data, first)
    flags = bytes((_HAS_XMP | (_HAS_ALPHA if alpha else 0), 0, 0, 0))
    sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    return Splice(first.start, first.start, riff.written(_EXTENDED, flags + sides))


def _canvas(data: Buffer, chunk: Chunk) -> tuple[int, int, bool]:
    """Width and height in pixels of a simple picture, and whether it uses transparency. Raises Damaged."""
    head = data[chunk.body : min(chunk.body + 10, chunk.end)]
    if chunk.id == b"VP8 " and len(head) == 10 and head[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        if width and height:
            return width, height, False
    if chunk.id == b"VP8L" and len(head) >= 5 and head[0] == 0x2F:
        bits = int.from_bytes(head[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    raise Damaged("the first chunk is neither VP8X nor the head of a picture", chunk.start)
