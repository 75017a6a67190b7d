"""MP4, QuickTime and M4A: the label is the key AIGC of a list of metadata (TC260-PG-20257A, TC260-PG-202510A).

The list is ``moov/udta/meta`` with the handler ``mdta``: ``keys`` and ``ilst``. A file has at most one list with keys
for all of its readers: FFmpeg and MediaInfo name the items of a second by the keys of the first. So the key goes
into the list with keys that is there, be it QuickTime's ``moov/meta``. Where there is none, one is written at the end
of ``moov/udta``. An iTunes list (handler ``mdir``) that stands there stays as it is and before it: FFmpeg,
ExifTool and MediaInfo show the items of both, and what edits iTunes' items (which looks at the first ``meta``) keeps
the label. Keys in an iTunes list are shown by ExifTool alone; turned into one with keys, it loses its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers import keyed
from guiju.labels.carriers.boxes import XMP, Box, Edit, Moves, boxes, inside, made, read, resized
from guiju.labels.carriers.offsets import relocated
from guiju.labels.reading import meant
from guiju.labels.remark import Remark

_KEYWORD: Final = b"AIGC"
_MEDIA: Final = (b"mdat", b"imda")
_FIRST: Final = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"moof")
_QUICKTIME: Final = b"qt  "
_QUICKTIME_HEAD: Final = 4  # a text of user data has its size and its language before it
_SOUND: Final = (b"M4A ", b"M4B ", b"M4P ")
_PICTURES: Final = (b"crx ", b"jp2 ", b"jpx ", b"jpm ", b"mjp2", b"jxl ")


@dataclass(frozen=True, slots=True)
class MP4:
    """One of the formats of this build; ``brands`` are the major brands it is known by, none for all others."""

    name: str = "mp4"
    kind: Kind = Kind.VIDEO
    endings: tuple[str, ...] = (".mp4", ".m4v", ".f4v", ".3gp", ".3g2")
    brands: tuple[bytes, ...] = ()
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the major brand; where that is one for films and sounds, by the tracks; QuickTime of before brands by its
        first box."""
        kind, brand = data[4:8], data[8:12]
        if kind != b"ftyp":
            return kind in _FIRST and _QUICKTIME in self.brands
        if brand in (*_SOUND, _QUICKTIME, *_PICTURES):
            return brand in self.brands
        heard = self.kind is Kind.AUDIO
        return (heard or not self.brands) and heard == _sounds_alone(data)

    def scan(self, data: Buffer) -> Scan:
        """Items of lists of metadata, boxes of the type AIGC, user data, packets of properties."""
        seen = Gathering()
        try:
            for top in boxes(data, 0, len(data)):
                for place in places(data, top):
                    seen.found += place.found
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The key in the list; labels elsewhere go. What says where in the file samples lie is put right."""
        tops = list(boxes(data, 0, len(data)))
        met = [place for top in tops for place in places(data, top)]
        movie = next((top for top in tops if top.type == b"moov"), None)
        if movie is None or any(inside(data, movie, b"cmov")):
            raise Damaged("the file has no moov box" if movie is None else "the moov box is compressed")
        own = next((place for place in met if place.own and place.listing and place.listing.keyed), None)
        edits = [] if own else [_added(data, movie, value)]
        for place in met:
            if place is own and place.listing:
                edits += keyed.edits(data, place.listing, place.within, value)
            else:
                edits += without(data, place)
        return resized(data, [*edits, *relocated(data, tops, Moves(edits))])

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """The content of every box of media data."""
        return ((top.body, top.end) for top in boxes(data, 0, len(data)) if top.type in _MEDIA)


def _sounds_alone(data: Buffer) -> bool:
    """Whether the tracks of a file are of sound, and none is of pictures, by their handlers (8.4.3)."""
    try:
        movies = [top for top in boxes(data, 0, len(data)) if top.type == b"moov"]
        tracks = [box for movie in movies for box in inside(data, movie, b"trak", b"mdia", b"hdlr")]
    except Damaged:
        return False
    kinds = {data[box.body + 8 : box.body + 12] for box in tracks}
    return b"soun" in kinds and b"vide" not in kinds


M4A: Final = MP4("m4a", Kind.AUDIO, (".m4a", ".m4b"), _SOUND)
MOV: Final = MP4("mov", Kind.VIDEO, (".mov", ".qt"), (_QUICKTIME,))


@dataclass(frozen=True, slots=True)
class Place:
    """A box that may hold labels, the boxes around it and itself, those it holds; the list it is, where it is one.
    ``own`` for lists of the whole file."""

    box: Box
    within: tuple[Box, ...]
    found: tuple[Found, ...]
    listing: keyed.Listing | None = None
    own: bool = False


def places(data: Buffer, top: Box) -> Iterator[Place]:
    """The places in a box of the file. Raises Damaged."""
    if top.type != b"moov":
        yield from _place(data, top, (), "")
        return
    for box in boxes(data, top.body, top.end):
        if box.type == b"trak":
            for inner in boxes(data, box.body, box.end):
                yield from _branch(data, inner, (top, box), "moov/trak")
        else:
            yield from _branch(data, box, (top,), "moov")


def _branch(data: Buffer, box: Box, around: tuple[Box, ...], path: str) -> Iterator[Place]:
    if box.type == b"udta":
        for inner in boxes(data, box.body, box.end):
            yield from _place(data, inner, (*around, box), f"{path}/udta")
    else:
        yield from _place(data, box, around, path)


def _place(data: Buffer, box: Box, around: tuple[Box, ...], path: str) -> Iterator[Place]:
    where = f"{path}/{box.type.decode('latin-1')}".lstrip("/")
    within = (*around, box)
    if box.type == b"meta":
        listing, own = keyed.listing(data, box), path in ("moov", "moov/udta")
        found = tuple(found for _, found in keyed.labels(data, listing, where, own=own))
        yield Place(box, within, found, listing, own)
    elif box.extended == XMP or (box.type == b"XMP_" and path.endswith("udta")):
        found = tuple(xmp.labels(read(data, box), box.body, where))
        odd = [
            Found(one.text, one.at, one.place, (*one.remarks, Remark("other_place", one.at, where))) for one in found
        ]
        yield Place(box, within, tuple(odd))
    elif box.type.upper() == _KEYWORD:
        yield Place(box, within, (_told(read(data, box), box.body, where),))
    elif path.endswith("udta") and box.end - box.body <= LARGEST:
        raw = data[box.body : box.end]
        if any(meant(raw[start:].decode("utf-8", "replace")) for start in (0, _QUICKTIME_HEAD)):
            yield Place(box, within, (_told(raw, box.body, where),))


def _told(raw: bytes, at: int, where: str) -> Found:
    """The label in a box of user data: its JSON, without the size and language that QuickTime puts before a text."""
    start, end = max(raw.find(b"{"), 0), raw.rfind(b"}") + 1 or len(raw)
    text = raw[start:end].decode("utf-8", "replace")
    return Found(text, at + start, where, (Remark("other_place", at + start, where),))


def without(data: Buffer, place: Place) -> list[Edit]:
    """What takes the labels of a place out. A list and a packet keep what else they hold; any other box goes."""
    box, around = place.box, place.within[:-1]
    if place.listing:
        return keyed.edits(data, place.listing, place.within, None)
    if not place.found:
        return []
    if box.type in (b"uuid", b"XMP_"):
        return [Edit(Splice(box.body, box.end, xmp.unlabelled(data[box.body : box.end])), place.within)]
    return [Edit(Splice(box.start, box.end, b""), around)]


def _added(data: Buffer, movie: Box, value: str) -> Edit:
    """A list with keys at the end of the user data, which are made where there are none."""
    user = next(inside(data, movie, b"udta"), None)
    parent, written = user or movie, keyed.fresh(value)
    end = max((box.end for box in boxes(data, parent.body, parent.end)), default=parent.body)
    if user is None:
        return Edit(Splice(end, end, made(b"udta", written)), (movie,))
    return Edit(Splice(end, end, written), (movie, user))
