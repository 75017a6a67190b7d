"""The segment of a Matroska file (RFC 9559): its parts, and what in it says where they lie.

All such places count from the first byte of the segment's content: the entries of ``SeekHead``, those of ``Cues``,
and the ``Position`` of a cluster.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final

from guiju.labels.carrier import Buffer, Damaged, Splice
from guiju.labels.carriers import ebml
from guiju.labels.carriers.ebml import CRC, HEADER, VOID, Element, element, elements, read

SEGMENT: Final = 0x18538067
SEEK_HEAD: Final = 0x114D9B74
CLUSTER: Final = 0x1F43B675
CUES: Final = 0x1C53BB6B
TAGS: Final = 0x1254C367
_SEEK: Final = 0x4DBB
_SEEK_POSITION: Final = 0x53AC
_POSITION: Final = 0xA7
_BLOCKS: Final = (0xA3, 0xA0)
_CUE_PARTS: Final = (0xBB, 0xB7, 0xDB)
_CUE_PLACES: Final = (0xF1, 0xEA, 0x97, 0xEB)
_INFO: Final = 0x1549A966
_TRACKS: Final = 0x1654AE6B
_ATTACHMENTS: Final = 0x1941A469
_CHAPTERS: Final = 0x1043A770
_TOPS: Final = frozenset((HEADER, SEGMENT, SEEK_HEAD, CLUSTER, CUES, TAGS, _INFO, _TRACKS, _ATTACHMENTS, _CHAPTERS))
_DEEPEST: Final = 8
_ROUNDS: Final = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """The first segment of a file and its parts."""

    root: Element
    parts: tuple[Element, ...]

    @property
    def end(self) -> int:
        """Where its last part ends."""
        return self.parts[-1].end if self.parts else self.root.body

    @property
    def first_cluster(self) -> int:
        """Where the media data begin; the end where there are none."""
        return next((part.start for part in self.parts if part.id == CLUSTER), self.end)

    def room(self, part: Element) -> int:
        """Where the elements that say nothing behind a part end."""
        end = part.end
        for other in self.parts:
            if other.start == end and other.id == VOID:
                end = other.end
        return end

    def rooms(self, before: int) -> Iterator[tuple[int, int]]:
        """Where elements that say nothing begin and end, up to a byte; those behind one another are one."""
        early = (part for part in self.parts if part.start < before)
        for empty, run in groupby(early, lambda part: part.id == VOID):
            row = list(run)
            if empty:
                yield row[0].start, row[-1].end

    def resized(self, growth: int) -> list[Splice]:
        """The size of the segment once it has grown. It may get wider: no place counts from before its content."""
        if self.root.open or not growth:
            return []
        start, body = self.root.start + 4, self.root.body
        return [Splice(start, body, ebml.size(self.root.end - body + growth, body - start))]


def parts(data: Buffer, root: Element) -> Iterator[Element]:
    """The parts of a segment. A part of unknown size ends where the next begins. Raises Damaged."""
    at = root.body
    while at < root.end:
        one = element(data, at, root.end)
        if root.open and one.id in (HEADER, SEGMENT):
            return
        if one.open:
            if one.id != CLUSTER:
                raise Damaged("an element of unknown size that is no cluster", at)
            one = Element(one.id, one.start, one.body, _close(data, one), True)
        yield one
        at = one.end


def _close(data: Buffer, cluster: Element) -> int:
    at = cluster.body
    while at < cluster.end:
        one = element(data, at, cluster.end)
        if one.id in _TOPS:
            return at
        if one.open:
            raise Damaged("an element of unknown size within a cluster", at)
        at = one.end
    return at


def root(data: Buffer) -> Element:
    """The first segment of a file. Raises Damaged."""
    found = next((one for one in elements(data, 0, len(data)) if one.id == SEGMENT), None)
    if found is None:
        raise Damaged("the file has no segment", len(data))
    return found


def media(data: Buffer, cluster: Element) -> Iterator[tuple[int, int]]:
    """The content of a cluster but for where it says that it lies."""
    at = cluster.body
    for one in elements(data, cluster.body, cluster.end):
        if one.id in _BLOCKS:
            break
        if one.id in (_POSITION, VOID):
            if one.start > at:
                yield at, one.start
            at = one.end
    if at < cluster.end:
        yield at, cluster.end


def shifted(data: Buffer, segment: Segment, at: int, growth: int) -> list[Splice]:
    """What has to change once ``growth`` bytes are put before byte ``at``, a part's first. Tables that say where parts
    lie may grow by it, and what they say with them. Raises Damaged."""
    tables = [part for part in segment.parts if part.id in (SEEK_HEAD, CUES)]
    sizes = {part: part.end - part.start for part in tables}
    for _ in range(_ROUNDS):
        grown = [(at, growth), *((part.end, sizes[part] - (part.end - part.start)) for part in tables)]
        moves = _Moves([(place - segment.root.body, by) for place, by in grown if by])
        new = {part: _table(data, part, moves) for part in tables}
        if all(len(new[part]) == sizes[part] for part in tables):
            found = [Splice(part.start, part.end, new[part]) for part in tables]
            clusters = [part for part in segment.parts if part.id == CLUSTER]
            return found + [splice for part in clusters for splice in _stated(data, part, moves)]
        sizes = {part: max(len(new[part]), sizes[part]) for part in tables}
    raise Damaged("the tables of the segment do not come to rest", segment.root.start)


class _Moves:
    """Where a part lies once bytes are put before others: pairs of a place, and what is put there."""

    def __init__(self, grown: Sequence[tuple[int, int]]) -> None:
        rows = sorted(grown)
        self._ends = [end for end, _ in rows]
        self._sums = [0, *accumulate(by for _, by in rows)]

    def one(self, place: int) -> int:
        """The new place of a part."""
        return place + self._sums[bisect_right(self._ends, place)]


def _table(data: Buffer, part: Element, moves: _Moves) -> bytes:
    read(data, part)
    return _rewritten(data, part, moves, 0)


def _rewritten(data: Buffer, one: Element, moves: _Moves, depth: int) -> bytes:
    """A table, or a part of one, with its places moved."""
    if one.id in (_SEEK_POSITION, *_CUE_PLACES):
        place = ebml.number(data, one)
        return ebml.unsigned(one.id, moves.one(place), one.end - one.body)
    if one.id not in (SEEK_HEAD, CUES, _SEEK, *_CUE_PARTS) or depth > _DEEPEST:
        return data[one.start : one.end]
    inner = list(elements(data, one.body, one.end))
    content = b"".join(_rewritten(data, part, moves, depth + 1) for part in inner if part.id != CRC)
    name = (one.id.bit_length() + 7) // 8
    seal = any(part.id == CRC for part in inner)
    return ebml.made(one.id, ebml.sealed(content, seal), width=one.body - one.start - name)


def _stated(data: Buffer, cluster: Element, moves: _Moves) -> Iterator[Splice]:
    for one in elements(data, cluster.body, cluster.end):
        if one.id in _BLOCKS:
            return
        if one.id == _POSITION:
            place = ebml.number(data, one)
            new = moves.one(place)
            if new >= 1 << 8 * (one.end - one.body):  # it need not be said, and its bytes say nothing then
                yield Splice(one.start, one.end, ebml.void(one.end - one.start))
            elif new != place:
                yield Splice(one.body, one.end, new.to_bytes(one.end - one.body, "big"))
