"""Labels in the text fields of EXIF: UserComment, where annex B of TC260-PG-20259A allows one, and wherever else they
are met. JPEG, PNG and WebP hold a block of EXIF; a TIFF file is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Splice, ordered
from guiju.labels.carriers import ifd
from guiju.labels.carriers.ifd import Directory, Entry, Layout
from guiju.labels.reading import meant
from guiju.labels.remark import Remark
from guiju.labels.splices import spliced

XMP: Final = 0x02BC
"""The tag of a packet of properties."""

_COMMENT: Final = 0x9286
_NAMES: Final = {
    _COMMENT: "UserComment",
    0x010E: "ImageDescription",
    0x9C9C: "XPComment",
    0x927C: "MakerNote",
    XMP: "XMP",
}
_WINDOWS: Final = range(0x9C9B, 0x9CA0)
_TEXTS: Final = (2, 7, 129)  # ASCII, undefined, UTF-8
_CODES: Final = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", bytes(8))
_OPENING: Final = re.compile(
    rb"(?:ASCII\0{3}|UNICODE\0|JIS\0{5}|\0{8})?[\0\s\xef\xbb\xbf\xfe\xff]*(?:[{\[]|A\0?I\0?G\0?C|e\0?y\0?J)"
)


def labels(block: bytes, at: int, place: str, allowed: bool = False) -> list[Found]:
    """Every label in a block of EXIF that begins at byte ``at`` of a file; ``allowed`` tells that the guide lets one
    stand in its UserComment. Raises Damaged."""
    tree = ifd.tree(block)
    found = list[Found]()
    for directory in tree.directories:
        found += texts(block, tree.layout, directory, at, place, allowed)
        packet = directory.tagged(XMP)
        if packet:
            found += packets(block, packet, at, f"{place} {directory.name} XMP")
    return found


def cleared(block: bytes) -> bytes:
    """The block without its labels and of the same length; all else stays where it is. Raises Damaged."""
    tree = ifd.tree(block)
    return spliced(block, ordered(cut for one in tree.directories for cut in clearing(block, tree.layout, one)))


def texts(data: Buffer, layout: Layout, directory: Directory, at: int, place: str, allowed: bool) -> Iterator[Found]:
    """The labels in the text fields of one directory."""
    for entry, text in _meant(data, layout, directory):
        name = f"{place} {directory.name} {_NAMES.get(entry.tag, f'0x{entry.tag:04X}')}"
        odd = () if allowed and entry.tag == _COMMENT else (Remark("other_place", at + entry.at, name),)
        yield Found(text, at + entry.at, name, odd)


def packets(data: Buffer, entry: Entry, at: int, place: str) -> Iterator[Found]:
    """The labels in a packet that is not where the guide puts it. Raises Damaged."""
    for found in xmp.labels(data[entry.at : entry.end], at + entry.at, place):
        odd = Remark("other_place", found.at, place)
        yield Found(found.text, found.at, found.place, (*found.remarks, odd))


def clearing(data: Buffer, layout: Layout, directory: Directory, packet: bool = True) -> Iterator[Splice]:
    """What takes the labels out of one directory, its packet included if asked. Raises Damaged."""
    gone = labelled(data, layout, directory)
    if gone:
        yield from ifd.without(data, layout, directory, gone)
    entry = directory.tagged(XMP) if packet else None
    if entry:
        old = data[entry.at : entry.end]
        new = xmp.unlabelled(old)
        if new != old:
            yield Splice(entry.at, entry.end, new)


def labelled(data: Buffer, layout: Layout, directory: Directory) -> list[Entry]:
    """The text fields of a directory that hold a label."""
    return [entry for entry, _ in _meant(data, layout, directory)]


def _meant(data: Buffer, layout: Layout, directory: Directory) -> Iterator[tuple[Entry, str]]:
    for entry in directory.entries:
        if entry.type not in _TEXTS and not (entry.tag in _WINDOWS and entry.type == 1):
            continue
        if entry.tag == XMP or not _OPENING.match(data[entry.at : min(entry.end, entry.at + 64)]):
            continue
        if entry.end - entry.at > LARGEST:
            raise Damaged(f"the field 0x{entry.tag:04X} has a text larger than is read", entry.at)
        text = next(filter(meant, _readings(data[entry.at : entry.end], layout)), None)
        if text is not None:
            yield entry, text


def _readings(raw: bytes, layout: Layout) -> Iterator[str]:
    """What a text may say: by the code that it names, and by others, since writers often name the wrong one."""
    body = raw[8:] if raw.startswith(_CODES) else raw
    wide = ("utf-16-le", "utf-16-be") if layout.order == "little" else ("utf-16-be", "utf-16-le")
    first = {_CODES[1]: wide, _CODES[2]: ("iso2022_jp",)}.get(raw[:8], ())
    for encoding in (*first, "utf-8", *wide):
        yield body.decode(encoding, "replace").strip("\0\ufeff")
