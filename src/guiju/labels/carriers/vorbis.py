"""Vorbis comments, as FLAC, Vorbis, Opus, Speex and Theora hold them (Vorbis I, chapter 5): the label is the comment
``AIGC=`` (TC260-PG-202510A)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Damaged, Found
from guiju.labels.naming import held, named
from guiju.labels.remark import Remark

KEYWORD: Final = b"AIGC"
_COMMENTS: Final = 100_000  # own number: a crafted block of 16 MB could hold four million empty ones


@dataclass(frozen=True, slots=True)
class _Comments:
    """A block taken apart: the vendor with its length, each comment without, and what stands behind the last."""

    vendor: bytes
    comments: tuple[bytes, ...]
    places: tuple[int, ...]
    rest: bytes


def labels(block: bytes, at: int) -> list[Found]:
    """The labels of a block that begins at byte ``at`` of a file. Raises Damaged."""
    found, parts = list[Found](), _parts(block, at)
    for comment, place in zip(parts.comments, parts.places, strict=True):
        if _labelled(comment):
            key, _, text = comment.partition(b"=")
            name, here = key.decode("ascii", "replace")[:60], at + place + 4
            # names of comments are the same in capitals and without (Vorbis I, 5.2.2)
            odd = () if key.upper() == KEYWORD else (Remark("other_place", here, name),)
            found.append(Found(text.decode("utf-8", "replace"), here, f"comment {name}", odd))
    return found


def labelled(block: bytes, value: str, at: int) -> bytes:
    """The block with ``value`` as its one label, where the first stood or behind all others; all else, what stands
    behind the comments included, stays. An empty block becomes one of no other comment. Raises Damaged."""
    parts = _parts(block, at) if block else _Comments(_counted(b""), (), (), b"")
    own = KEYWORD + b"=" + value.encode("ascii")
    first = next((n for n, one in enumerate(parts.comments) if _labelled(one)), len(parts.comments))
    kept = [one for one in parts.comments[first:] if not _labelled(one)]
    return _joined(parts, [*parts.comments[:first], own, *kept])


def cleared(block: bytes, at: int) -> bytes:
    """The block without its labels, itself where it has none. Raises Damaged."""
    parts = _parts(block, at)
    kept = [one for one in parts.comments if not _labelled(one)]
    return block if len(kept) == len(parts.comments) else _joined(parts, kept)


def _labelled(comment: bytes) -> bool:
    key, _, text = comment.partition(b"=")
    return named(key.decode("ascii", "replace")) or held(text[:200].decode("utf-8", "replace"))


def _joined(parts: _Comments, comments: list[bytes]) -> bytes:
    counted = b"".join(_counted(one) for one in comments)
    return parts.vendor + len(comments).to_bytes(4, "little") + counted + parts.rest


def _counted(text: bytes) -> bytes:
    return len(text).to_bytes(4, "little") + text


def _parts(block: bytes, at: int) -> _Comments:
    """Raises Damaged."""
    here = _after(block, 0, at)
    vendor, found, places = block[:here], list[bytes](), list[int]()
    count = int.from_bytes(block[here : here + 4], "little")
    if here + 4 > len(block) or count > _COMMENTS:
        raise Damaged(f"a block of comments that says it has {count}", at + here)
    here += 4
    for _ in range(count):
        end = _after(block, here, at)
        found.append(block[here + 4 : end])
        places.append(here)
        here = end
    return _Comments(vendor, tuple(found), tuple(places), block[here:])


def _after(block: bytes, here: int, at: int) -> int:
    """Where the counted text that begins at a byte ends. Raises Damaged."""
    end = here + 4 + int.from_bytes(block[here : here + 4], "little")
    if here + 4 > len(block) or end > len(block):
        raise Damaged("a comment goes beyond its block", at + here)
    return end
