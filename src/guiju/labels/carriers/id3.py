"""MP3 and AAC in ADTS: the label is a TXXX frame of the description AIGC (TC260-PG-202510A; ID3v2.3.0, 4.2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels import xmp
from guiju.labels.carrier import Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers import ape
from guiju.labels.carriers.id3_frames import frames, label_in, packet_in, spelled, without
from guiju.labels.carriers.id3_tag import HEAD, Tag, tag_at, tag_before, tagged
from guiju.labels.carriers.mpeg import begins
from guiju.labels.remark import Remark

_TAGS: Final = 64  # own number: no file needs more tags than this, and a crafted one could hold millions
_ID3V1: Final = 128


@dataclass(frozen=True, slots=True)
class MP3:
    """MPEG audio of any layer, and AAC in ADTS. Content is what is in no tag: ID3v2, APEv2 and ID3v1 describe it."""

    name: str = "mp3"
    kind: Kind = Kind.AUDIO
    endings: tuple[str, ...] = (".mp3", ".mp2", ".mp1", ".mpga", ".aac")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By two frames in a row, behind a tag or without one; by a tag and the name where frames begin later."""
        return begins(data, behind(data)) or (data[:3] == b"ID3" and name.lower().endswith(self.endings))

    def scan(self, data: Buffer) -> Scan:
        """TXXX frames first, then comments and APEv2 items that hold a label."""
        seen = Gathering()
        try:
            for tag in _tags(data):
                look(data, tag, seen)
            ape.look(data, _ending(data), seen)
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The label in the first tag, a new one where there is none; other tags and items lose theirs."""
        tags = list(_tags(data))
        made = []
        if not tags or tags[0].start > 0 or not tags[0].written:
            made.append(Splice(0, 0, tagged(3, [spelled(3, value)])))
        else:
            made.append(_labelled(data, tags.pop(0), value))
        made += [splice for tag in tags if (splice := cleared(data, tag))]
        made += ape.cleared(data, _ending(data))
        return [splice for splice in made if data[splice.start : splice.end] != splice.data]

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """What lies between the tags at the start and those at the end."""
        at = 0
        ending = ape.start(data, _ending(data))
        for tag in _tags(data):
            if at < tag.start:
                yield at, min(tag.start, ending)
            at = tag.end
        if at < ending:
            yield at, ending


def behind(data: Buffer) -> int:
    """Where the ID3v2 tags at the start of a file end; 0 where there is none. Other formats have them in front, too."""
    at = 0
    for _ in range(_TAGS):
        try:
            tag = tag_at(data, at)
        except Damaged:
            return at
        if tag is None:
            return at
        at = tag.end
    return at


def fronted(data: Buffer) -> list[Tag]:
    """The ID3v2 tags at the start of a file. Raises Damaged."""
    found, at = list[Tag](), 0
    while tag := tag_at(data, at):
        found.append(tag)
        at = tag.end
        if len(found) > _TAGS:
            raise Damaged(f"more than {_TAGS} tags in a row", at)
    return found


def look(data: Buffer, tag: Tag, seen: Gathering) -> None:
    """Gathers the labels of a tag. Raises Damaged."""
    for frame in frames(data, tag):
        label = label_in(tag, frame)
        if label:
            at, place = frame.at, f"ID3v2.{tag.version} {label.place}"
            odd = () if label.exact else (Remark("other_place", at, place),)
            seen.found.append(Found(label.text, at, place, odd))
        for one in xmp.labels(packet_in(frame), frame.at, f"ID3v2.{tag.version} PRIV XMP"):
            elsewhere = Remark("other_place", one.at, one.place)
            seen.found.append(Found(one.text, one.at, one.place, (*one.remarks, elsewhere)))


def cleared(data: Buffer, tag: Tag) -> Splice | None:
    """What takes the labels out of a tag, and the tag away that held nothing else; None where it has none. Raises
    Damaged."""
    every = list(frames(data, tag))
    kept = [rest for frame in every if (rest := without(tag, frame))]
    if kept == [frame.raw for frame in every]:
        return None
    return Splice(tag.start, tag.end, tagged(tag.version, kept, tag.flags, footer=tag.footer) if kept else b"")


def _labelled(data: Buffer, tag: Tag, value: str) -> Splice:
    """A tag with its label as the frame where the first one stood, or before all others, where programs that lose their
    way among frames have found it; as large as it was, if it then holds what it must."""
    out, own, put = list[bytes](), spelled(tag.version, value), False
    for frame in frames(data, tag):
        label = label_in(tag, frame)
        if label and label.exact and not put:
            out.append(own)
            put = True
        elif rest := without(tag, frame):
            out.append(rest)
    out = out if put else [own, *out]
    return Splice(tag.start, tag.end, tagged(tag.version, out, tag.flags, size=tag.end - tag.start - HEAD))


def _tags(data: Buffer) -> Iterator[Tag]:
    """The ID3v2 tags of a file: those at its start, and one behind the sound. Raises Damaged."""
    at = 0
    for tag in fronted(data):
        yield tag
        at = tag.end
    last = tag_before(data, ape.start(data, _ending(data)))
    if last and last.start >= at:
        yield last


def _ending(data: Buffer) -> int:
    """Where an ID3v1 tag begins, or the file ends."""
    place = len(data) - _ID3V1
    return place if place >= 0 and data[place : place + 3] == b"TAG" else len(data)
