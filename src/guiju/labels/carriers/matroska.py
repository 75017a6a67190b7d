"""Matroska and WebM: the label is the tag AIGC of the whole file (TC260-PG-20257A; RFC 9559, 5.1.8).

It stands in a ``Tag`` without targets, as a ``SimpleTag``, before the first cluster: ExifTool looks no further. Where
the tags do not fit in the room that they and empty elements have there, what is behind them moves, and what says
where clusters and other parts lie is put right. Tags behind the clusters stay there, without labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import Buffer, Damaged, Found, Gathering, Scan, Splice, ordered
from guiju.labels.carriers import ebml
from guiju.labels.carriers.ebml import CRC, DOC_TYPE, HEADER, VOID, Element, element, elements, inside, read
from guiju.labels.carriers.segment import CLUSTER, TAGS, Segment, media, parts, root, shifted
from guiju.labels.reading import meant
from guiju.labels.remark import Remark

_KEYWORD: Final = "AIGC"
_TAG: Final = 0x7373
_TARGETS: Final = 0x63C0
_TARGET_IDS: Final = (0x63C5, 0x63C9, 0x63C4, 0x63C6)
_SIMPLE: Final = 0x67C8
_NAME: Final = 0x45A3
_STRING: Final = 0x4487
_BINARY: Final = 0x4485
_DEEPEST: Final = 32


@dataclass(frozen=True, slots=True)
class Matroska:
    """One of the two formats; ``doctype`` is what its header says it is."""

    name: str
    endings: tuple[str, ...]
    doctype: bytes
    kind: Kind = Kind.VIDEO
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the document type of the header."""
        if data[:4] != HEADER.to_bytes(4, "big"):
            return False
        try:
            head = element(data, 0, len(data))
            return any(read(data, one).rstrip(b"\0") == self.doctype for one in inside(data, head, DOC_TYPE))
        except Damaged:
            return self.doctype in data[:64]

    def scan(self, data: Buffer) -> Scan:
        """Tags of the name, of the whole file and of parts of it, and tags that hold a label under another name."""
        seen = Gathering()
        try:
            segment = root(data)
            end = segment.body
            for part in parts(data, segment):
                end = part.end
                for tag in _tags(data, part):
                    whole = not _targeted(data, tag)
                    seen.found += [one for simple in _simples(data, tag) for one in _labels(data, simple, whole)]
            if end < len(data):
                seen.remarks.append(Remark("trailing", end, f"{len(data) - end} bytes"))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The tag, behind the other tags; labels elsewhere go."""
        top = root(data)
        segment = Segment(top, tuple(parts(data, top)))
        cluster = segment.first_cluster
        every = [part for part in segment.parts if part.id == TAGS]
        own = next((part for part in every if part.start < cluster), None)
        blank = [Splice(part.start, part.end, _without(data, part)) for part in every if part != own]
        tags = _tagged(data, own, value)
        found = _in_place(segment, own, cluster, tags) or _moving(data, segment, own, cluster, tags)
        return ordered([*(splice for splice in blank if splice.data), *found])

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The clusters but for where they say that they lie."""
        clusters = (part for part in parts(data, root(data)) if part.id == CLUSTER)
        return (span for cluster in clusters for span in media(data, cluster))


MKV: Final = Matroska("mkv", (".mkv", ".mka", ".mk3d"), b"matroska")
WEBM: Final = Matroska("webm", (".webm", ".weba"), b"webm")


def _tags(data: Buffer, part: Element) -> Iterator[Element]:
    if part.id == TAGS:
        read(data, part)
        yield from inside(data, part, _TAG)


def _simples(data: Buffer, around: Element) -> Iterator[tuple[Element, int]]:
    """The simple tags in a tag, those in others too, with how deep they stand. Raises Damaged."""
    under = [inside(data, around, _SIMPLE)]
    while under:
        one = next(under[-1], None)
        if one is None:
            under.pop()
            continue
        yield one, len(under) - 1
        if len(under) > _DEEPEST:
            raise Damaged("tags stand in tags without end", one.start)
        under.append(inside(data, one, _SIMPLE))


def _labels(data: Buffer, simple: tuple[Element, int], whole: bool) -> Iterator[Found]:
    """The labels in a simple tag; ``whole`` tells that the tag around it is of the whole file."""
    one, depth = simple
    name = (
        b"".join(data[part.body : part.end] for part in inside(data, one, _NAME))
        .rstrip(b"\0")
        .decode("utf-8", "replace")
    )
    for part in elements(data, one.body, one.end):
        if part.id in (_STRING, _BINARY):
            text = data[part.body : part.end].decode("utf-8", "replace")
            if name.upper() == _KEYWORD or meant(text):
                place = f"Segment/Tags/Tag/SimpleTag {name}"
                right = name == _KEYWORD and part.id == _STRING and depth == 0 and whole
                yield Found(text, part.body, place, () if right else (Remark("other_place", part.body, place),))


def _targeted(data: Buffer, tag: Element) -> bool:
    """Whether a tag is of a track, a chapter, an attachment and not of the whole file."""
    targets = [one for around in inside(data, tag, _TARGETS) for one in elements(data, around.body, around.end)]
    return any(one.id in _TARGET_IDS and ebml.number(data, one) for one in targets)


def _bad(data: Buffer, simple: Element) -> bool:
    return any(_labels(data, (simple, 1), False))


def _kept(data: Buffer, one: Element, depth: int = 0) -> bytes:
    """A tag, or a simple one, without labels; empty where nothing is left of it."""
    if depth > _DEEPEST:
        raise Damaged("tags stand in tags without end", one.start)
    if one.id == _SIMPLE and _bad(data, one):
        return b""
    whole = data[one.start : one.end]
    if one.id not in (_TAG, _SIMPLE):
        return whole
    inner = [(part, _kept(data, part, depth + 1)) for part in elements(data, one.body, one.end)]
    if all(left == data[part.start : part.end] for part, left in inner):
        return whole
    if one.id == _TAG and not any(left for part, left in inner if part.id == _SIMPLE):
        return b""
    return ebml.made(one.id, *(left for part, left in inner if part.id not in (CRC, VOID)))


def _rows(data: Buffer, part: Element) -> list[bytes]:
    read(data, part)
    inner = elements(data, part.body, part.end)
    return [_kept(data, one) for one in inner if one.id not in (CRC, VOID)]


def _sealed(data: Buffer, part: Element | None) -> bool:
    """Whether an element has a checksum: one that is written anew has one then too."""
    return part is not None and any(True for _ in inside(data, part, CRC))


def _without(data: Buffer, part: Element) -> bytes:
    """Tags without labels, in as many bytes; empty where they have none."""
    if not any(_bad(data, simple) for tag in _tags(data, part) for simple, _ in _simples(data, tag)):
        return b""
    rows, room = b"".join(_rows(data, part)), part.end - part.start
    found = ebml.filled(TAGS, ebml.sealed(rows, _sealed(data, part)), room) if rows else None
    return found or ebml.void(room)


def _tagged(data: Buffer, part: Element | None, value: str) -> bytes:
    """The content of the tags with the label behind the others."""
    simple = ebml.made(_SIMPLE, ebml.made(_NAME, _KEYWORD.encode()), ebml.made(_STRING, value.encode()))
    rows = [*(_rows(data, part) if part else []), ebml.made(_TAG, ebml.made(_TARGETS), simple)]
    return ebml.sealed(b"".join(rows), _sealed(data, part))


def _in_place(segment: Segment, part: Element | None, cluster: int, tags: bytes) -> list[Splice]:
    """Where tags stand, or for a file without any in an element that says nothing; empty where there is no room."""
    for start, end in [(part.start, segment.room(part))] if part else segment.rooms(cluster):
        found = ebml.filled(TAGS, tags, end - start)
        if found:
            return [Splice(start, end, found)]
    return []


def _moving(data: Buffer, segment: Segment, part: Element | None, cluster: int, tags: bytes) -> list[Splice]:
    """Where tags stand, or before the first cluster; what is behind moves."""
    start, end = (part.start, segment.room(part)) if part else (cluster, cluster)
    new = ebml.made(TAGS, tags)
    found = [Splice(start, end, new), *shifted(data, segment, end, len(new) - (end - start))]
    growth = sum(len(splice.data) - (splice.end - splice.start) for splice in found)
    return [*segment.resized(growth), *found]
