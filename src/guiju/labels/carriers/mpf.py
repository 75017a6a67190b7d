"""Multi-Picture Format: the index in a JPEG that says where the pictures behind the first are (CIPA DC-007). Its sizes
and places are kept right when segments of the first picture grow or shrink."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from guiju.labels.carrier import Damaged, Splice
from guiju.labels.carriers import ifd

_NAME: Final = b"MPF\0"
_ENTRIES: Final = 0xB002
_ENTRY: Final = 16
"""Bytes that tell of one picture: kind 4, size 4, place 4, two that it depends on 4."""


def is_index(data: bytes) -> bool:
    """Whether the data of a segment are the index."""
    return data.startswith(_NAME)


def moved(data: bytes, at: int, cuts: Iterable[Splice]) -> list[Splice]:
    """What keeps the index right whose segment has its data at byte ``at``: the size of the first picture, and the
    places of the others, which are counted from within the index. Nothing for an index that cannot be read."""
    growths = [(cut.start, len(cut.data) - (cut.end - cut.start)) for cut in cuts]
    base = at + len(_NAME)
    block = data[len(_NAME) :]
    whole, behind = sum(growth for _, growth in growths), sum(growth for start, growth in growths if start > base)
    try:
        tree = ifd.tree(block)
        entry = tree.directories[0].tagged(_ENTRIES) if tree.directories else None
    except Damaged:
        return []
    if entry is None:
        return []
    found = list[Splice]()
    for start in range(entry.at, entry.end - _ENTRY + 1, _ENTRY):
        size, place = (tree.layout.number(block[start + off : start + off + 4]) for off in (4, 8))
        new = (size + whole, place) if start == entry.at else (size, place + behind)
        raw = b"".join(tree.layout.raw(number % (1 << 32), 4) for number in new)
        if raw != block[start + 4 : start + 12]:
            found.append(Splice(base + start + 4, base + start + 12, raw))
    return found
