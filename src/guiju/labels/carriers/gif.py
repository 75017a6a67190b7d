"""GIF: the label is an XMP packet in an application extension (TC260-PG-20259A; GIF 89a; XMP part 3, 1.1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice, ordered
from guiju.labels.reading import meant
from guiju.labels.remark import Remark

_VERSIONS: Final = (b"GIF87a", b"GIF89a")
_SCREEN: Final = 6
"""Where the screen descriptor begins, behind the signature and the version."""

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_APPLICATION, _COMMENT = 0xFF, 0xFE
_HEAD: Final = 14  # of an application extension: two bytes that introduce it, the size, the name of eleven
_XMP: Final = b"XMP DataXMP"
_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_OPENING: Final = bytes((_EXTENSION, _APPLICATION, len(_XMP))) + _XMP
_MAGIC: Final = b"\1" + bytes(range(0xFF, -1, -1)) + b"\0"
"""What follows a packet: wherever a reader comes upon it that takes the packet's letters for sizes, it is led to the
end."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A block: its first byte, an extension's second, where it begins and ends, and an application's name."""

    kind: int
    label: int
    start: int
    end: int
    name: bytes = b""


@dataclass(frozen=True, slots=True)
class GIF:
    """GIF, still and animated; one of 1987 becomes one of 1989, which has such extensions."""

    name: str = "gif"
    kind: Kind = Kind.IMAGE
    endings: tuple[str, ...] = (".gif",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature and the version."""
        return data[:_SCREEN] in _VERSIONS

    def scan(self, data: Buffer) -> Scan:
        """Packets of properties, and comments that are a label."""
        seen = Gathering()
        try:
            end = 0
            for block in _blocks(data):
                end = block.end
                _look(data, block, seen)
            if end < len(data):
                seen.remarks.append(Remark("trailing", end, f"{len(data) - end} bytes"))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """One packet in the first XMP extension, or in a new one before the first frame and behind what says how the
        frames are repeated; labels elsewhere go."""
        blocks = list(_blocks(data))
        mains = [block for block in blocks if block.name == _XMP]
        packet = xmp.labelled(_packet(data, mains[0]) if mains else b"", value)
        at = mains[0].start if mains else _place(blocks)
        cuts = [Splice(at, mains[0].end if mains else at, _extension(packet))]
        cuts += [Splice(block.start, block.end, b"") for block in blocks if _comment(data, block)]
        for block in mains[1:]:
            old = _packet(data, block)
            new = xmp.unlabelled(old)
            if new != old:
                cuts.append(Splice(block.start, block.end, _extension(new)))
        cuts.append(Splice(0, _SCREEN, _VERSIONS[1]))
        return ordered(cut for cut in cuts if data[cut.start : cut.end] != cut.data)

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The screen, the frames and how they are shown and repeated; not the version."""
        at = _SCREEN
        for block in _blocks(data):
            if at == _SCREEN:
                yield at, block.start
            at = block.end
            content = block.name in _LOOPS if block.label == _APPLICATION else block.label != _COMMENT
            if content:
                yield block.start, block.end


def _blocks(data: Buffer) -> Iterator[_Block]:
    """The blocks up to the trailer. Raises Damaged."""
    at = _tabled(data, _SCREEN + 7, _SCREEN + 4)
    while True:
        head = data[at : at + 2]
        if not head:
            raise Damaged("the file ends without its trailer", at)
        if head[0] == _TRAILER:
            yield _Block(_TRAILER, 0, at, at + 1)
            return
        if head[0] == _IMAGE:
            end = _ended(data, _tabled(data, at + 10, at + 9) + 1)
            yield _Block(_IMAGE, 0, at, end)
        elif head[0] == _EXTENSION and len(head) == 2:
            end = _ended(data, at + 2)
            name = data[at + 3 : at + _HEAD] if head[1] == _APPLICATION and data[at + 2] == len(_XMP) else b""
            yield _Block(_EXTENSION, head[1], at, end, name)
        else:
            raise Damaged("there is no block where one should begin", at)
        at = end


def _tabled(data: Buffer, at: int, flags: int) -> int:
    """Where the colour table ends that may begin at a byte, by the flags at another. Raises Damaged."""
    if at > len(data):
        raise Damaged("the file ends within a descriptor", flags)
    bits = data[flags]
    return at + (3 << (bits & 7) + 1 if bits & 0x80 else 0)


def _ended(data: Buffer, at: int) -> int:
    """Where the sub-blocks end that begin at a byte. Raises Damaged."""
    size, end = 1, at
    while size:
        if end >= len(data):
            raise Damaged("the file ends within a block", at)
        size = data[end]
        end += size + 1
    return end


def _packet(data: Buffer, block: _Block) -> bytes:
    """The packet of an XMP extension; also of one that was written as sub-blocks, which its standard does not know.
    Raises Damaged."""
    start, end = block.start + _HEAD, block.end
    if end - start > 2 * LARGEST:
        raise Damaged(f"an XMP extension of {end - start} bytes", block.start)
    whole = data[start:end]
    if whole.endswith(_MAGIC):
        return whole[: -len(_MAGIC)]
    return b"".join(_pieces(whole))


def _pieces(whole: bytes) -> Iterator[bytes]:
    """The data of sub-blocks."""
    at = 0
    while at < len(whole):
        yield whole[at + 1 : at + 1 + whole[at]]
        at += whole[at] + 1


def _comment(data: Buffer, block: _Block) -> str:
    """The label that is the whole text of a comment; empty for every other block."""
    if block.label != _COMMENT or block.end - block.start > LARGEST:
        return ""
    text = b"".join(_pieces(data[block.start + 2 : block.end])).decode("utf-8", "replace")
    return text if meant(text) else ""


def _look(data: Buffer, block: _Block, seen: Gathering) -> None:
    try:
        if block.name == _XMP:
            seen.found += xmp.labels(_packet(data, block), block.start + _HEAD, _XMP.decode())
    except Damaged as damage:
        seen.remarks.append(Remark("damaged", block.start + (damage.at or 0), damage.what))
    text = _comment(data, block)
    if text:
        odd = Remark("other_place", block.start, "comment")
        seen.found.append(Found(text, block.start + 3, "comment", (odd,)))


def _place(blocks: Sequence[_Block]) -> int:
    """Before the first block that is neither of an application nor a comment."""
    return next(block.start for block in blocks if block.label not in (_APPLICATION, _COMMENT))


def _extension(packet: bytes) -> bytes:
    return _OPENING + packet + _MAGIC
