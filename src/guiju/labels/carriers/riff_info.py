"""LIST/INFO chunks of RIFF files, and the label among what they tell (Multimedia Programming Interface and Data
Specifications 1.0, 1991, chapter 2)."""

from __future__ import annotations

from typing import Final

from guiju.labels.carrier import LARGEST, Buffer, Damaged, Found
from guiju.labels.carriers.riff import Chunk, inside, kind, written
from guiju.labels.naming import held
from guiju.labels.remark import Remark

ID: Final = b"AIGC"
"""The id of the chunk that is the label, in a list and by itself."""

_FILLER: Final = b"JUNK"


def lists(data: Buffer, chunk: Chunk) -> bool:
    """Whether a chunk is a list of this kind."""
    return chunk.id == b"LIST" and kind(data, chunk) == b"INFO"


def text(data: Buffer, chunk: Chunk) -> str:
    """What a chunk holds up to the nought that ends it. Raises Damaged where it is larger than is read."""
    if chunk.size > LARGEST:
        raise Damaged(f"the {chunk.id.decode()} chunk is of {chunk.size} bytes", chunk.start)
    return data[chunk.body : chunk.end].decode("utf-8", "replace").rstrip("\0")


def value_of(value: str) -> bytes:
    """A label as the text of a chunk, with the nought that ends it."""
    return value.encode("ascii") + b"\0"


def labels(data: Buffer, chunk: Chunk, *, foreign: bool) -> list[Found]:
    """The labels of a list; ``foreign`` where the guide puts the label elsewhere in this format. Raises Damaged."""
    found = list[Found]()
    for one in inside(data, chunk):
        if _labelled(data, one):
            place = f"LIST/INFO {one.id.decode()}"
            odd = (Remark("other_place", one.body, place),) if foreign or one.id != ID else ()
            found.append(Found(text(data, one), one.body, place, odd))
    return found


def cleared(data: Buffer, chunk: Chunk) -> bytes | None:
    """The list without its labels, nothing where it held nothing else; None where it has none. Raises Damaged."""
    every = list(inside(data, chunk))
    kept = [one for one in every if not _labelled(data, one)]
    if len(kept) == len(every):
        return None
    return written(b"LIST", b"INFO" + _joined(data, kept)) if kept else b""


def filled(data: Buffer, chunk: Chunk) -> bytes | None:
    """The list as large as it was, with filler in place of its labels; None where it has none. Raises Damaged."""
    every = list(inside(data, chunk))
    out = bytearray(data[chunk.start : chunk.after])
    for one in every:
        if _labelled(data, one):
            at = one.start - chunk.start
            out[at : at + 4], out[at + 8 : one.end - chunk.start] = _FILLER, bytes(one.size)
    return bytes(out) if any(_labelled(data, one) for one in every) else None


def labelled(data: Buffer, chunk: Chunk | None, value: str) -> bytes:
    """The list with one label as its last chunk; filler goes. A new list where there is none. Raises Damaged."""
    every = list(inside(data, chunk)) if chunk else []
    kept = [one for one in every if not _labelled(data, one) and one.id != _FILLER]
    return written(b"LIST", b"INFO" + _joined(data, kept) + written(ID, value_of(value)))


def _labelled(data: Buffer, chunk: Chunk) -> bool:
    return chunk.id == ID or (chunk.id != _FILLER and chunk.size <= LARGEST and held(text(data, chunk)[:200]))


def _joined(data: Buffer, every: list[Chunk]) -> bytes:
    return b"".join(written(one.id, data[one.body : one.end]) for one in every)
