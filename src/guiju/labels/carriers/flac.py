"""FLAC: the label is a Vorbis comment (TC260-PG-202510A; RFC 9639, 8.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers import id3, vorbis
from guiju.labels.remark import Remark

_SIGNATURE: Final = b"fLaC"
_STREAMINFO: Final = 0
_PADDING: Final = 1
_COMMENT: Final = 4
_FORBIDDEN: Final = 127
_LARGEST: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of metadata: its type, whether it says it is the last, where its head begins and its data end."""

    type: int
    last: bool
    start: int
    end: int

    @property
    def body(self) -> int:
        return self.start + 4


@dataclass(frozen=True, slots=True)
class FLAC:
    """FLAC, with ID3v2 in front of it too. Content is STREAMINFO and the frames of sound."""

    name: str = "flac"
    kind: Kind = Kind.AUDIO
    endings: tuple[str, ...] = (".flac",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature, behind ID3v2 tags where there are any."""
        at = id3.behind(data)
        return data[at : at + 4] == _SIGNATURE

    def scan(self, data: Buffer) -> Scan:
        """Vorbis comments, and TXXX frames in front."""
        seen = Gathering()
        try:
            for tag in id3.fronted(data):
                gathered = Gathering()
                id3.look(data, tag, gathered)
                seen.found += [_elsewhere(found) for found in gathered.found]
            for block in _blocks(data):
                if block.type == _COMMENT:
                    seen.found += vorbis.labels(data[block.body : block.end], block.body)
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The label in the first block of comments, padding giving way to it; other blocks and tags lose theirs."""
        made = [splice for tag in id3.fronted(data) if (splice := id3.cleared(data, tag))]
        blocks = list(_blocks(data))
        comments = [block for block in blocks if block.type == _COMMENT]
        changed, grown = list[tuple[_Block, bytes]](), 0
        for n, block in enumerate(comments):
            body = data[block.body : block.end]
            new = vorbis.cleared(body, block.body) if n else vorbis.labelled(body, value, block.body)
            if new != body:
                changed.append((block, new))
                grown += len(new) - len(body)
        if not comments:
            return [*made, *_inserted(blocks, vorbis.labelled(b"", value, 0))]
        padding = next((block for block in blocks if block.type == _PADDING and block.end - block.body >= grown), None)
        if padding and grown:
            changed.append((padding, bytes(min(padding.end - padding.body - grown, _LARGEST - 1))))
        changed.sort(key=lambda one: one[0].start)
        return [
            *made,
            *(Splice(block.start, block.end, _written(block.type, new, block.last)) for block, new in changed),
        ]

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The data of STREAMINFO, and all that comes behind the blocks of metadata."""
        end = 0
        for block in _blocks(data):
            if block.type == _STREAMINFO:
                yield block.body, block.end
            end = block.end
        yield end, len(data)


def _elsewhere(found: Found) -> Found:
    if found.remarks:
        return found
    return Found(found.text, found.at, found.place, (Remark("other_place", found.at, found.place),))


def _inserted(blocks: list[_Block], body: bytes) -> list[Splice]:
    """A new block behind STREAMINFO. It takes the room of padding that has enough for it."""
    written = _written(_COMMENT, body, last=blocks[0].last)
    head = Splice(blocks[0].start, blocks[0].start + 1, bytes((_STREAMINFO,))) if blocks[0].last else None
    made = [*([head] if head else []), Splice(blocks[0].end, blocks[0].end, written)]
    for block in blocks:
        left = block.end - block.body - len(written)
        if block.type == _PADDING and left >= 0:
            return [*made, Splice(block.start, block.end, _written(_PADDING, bytes(left), block.last))]
    return made


def _written(kind: int, body: bytes, last: bool) -> bytes:
    """Raises Damaged where a block cannot hold it."""
    if len(body) >= _LARGEST:
        raise Damaged(f"a block of metadata cannot hold {len(body)} bytes")
    return bytes((kind | last << 7,)) + len(body).to_bytes(3, "big") + body


def _blocks(data: Buffer) -> Iterator[_Block]:
    """The blocks of metadata. Raises Damaged."""
    at = id3.behind(data)
    if data[at : at + 4] != _SIGNATURE:
        raise Damaged("the file does not begin with fLaC", at)
    at += 4
    first = True
    while True:
        head = data[at : at + 4]
        end = at + 4 + int.from_bytes(head[1:], "big")
        if len(head) < 4 or end > len(data) or head[0] & 0x7F == _FORBIDDEN:
            raise Damaged("the file ends within a block of metadata", at)
        block = _Block(head[0] & 0x7F, bool(head[0] & 0x80), at, end)
        if first and (block.type != _STREAMINFO or end - at < 38):
            raise Damaged("the first block of metadata is not STREAMINFO", at)
        if block.type == _COMMENT and end - at > LARGEST:
            raise Damaged(f"a block of comments of {end - at} bytes", at)
        yield block
        if block.last:
            return
        at, first = end, False
