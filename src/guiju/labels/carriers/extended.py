"""Extended XMP: what one JPEG segment does not hold, in portions that name the whole by its digest (XMP part 3,
1.1.3.1). A label there is read, and taken out when one is written; the label's place is the main packet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Damaged, Found
from guiju.labels.remark import Remark

_NAME: Final = b"http://ns.adobe.com/xmp/extension/\0"
_HEAD: Final = len(_NAME) + 40
"""Bytes before the portion: the name, the digest of 32 signs, the size of the whole and the place in it."""

_STEP: Final = 65400  # own number: what readers are known to accept; a segment would hold a little more


@dataclass(frozen=True, slots=True)
class Portion:
    """One segment of an extended packet: the digest of the whole, its size, and where in it these bytes stand."""

    digest: bytes
    size: int
    place: int
    data: bytes
    start: int
    end: int


def is_portion(data: bytes) -> bool:
    """Whether the data of an APP1 segment are a portion of an extended packet."""
    return data.startswith(_NAME)


def portion(data: bytes, start: int, end: int) -> Portion:
    """The portion in a segment between two bytes of the file. Raises Damaged."""
    if len(data) < _HEAD:
        raise Damaged("the extended XMP segment has no whole head", start)
    digest, numbers = data[len(_NAME) : _HEAD - 8], data[_HEAD - 8 : _HEAD]
    size, place = int.from_bytes(numbers[:4], "big"), int.from_bytes(numbers[4:], "big")
    if size > LARGEST:
        raise Damaged(f"extended XMP of {size} bytes, more than is read", start)
    return Portion(digest, size, place, data[_HEAD:], start, end)


def packets(portions: Sequence[Portion]) -> list[list[Portion]]:
    """The portions of each packet, in the file's order."""
    parts = dict[bytes, list[Portion]]()
    for portion in portions:
        parts.setdefault(portion.digest, []).append(portion)
    return list(parts.values())


def labels(portions: Sequence[Portion]) -> list[Found]:
    """The labels in one extended packet. Raises Damaged."""
    at = portions[0].start
    found = xmp.labels(_whole(portions), 0, "APP1 extended XMP")
    # a label may run over several segments, so it is said to be where the packet begins
    odd = Remark("other_place", at, "extended XMP")
    return [Found(one.text, at, one.place, (*one.remarks, odd)) for one in found]


def cleared(portions: Sequence[Portion], main: bytes) -> tuple[bytes, list[bytes]] | None:
    """The main packet with the new digest, and the data of the segments of the packet without its labels; None where it
    has none. Raises Damaged."""
    whole = _whole(portions)
    made = xmp.unlabelled(whole)
    if made == whole:
        return None
    digest = hashlib.md5(made, usedforsecurity=False).hexdigest().upper().encode()
    head = _NAME + digest + len(made).to_bytes(4, "big")
    bodies = [head + at.to_bytes(4, "big") + made[at : at + _STEP] for at in range(0, len(made), _STEP)]
    return main.replace(portions[0].digest, digest), bodies


def _whole(portions: Sequence[Portion]) -> bytes:
    """The packet that portions make. Raises Damaged where they leave a gap, or lie on each other."""
    parts = sorted(portions, key=lambda one: one.place)
    found = b"".join(one.data for one in parts)
    ends = accumulate((len(one.data) for one in parts), initial=0)
    if [*(one.place for one in parts), parts[0].size] != list(ends) or {one.size for one in parts} != {len(found)}:
        raise Damaged("the portions of the extended XMP packet do not make a whole", portions[0].start)
    return found
