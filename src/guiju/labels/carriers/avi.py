"""AVI: the label is a chunk AIGC of LIST/INFO (TC260-PG-20257A; OpenDML AVI File Format Extensions 1.02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import Buffer, Damaged, Gathering, Scan, Splice
from guiju.labels.carriers import riff_info
from guiju.labels.carriers.riff import HEAD, Chunk, chunks, inside, kind, sized, written
from guiju.labels.remark import Remark

_FILLER: Final = b"JUNK"
_RIFFS: Final = 4096  # own number: a file of a terabyte has about a thousand of its gigabyte segments


@dataclass(frozen=True, slots=True)
class _Segment:
    """A RIFF chunk of a file and the chunks in it. The first is the file, the others continue it."""

    form: Chunk
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class AVI:
    """AVI. Indexes may tell places of the file: the label takes the room of filler before the pictures where there is
    enough, and stands at the end of the file where its room before them would move what indexes tell (FFmpeg looks
    there in files without a super-index only). Content is the list of headers, the pictures and sound, and the index.
    """

    name: str = "avi"
    kind: Kind = Kind.VIDEO
    endings: tuple[str, ...] = (".avi",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the signature."""
        return data[:4] == b"RIFF" and data[8:12] == b"AVI "

    def scan(self, data: Buffer) -> Scan:
        """The lists of information of every segment."""
        seen = Gathering()
        try:
            end = 0
            for segment in _segments(data):
                end = segment.form.after
                for chunk in segment.chunks:
                    if riff_info.lists(data, chunk):
                        seen.found += riff_info.labels(data, chunk, foreign=False)
            if end < len(data):
                seen.remarks.append(Remark("trailing", end, f"{len(data) - end} bytes"))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The label in the list of information before the pictures, or at the end; other lists lose theirs."""
        every = list(_segments(data))
        first = every[0]
        movi = _pictures(data, first)
        front = [chunk for chunk in first.chunks if chunk.start < movi.start]
        infos = [chunk for chunk in front if riff_info.lists(data, chunk)]
        made = _fronted(data, first, movi, infos, value)
        own = made is None
        made = _emptied(data, infos) if made is None else made
        made += _behind(data, every, movi, value if own else None)
        return sorted(made, key=lambda one: (one.start, one.end))

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """Headers, pictures and sound, and the index, of every segment."""
        for segment in _segments(data):
            for chunk in segment.chunks:
                if chunk.id == b"idx1" or (chunk.id == b"LIST" and kind(data, chunk) in (b"hdrl", b"movi")):
                    yield chunk.body, chunk.end


def _fronted(data: Buffer, first: _Segment, movi: Chunk, infos: list[Chunk], value: str) -> list[Splice] | None:
    """The label before the pictures; None where there is no room and what comes behind must not move."""
    made = list[Splice]()
    new = riff_info.labelled(data, infos[0] if infos else None, value)
    if infos:
        made.append(Splice(infos[0].start, infos[0].after, new))
    for chunk in infos[1:]:
        rest = riff_info.cleared(data, chunk)
        made += [] if rest is None else [Splice(chunk.start, chunk.after, rest)]
    grown = sum(len(one.data) - one.end + one.start for one in made) + (0 if infos else len(new))
    fillers = [chunk for chunk in first.chunks if chunk.id == _FILLER and chunk.start < movi.start and chunk.padded]
    filler = next((one for one in fillers if _fits(one.after - one.start - grown)), None)
    if filler is None and grown and _told(data, first, movi):
        return None
    if filler and grown:
        left = filler.after - filler.start - grown
        rest = written(_FILLER, bytes(left - HEAD)) if left else b""
        made.append(Splice(filler.start, filler.after, rest if infos else new + rest))
    elif grown:
        made += [] if infos else [Splice(movi.start, movi.start, new)]
        made.append(sized(first.form, grown))
    return [one for one in made if one.data != data[one.start : one.end]]


def _fits(left: int) -> bool:
    """Whether a chunk of this many bytes, head included, can be, or none is left."""
    return left == 0 or left >= HEAD


def _emptied(data: Buffer, infos: list[Chunk]) -> list[Splice]:
    """Filler in place of labels, so that nothing moves."""
    gone = ((chunk, riff_info.filled(data, chunk)) for chunk in infos)
    return [Splice(chunk.start, chunk.after, new) for chunk, new in gone if new is not None]


def _behind(data: Buffer, every: list[_Segment], movi: Chunk, value: str | None) -> list[Splice]:
    """Lists behind the pictures: without labels, filler in their place where others follow; and the label in the last
    of them, where it is to be there. Raises Damaged."""
    made = list[Splice]()
    last = every[-1]
    tail = [chunk for chunk in last.chunks if riff_info.lists(data, chunk) and chunk.start > movi.start]
    own = tail[-1] if value is not None and tail and tail[-1].after == last.form.after else None
    for segment in every:
        infos = [chunk for chunk in segment.chunks if riff_info.lists(data, chunk) and chunk.start > movi.start]
        made += _emptied(data, [chunk for chunk in infos if chunk is not own])
    if value is None:
        return made
    new = riff_info.labelled(data, own, value)
    start, end = (own.start, own.after) if own else (last.form.after, last.form.after)
    if new == data[start:end]:
        return made
    if not last.form.padded:
        raise Damaged("the last segment ends on an odd byte; nothing can be put behind it", last.form.start)
    grown = len(new) - end + start
    return [*made, sized(last.form, grown), Splice(start, end, new)]


def _told(data: Buffer, first: _Segment, movi: Chunk) -> bool:
    """Whether an index tells places counted from the beginning of the file. Raises Damaged."""
    for chunk in first.chunks:
        if chunk.id == b"idx1" and chunk.size >= 16:
            return int.from_bytes(data[chunk.body + 8 : chunk.body + 12], "little") >= movi.start
        if chunk.id == b"LIST" and kind(data, chunk) == b"hdrl":
            for stream in inside(data, chunk):
                if stream.id == b"LIST" and any(one.id == b"indx" for one in inside(data, stream)):
                    return True
    return False


def _pictures(data: Buffer, first: _Segment) -> Chunk:
    """The list of pictures and sound. Raises Damaged."""
    for chunk in first.chunks:
        if chunk.id == b"LIST" and kind(data, chunk) == b"movi":
            return chunk
    raise Damaged("the file has no list of pictures", first.form.start)


def _segments(data: Buffer) -> Iterator[_Segment]:
    """The RIFF chunks of a file: the first, and those that continue it. Raises Damaged."""
    if data[8:12] != b"AVI ":
        raise Damaged("the file does not begin with a RIFF of AVI", 0)
    at = 0
    for _ in range(_RIFFS):
        form = next(chunks(data, at, len(data)))
        yield _Segment(form, tuple(inside(data, form)))
        at = form.after
        if data[at : at + 4] != b"RIFF" or data[at + 8 : at + 12] != b"AVIX":
            return
