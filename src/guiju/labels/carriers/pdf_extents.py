"""The bytes of a PDF file's live objects, each found by its beginning and end, without reading what is between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_file import OBJECT, STREAM, File

_LENGTH: Final = re.compile(rb"/Length\s{1,20}(\d{1,12})(?:\s{1,20}\d{1,5}\s{1,20}(R))?")
_INTEGER: Final = re.compile(rb"\s{0,20}(\d{1,12})")


def extents(file: File, without: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The bytes of the live objects that stand on their own but for those of these numbers and cross-reference
    streams; in the file's order. A row that leads to no object is passed over. Raises Damaged."""
    starts = frozenset(file.starts)
    ats = {
        place.at
        for number, place in file.places.items()
        if place and not place.within and number not in without and place.at not in starts
    }
    for at, following in pairwise([*sorted(ats), len(file.data)]):
        head = OBJECT.match(file.data, at, at + 80)
        if head:
            yield at, _extent(file, head.end(), following)


def _extent(file: File, at: int, limit: int) -> int:
    """Where an object ends that goes no further than to ``limit``."""
    data, end = file.data, file.data.find(b"endobj", at, limit)
    stream = STREAM.search(data, at, end if end >= 0 else limit)
    if stream:
        said = _LENGTH.search(data, at, stream.start())
        size = int(said[1]) if said else 0
        if said and said[2]:
            place = file.places.get(size)
            head = OBJECT.match(data, place.at, place.at + 80) if place and not place.within else None
            number = _INTEGER.match(data, head.end(), head.end() + 40) if head else None
            size = int(number[1]) if number else 0
        end = data.find(b"endobj", min(stream.end() + size, limit), limit)
    if end < 0 and limit == len(data):
        raise Damaged("the last object of the file does not end", at)
    return end + 6 if end >= 0 else limit
