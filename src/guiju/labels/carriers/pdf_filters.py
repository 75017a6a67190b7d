"""The filters that cross-reference and object streams of PDF use (ISO 32000-2, 7.4.4)."""

from __future__ import annotations

import zlib
from typing import Final

import numpy as np

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_syntax import Dictionary

_MIXED: Final = 200_000  # own number: rows that are undone one by one, in less than a second


def inflated(content: bytes, limit: int, at: int) -> bytes:
    """What Deflate left, of at most ``limit`` bytes; ``at`` is where it stands. Raises Damaged."""
    machine = zlib.decompressobj()
    try:
        found = machine.decompress(content, limit)
    except zlib.error:
        raise Damaged("a stream does not unpack", at) from None
    if machine.unconsumed_tail:
        raise Damaged(f"a stream unpacks to more than {limit} bytes", at)
    return found


def predicted(content: bytes, parms: Dictionary, at: int) -> bytes:
    """What a predictor of PNG left, rows of Sub and Up (7.4.4.4; PNG 9.2); writers use no others in such streams.

    Raises Damaged.
    """
    kind, columns = parms.get("Predictor"), parms.get("Columns") or 1
    if kind in (None, 1):
        return content
    usual = parms.get("Colors") in (None, 1) and parms.get("BitsPerComponent") in (None, 8)
    if not isinstance(kind, int) or kind < 10 or not isinstance(columns, int) or columns < 1 or not usual:
        raise Damaged("a stream has a predictor that is not read", at)
    if len(content) <= columns:
        return b""
    rows = np.frombuffer(content[: len(content) // (columns + 1) * (columns + 1)], np.uint8).reshape(-1, columns + 1)
    if (rows[:, 0] == 2).all():
        return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).tobytes()
    if len(rows) > _MIXED:
        raise Damaged("a stream has a predictor that is not read", at)
    out, above = np.empty((len(rows), columns), np.uint8), np.zeros(columns, np.uint8)
    for place, row in enumerate(rows):
        if row[0] > 2:
            raise Damaged("a stream has a predictor that is not read", at)
        above = row[1:] if row[0] == 0 else row[1:] + above if row[0] == 2 else np.cumsum(row[1:], dtype=np.uint8)
        out[place] = above
    return out.tobytes()
