"""JPEG: the label is an XMP packet in an APP1 segment (TC260-PG-20259A; ITU-T T.81 annex B; XMP part 3, 1.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import Buffer, Damaged, Found, Gathering, Scan, Splice, ordered
from guiju.labels.carriers import exif, extended, mpf
from guiju.labels.reading import meant
from guiju.labels.remark import Remark

_START: Final = b"\xff\xd8\xff"
_EXIF: Final = b"Exif\0"
_HEAD: Final = 6  # of EXIF: the name and two bytes, noughts or not
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_ADOBE: Final = b"Adobe"
_LARGEST: Final = 0xFFFF - 2
_APP: Final = range(0xE0, 0xF0)
_COMMENT: Final = 0xFE
_SCAN: Final = 0xDA
_END: Final = 0xD9
_ALONE: Final = (0x01, *range(0xD0, 0xD9))  # markers without a length: TEM, RSTn, SOI
_NEXT: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""Where entropy-coded data end: a marker that is neither a stuffed byte nor a restart."""

_FILL: Final = re.compile(rb"\xff+")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment: its marker's second byte, where it begins and ends; ``data`` is what is behind the length, and for a
    scan only its header's, while ``end`` is that of the coded data."""

    marker: int
    start: int
    end: int
    data: bytes

    @property
    def body(self) -> int:
        """Where its data begin."""
        return self.start + 4


@dataclass(frozen=True, slots=True)
class JPEG:
    """JPEG with any process of coding; pictures behind the first (MPF and others) are content and not looked into."""

    name: str = "jpeg"
    kind: Kind = Kind.IMAGE
    endings: tuple[str, ...] = (".jpg", ".jpeg", ".jpe", ".jfif")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the first marker and the byte that begins the second."""
        return data[:3] == _START

    def scan(self, data: Buffer) -> Scan:
        """Packets of properties and their extensions, EXIF, and text in application and comment segments."""
        seen = Gathering()
        parts = list[_Segment]()
        try:
            for segment in _segments(data):
                parts.append(segment)
                _look(segment, seen)
            end = parts[-1].end
            if end < len(data) and not any(mpf.is_index(part.data) for part in parts):
                seen.remarks.append(Remark("trailing", end, f"{len(data) - end} bytes"))
            for portions in extended.packets(_extensions(parts)):
                seen.found += extended.labels(portions)
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """One packet in the first XMP segment, or in a new one behind JFIF and EXIF; labels elsewhere go."""
        parts = list(_segments(data))
        mains = [part for part in parts if _is_xmp(part)]
        packet = xmp.labelled(mains[0].data[len(_XMP) :] if mains else b"", value)
        cuts = [Splice(part.start, part.end, b"") for part in parts if _bare(part)]
        for portions in extended.packets(_extensions(parts)):
            made = extended.cleared(portions, packet)
            if made:
                packet, body = made
                cuts += [Splice(one.start, one.end, b"") for one in portions[1:]]
                cuts.append(Splice(portions[0].start, portions[0].end, b"".join(_segment(0xE1, one) for one in body)))
        at = mains[0].start if mains else _place(parts)
        cuts.append(Splice(at, mains[0].end if mains else at, _segment(0xE1, _XMP + _fitting(packet, at))))
        cuts += [_changed(part, _XMP + xmp.unlabelled(part.data[len(_XMP) :])) for part in mains[1:]]
        cuts += [
            _changed(part, part.data[:_HEAD] + exif.cleared(part.data[_HEAD:])) for part in parts if _is_exif(part)
        ]
        cuts = [cut for cut in cuts if data[cut.start : cut.end] != cut.data]
        index = next((part for part in parts if mpf.is_index(part.data)), None)
        return ordered([*cuts, *(mpf.moved(index.data, index.body, cuts) if index else [])])

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """All but application segments and comments; of those only Adobe's, which says how colours are coded. What
        comes behind the picture is content too."""
        end = len(_START) - 1
        for segment in _segments(data):
            end = segment.end
            coding = segment.marker == 0xEE and segment.data.startswith(_ADOBE)
            if coding or segment.marker not in (*_APP, _COMMENT):
                yield segment.start, segment.end
        yield end, len(data)


def _segments(data: Buffer) -> Iterator[_Segment]:
    """The segments behind SOI, up to EOI; the end of each is the start of the next. Raises Damaged."""
    at = 2
    while True:
        head = data[at : at + 4]
        if len(head) < 2:
            raise Damaged("the file ends without EOI", at)
        if head[0] != 0xFF or head[1] == 0:
            raise Damaged("there is no marker where one should be", at)
        marker = head[1]
        if marker == 0xFF:  # bytes that fill up to the marker
            at = _fill_end(data, at)
            continue
        if marker == _END or marker in _ALONE:
            yield _Segment(marker, at, at + 2, b"")
            if marker == _END:
                return
            at += 2
            continue
        end = at + 2 + int.from_bytes(head[2:], "big")
        if end < at + 4 or end > len(data):
            raise Damaged("the file ends within a segment", at)
        coded = _coded(data, end) if marker == _SCAN else end
        yield _Segment(marker, at, coded, data[at + 4 : end])
        at = coded


def _fill_end(data: Buffer, at: int) -> int:
    found = _FILL.match(data, at)
    return found.end() - 1 if found else at


def _coded(data: Buffer, at: int) -> int:
    """Where coded data end. Raises Damaged."""
    found = _NEXT.search(data, at)
    if found is None:
        raise Damaged("the file ends within the picture", len(data))
    return found.start()


def _is_xmp(segment: _Segment) -> bool:
    return segment.marker == 0xE1 and segment.data.startswith(_XMP)


def _is_exif(segment: _Segment) -> bool:
    return segment.marker == 0xE1 and segment.data.startswith(_EXIF)


def _extensions(parts: Sequence[_Segment]) -> list[extended.Portion]:
    """The portions of extended packets. Raises Damaged."""
    return [
        extended.portion(part.data, part.start, part.end)
        for part in parts
        if part.marker == 0xE1 and extended.is_portion(part.data)
    ]


def _bare(segment: _Segment) -> str:
    """The label that is the whole text of a comment or an application segment; empty for every other."""
    if segment.marker not in (*_APP, _COMMENT) or _is_xmp(segment) or _is_exif(segment):
        return ""
    text = segment.data.decode("utf-8", "replace") if segment.data.lstrip()[:1] in (b"A", b"{", b"[", b"e") else ""
    return text if meant(text) else ""


def _look(segment: _Segment, seen: Gathering) -> None:
    name = "COM" if segment.marker == _COMMENT else f"APP{segment.marker - 0xE0}"
    try:
        if _is_xmp(segment):
            seen.found += xmp.labels(segment.data[len(_XMP) :], segment.body + len(_XMP), f"{name} XMP")
        elif _is_exif(segment):
            seen.found += exif.labels(segment.data[_HEAD:], segment.body + _HEAD, f"{name} EXIF", allowed=True)
    except Damaged as damage:
        seen.remarks.append(Remark("damaged", segment.body + (damage.at or 0), damage.what))
    text = _bare(segment)
    if text:
        seen.found.append(Found(text, segment.body, name, (Remark("other_place", segment.body, name),)))


def _without(segment: _Segment) -> bytes:
    """The data of an EXIF segment without labels. Raises Damaged."""
    try:
        return segment.data[:_HEAD] + exif.cleared(segment.data[_HEAD:])
    except Damaged as damage:
        raise Damaged(damage.what, segment.body + _HEAD + (damage.at or 0)) from None


def _place(parts: Sequence[_Segment]) -> int:
    """Behind JFIF and EXIF, which come first."""
    at = len(_START) - 1
    for part in parts:
        if part.marker != 0xE0 and not _is_exif(part):
            break
        at = part.end
    return at


def _fitting(packet: bytes, at: int) -> bytes:
    """The packet, without its padding where one segment does not hold that too. Raises Damaged."""
    room = _LARGEST - len(_XMP)
    if len(packet) > room:
        body, sign, tail = packet.rpartition(b"<?xpacket end")
        packet = body.rstrip() + sign + tail.rstrip()
    if len(packet) > room:
        raise Damaged(
            f"the XMP packet has {len(packet)} bytes with the label, and a segment holds {room}; take properties out of"
            " it (a long history, thumbnails) and label it again",
            at,
        )
    return packet


def _changed(segment: _Segment, data: bytes) -> Splice:
    return Splice(segment.body, segment.body + len(segment.data), data)


def _segment(marker: int, data: bytes) -> bytes:
    if len(data) > _LARGEST:
        raise Damaged(f"a segment of {len(data)} bytes")
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data
