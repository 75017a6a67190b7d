"""APEv2 tags behind the sound of a file: their items that hold a label are read, and taken out (APEv2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found, Gathering, Splice
from guiju.labels.naming import held, named
from guiju.labels.remark import Remark

_MARK: Final = b"APETAGEX"
_HEAD: Final = 32
_HEADED: Final = 0x80000000


@dataclass(frozen=True, slots=True)
class _Item:
    """An item: where it begins and ends, its key and its text."""

    start: int
    end: int
    key: str
    text: str


def start(data: Buffer, end: int) -> int:
    """Where the tag that ends at a byte begins, its header included; ``end`` where there is none. Raises Damaged."""
    foot = data[max(end - _HEAD, 0) : end]
    if foot[:8] != _MARK or len(foot) < _HEAD:
        return end
    size, flags = int.from_bytes(foot[12:16], "little"), int.from_bytes(foot[20:24], "little")
    begins = end - size - (_HEAD if flags & _HEADED else 0)
    if size < _HEAD or size > LARGEST or begins < 0:
        raise Damaged("an APEv2 tag of a size that cannot be", end - _HEAD)
    return begins


def look(data: Buffer, end: int, seen: Gathering) -> None:
    """Gathers the labels of the tag that ends at a byte. Raises Damaged."""
    for item in _items(data, end):
        if _labelled(item):
            odd = (Remark("other_place", item.start, f"APEv2 {item.key}"[:60]),)
            seen.found.append(Found(item.text, item.start, "APEv2 AIGC", odd))


def cleared(data: Buffer, end: int) -> list[Splice]:
    """What takes the labels out of the tag that ends at a byte; the whole tag goes that held nothing else. Raises
    Damaged."""
    items = list(_items(data, end))
    gone = [item for item in items if _labelled(item)]
    if not gone:
        return []
    begins = start(data, end)
    if len(gone) == len(items):
        return [Splice(begins, end, b"")]
    foot = data[end - _HEAD : end]
    size = int.from_bytes(foot[12:16], "little") - sum(item.end - item.start for item in gone)
    told = size.to_bytes(4, "little") + (len(items) - len(gone)).to_bytes(4, "little")
    heads = [end - _HEAD]
    if begins < end - int.from_bytes(foot[12:16], "little"):
        heads.append(begins)
    told_again = [Splice(head + 12, head + 20, told) for head in heads]
    return sorted([*(Splice(item.start, item.end, b"") for item in gone), *told_again], key=lambda one: one.start)


def _labelled(item: _Item) -> bool:
    return named(item.key) or held(item.text)


def _items(data: Buffer, end: int) -> Iterator[_Item]:
    """Raises Damaged."""
    foot = data[max(end - _HEAD, 0) : end]
    if start(data, end) == end:
        return
    last = end - _HEAD
    at = end - int.from_bytes(foot[12:16], "little")
    for _ in range(int.from_bytes(foot[16:20], "little")):
        size = int.from_bytes(data[at : at + 4], "little")
        key = data[at + 8 : min(at + 8 + 256, last)].split(b"\0", 1)
        beyond = at + 9 + len(key[0]) + size
        if at + 8 > last or len(key) < 2 or beyond > last:
            raise Damaged("an item of APEv2 goes beyond its tag", at)
        text = data[beyond - size : beyond].decode("utf-8", "replace")
        yield _Item(at, beyond, key[0].decode("ascii", "replace"), text)
        at = beyond
