"""Ogg with Vorbis, Opus, FLAC, Speex or Theora: the label is a Vorbis comment (TC260-PG-202510A; RFC 7845, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Gathering, Scan, Splice
from guiju.labels.carriers import vorbis
from guiju.labels.carriers.ogg_pages import BEGINS, Page, packets, paged, pages, renumbered
from guiju.labels.remark import Remark

_COMMENTED: Final = {
    b"\x01vorbis": b"\x03vorbis",
    b"OpusHead": b"OpusTags",
    b"Speex   ": b"",
    b"\x80theora": b"\x81theora",
    b"\x7fFLAC": b"",
}
"""How the first packet of a stream begins, and what stands before the comments in its second."""

_FLAC: Final = b"\x7fFLAC"
_MOVING: Final = b"\x80theora"
_FIRST: Final = (
    4096  # own number: the first pages of all streams stand before any other, and are of some dozens of bytes
)
_BETWEEN: Final = (bytes(8), b"\xff" * 8)


@dataclass(slots=True)
class _Stream:
    """A logical stream: how its first packet begins, and the pages from the one with the comments to the one that ends
    with a whole packet. Its other pages are of no use here."""

    codec: bytes
    run: list[Page] = field(default_factory=list)
    whole: bool = False
    size: int = 0

    @property
    def before(self) -> int:
        """Bytes of the packet of comments before these."""
        return 4 if self.codec == _FLAC else len(_COMMENTED[self.codec])

    def takes(self, page: Page) -> bool:
        """Whether a page belongs to the run. Raises Damaged."""
        if self.whole or not self.codec:
            return False
        self.run.append(page)
        self.size += page.end - page.body
        if self.size > LARGEST:
            raise Damaged(f"comments of more than {LARGEST} bytes", page.start)
        self.whole = page.whole
        return True


@dataclass(frozen=True, slots=True)
class OGG:
    """Ogg. The label is in the comments of the first stream that has some; those of every other, of chained ones too,
    lose theirs. Content is the bodies of all pages without the packets of comments."""

    name: str = "ogg"
    kind: Kind = Kind.AUDIO
    endings: tuple[str, ...] = (".ogg", ".oga", ".opus", ".spx")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature, and whether a stream of moving pictures is among the first."""
        return data[:5] == b"OggS\0" and (_MOVING in data[:_FIRST]) is (self.kind is Kind.VIDEO)

    def scan(self, data: Buffer) -> Scan:
        """The comments of every stream."""
        seen = Gathering()
        try:
            for stream, _ in _taken(data):
                if stream and stream.whole:
                    seen.found += vorbis.labels(_comments(data, stream), stream.run[0].body + stream.before)
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The packets of comments written anew, pages of their streams numbered anew where there are more or fewer."""
        made, grown, labelled = list[Splice](), dict[bytes, int](), False
        for stream, page in _taken(data):
            if page.flags & BEGINS:
                grown.pop(page.serial, None)
            if stream is None:
                if grown.get(page.serial):
                    made.append(renumbered(data, page, grown[page.serial]))
            elif stream.whole:
                old, at = _comments(data, stream), stream.run[0].body + stream.before
                new = vorbis.cleared(old, at) if labelled else vorbis.labelled(old, value, at)
                labelled = True
                if new != old:
                    written = _written(data, stream, new)
                    made += _placed(stream.run, written)
                    grown[page.serial] = len(written) - len(stream.run)
        if not labelled:
            raise Damaged("the file has no stream of a kind whose comments are known", 0)
        return sorted(made, key=lambda one: one.start)

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """Bodies of pages; of those with comments what follows these, once all of it is there."""
        for stream, page in _taken(data):
            if stream is None:
                yield page.body, page.end
            elif stream.whole:
                yield from _behind(data, stream)


OGV: Final = OGG("ogv", Kind.VIDEO, (".ogv", ".ogx"))
"""Ogg with moving pictures."""


def _taken(data: Buffer) -> Iterator[tuple[_Stream | None, Page]]:
    """Each page, with its stream where it is of the run of comments. Raises Damaged, also where such a run does not
    end."""
    streams = dict[bytes, _Stream]()
    for page in pages(data):
        if page.flags & BEGINS:
            head = data[page.body : min(page.body + 8, page.end)]
            _ended(streams.pop(page.serial, None))
            streams[page.serial] = _Stream(next((one for one in _COMMENTED if head.startswith(one)), b""))
            yield None, page
        else:
            stream = streams.get(page.serial)
            yield (stream if stream and stream.takes(page) else None), page
    for stream in streams.values():
        _ended(stream)


def _ended(stream: _Stream | None) -> None:
    if stream and stream.codec and not stream.whole:
        raise Damaged("a stream ends before its comments do", stream.run[0].start if stream.run else None)


def _comments(data: Buffer, stream: _Stream) -> bytes:
    """The block of comments of a stream. Raises Damaged."""
    packet = _packets(data, stream)[0]
    if stream.codec == _FLAC:
        if packet[:1] not in (b"\x04", b"\x84") or int.from_bytes(packet[1:4], "big") != len(packet) - 4:
            raise Damaged("the second packet of FLAC is not its comments", stream.run[0].body)
    elif not packet.startswith(_COMMENTED[stream.codec]):
        raise Damaged("the second packet of a stream is not its comments", stream.run[0].body)
    return packet[stream.before :]


def _packets(data: Buffer, stream: _Stream) -> list[bytes]:
    """Raises Damaged where sound stands on a page of comments, which no format allows."""
    for page in stream.run:
        if page.granule not in _BETWEEN:
            raise Damaged("sound on a page of comments", page.start)
    return packets(data, stream.run)


def _written(data: Buffer, stream: _Stream, block: bytes) -> list[bytes]:
    """The pages of a run with another block of comments."""
    some = _packets(data, stream)
    head = some[0][: stream.before]
    if stream.codec == _FLAC:
        if len(block) >= 1 << 24:
            raise Damaged(f"a block of metadata cannot hold {len(block)} bytes")
        head = head[:1] + len(block).to_bytes(3, "big")
    return paged([head + block, *some[1:]], stream.run)


def _placed(run: list[Page], written: list[bytes]) -> list[Splice]:
    """New pages, each where an old one stood; those that are more behind the last."""
    last = len(run) - 1
    new = [b"".join(written[n:]) if n == last else b"".join(written[n : n + 1]) for n in range(len(run))]
    return [Splice(page.start, page.end, one) for page, one in zip(run, new, strict=True)]


def _behind(data: Buffer, stream: _Stream) -> Iterator[tuple[int, int]]:
    """What follows the packet of comments on its pages."""
    left = len(packets(data, stream.run)[0])
    for page in stream.run:
        start = min(page.body + left, page.end)
        left -= start - page.body
        if start < page.end:
            yield start, page.end
