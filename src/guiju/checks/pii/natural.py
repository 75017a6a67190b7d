"""What has no structure of its own: names, addresses, organisations, found phrase by phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from guiju.checks.pii import bodies, names, places
from guiju.checks.pii.identifier import Identifier
from guiju.checks.pii.phrase import phrase_cut, phrase_ends

_HAN = re.compile("[\u4e00-\u9fff]")
_PIECE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9\uff10-\uff19·：:#_（）()\-－—~]{4,}")
_PARTS = re.compile("[省市区县镇乡村路街巷弄道号栋幢室苑厦园府庄公集团学院行局会所社部台厂馆]")


def natural(text: str) -> tuple[list[Identifier], int]:
    """The candidates of a text, and the start of the phrase that its end may still lengthen."""
    ends = phrase_ends(text)
    cut = phrase_cut(text, ends)
    if not _HAN.search(text):
        return [], cut
    found = list[Identifier]()
    start = 0
    for end in ends:
        if end - start > 4 and _PARTS.search(text, start, end):
            for piece in _PIECE.finditer(text, start, end):
                found += places.addresses(piece[0], piece.start())
                found += bodies.bodies(piece[0], piece.start())
        start = end
    sizes = np.diff(np.array([0, *ends]))
    found += names.people(text, np.append(np.repeat(np.arange(len(ends)), sizes), -1))
    return found, cut


def placed(found: Iterable[Identifier], taken: Iterable[tuple[int, int]], length: int) -> Iterator[Identifier]:
    """The candidates that stay, in the order of the text: none over what is taken, of others the surer by its kind."""
    held = bytearray(length)
    for start, end in taken:
        held[start:end] = b"\1" * (end - start)
    kept = list[Identifier]()
    for one in sorted(found, key=_rank):
        if not held.count(1, one.start, one.end):
            held[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return iter(sorted(kept, key=lambda one: one.start))


def _rank(one: Identifier) -> tuple[int, float, int]:
    order = (
        0
        if one.risk == places.RISK and one.score > names.LEAST
        else 1
        if one.risk == bodies.RISK and one.score > names.LEAST
        else 2
    )
    return order, -one.score, one.start - one.end
