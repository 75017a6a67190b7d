"""WAV, RF64 and BW64: the label is a chunk of the id AIGC (TC260-PG-202510A; EBU Tech 3306; ITU-R BS.2088)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers import id3, riff_info
from guiju.labels.carriers.id3_tag import tag_at
from guiju.labels.carriers.riff import HEAD, Chunk, chunks, sized, written
from guiju.labels.remark import Remark

_LONG: Final = (b"RF64", b"BW64")
_ELSEWHERE: Final = 0xFFFFFFFF
_SOUND: Final = (b"fmt ", b"fact", b"data")
_XMP: Final = b"_PMX"
_TAG: Final = (b"id3 ", b"ID3 ")


@dataclass(frozen=True, slots=True)
class _File:
    """A file taken apart: the chunk that is all of it, those in it, and where a 64-bit size of the whole stands."""

    form: Chunk
    chunks: tuple[Chunk, ...]
    long: int | None
    streamed: bool


@dataclass(frozen=True, slots=True)
class WAV:
    """WAV. The label stands before the sound, where a reader of a stream meets it. Content is the format and the sound.

    A chunk ``data`` of a size that was never written, as programs that write into a pipe leave it, goes to the end.
    """

    name: str = "wav"
    kind: Kind = Kind.AUDIO
    endings: tuple[str, ...] = (".wav", ".wave", ".rf64", ".bw64")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature."""
        return data[:4] in (b"RIFF", *_LONG) and data[8:12] == b"WAVE"

    def scan(self, data: Buffer) -> Scan:
        """Chunks of the id, and what lists, XMP packets and ID3 tags hold."""
        seen = Gathering()
        try:
            file = _file(data)
            for chunk in file.chunks:
                seen.found += _labels(data, chunk)
            if file.form.after < len(data):
                left = len(data) - file.form.after
                seen.remarks.append(Remark("trailing", file.form.after, f"{left} bytes"))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The chunk before the sound; others and what else holds a label go."""
        file = _file(data)
        place = next((chunk.start for chunk in file.chunks if chunk.id == b"data"), None)
        if place is None:
            raise Damaged("the file has no data chunk", file.form.start)
        own = next((chunk for chunk in file.chunks if chunk.id == riff_info.ID and chunk.start < place), None)
        wanted = written(riff_info.ID, riff_info.value_of(value))
        made = [] if own else [Splice(place, place, wanted)]
        for chunk in file.chunks:
            new = wanted if chunk is own else _without(data, chunk)
            if new is not None and new != data[chunk.start : chunk.after]:
                made.append(Splice(chunk.start, chunk.after, new))
        made += _told(file, data, sum(len(one.data) - one.end + one.start for one in made))
        return sorted(made, key=lambda splice: (splice.start, splice.end))

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The data of the chunks that make the sound, a list of waves included."""
        for chunk in _file(data).chunks:
            if chunk.id in _SOUND or (chunk.id == b"LIST" and data[chunk.body : chunk.body + 4] == b"wavl"):
                yield chunk.body, chunk.end


def _labels(data: Buffer, chunk: Chunk) -> list[Found]:
    """Raises Damaged."""
    if chunk.id == riff_info.ID:
        return [Found(riff_info.text(data, chunk), chunk.body, "AIGC")]
    if riff_info.lists(data, chunk):
        return riff_info.labels(data, chunk, foreign=True)
    found = list[Found]()
    if chunk.id == _XMP:
        found = xmp.labels(_packet(data, chunk), chunk.body, "_PMX")
    elif chunk.id in _TAG and (tag := tag_at(data, chunk.body)):
        seen = Gathering()
        id3.look(data, tag, seen)
        found = seen.found
    return [
        Found(one.text, one.at, one.place, (*one.remarks, Remark("other_place", one.at, one.place))) for one in found
    ]


def _without(data: Buffer, chunk: Chunk) -> bytes | None:
    """What takes the place of a chunk that is or holds a label, None for another. Raises Damaged."""
    if chunk.id == riff_info.ID:
        return b""
    if riff_info.lists(data, chunk):
        return riff_info.cleared(data, chunk)
    if chunk.id == _XMP:
        return written(chunk.id, xmp.unlabelled(_packet(data, chunk)))
    if chunk.id in _TAG and (tag := tag_at(data, chunk.body)):
        gone = id3.cleared(data, tag)
        body = gone.data + data[gone.end : chunk.end] if gone else b""
        return None if gone is None else written(chunk.id, body) if body.strip(b"\0") else b""
    return None


def _packet(data: Buffer, chunk: Chunk) -> bytes:
    """Raises Damaged."""
    if chunk.size > LARGEST:
        raise Damaged(f"an XMP packet of {chunk.size} bytes", chunk.start)
    return data[chunk.body : chunk.end]


def _told(file: _File, data: Buffer, grown: int) -> list[Splice]:
    """The new size of the whole where it is told. Raises Damaged where it does not fit."""
    if grown == 0 or file.streamed:
        return []
    if file.long is None:
        return [sized(file.form, grown)]
    size = int.from_bytes(data[file.long : file.long + 8], "little") + grown
    return [Splice(file.long, file.long + 8, size.to_bytes(8, "little"))]


def _file(data: Buffer) -> _File:
    """Raises Damaged."""
    stated = int.from_bytes(data[4:8], "little")
    sizes, long = _long(data) if data[:4] in _LONG else ({}, None)
    size = int.from_bytes(data[long : long + 8], "little") if long else stated
    streamed = long is None and stated == _ELSEWHERE
    end = len(data) if streamed else HEAD + size
    if end > len(data) or end < 12:
        raise Damaged(f"the file ends before the {size} bytes that it says it has", 4)
    if streamed:
        sizes = _open_ended(data, end)
    found = tuple(chunks(data, 12, end, sizes))
    return _File(Chunk(data[:4], 0, HEAD, end, min(end + end % 2, len(data))), found, long, streamed)


def _long(data: Buffer) -> tuple[Mapping[bytes, int], int]:
    """The sizes that ds64 tells, and where that of the whole stands. Raises Damaged."""
    first = next(chunks(data, 12, len(data)), None)
    if first is None or first.id != b"ds64" or first.size < 28:
        raise Damaged("the first chunk is not a whole ds64", 12)
    body = data[first.body : min(first.end, first.body + LARGEST)]
    sizes = {b"data": int.from_bytes(body[8:16], "little")}
    for at in range(28, min(len(body), 28 + 12 * int.from_bytes(body[24:28], "little")) - 11, 12):
        sizes[body[at : at + 4]] = int.from_bytes(body[at + 4 : at + 12], "little")
    return sizes, first.body


def _open_ended(data: Buffer, end: int) -> Mapping[bytes, int]:
    """The size of a data chunk that does not tell it."""
    try:
        for _ in chunks(data, 12, end):
            pass
    except Damaged as damage:
        at = damage.at or 0
        if data[at : at + HEAD] == b"data\xff\xff\xff\xff":
            return {b"data": end - at - HEAD}
    return {}
