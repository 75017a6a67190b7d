"""MPEG audio by its frames: two in a row tell it from other bytes (ISO/IEC 11172-3, 2.4.1.3; 13818-7, 6.2)."""

from __future__ import annotations

from typing import Final

from guiju.labels.carrier import Buffer

_ZEROS: Final = 4096  # own number: some encoders leave empty bytes behind a tag
_RATES: Final = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second by version and layer."""
_SAMPLED: Final = (44_100, 48_000, 32_000)


def begins(data: Buffer, at: int) -> bool:
    """Whether sound begins at a byte, or behind empty bytes there: a whole frame with another or the end behind it."""
    zeros = data[at : at + _ZEROS]
    at += len(zeros) - len(zeros.lstrip(b"\0"))
    size = frame(data, at)
    beyond = at + size
    return size > 0 and (beyond == len(data) or frame(data, beyond) > 0 or data[beyond : beyond + 3] == b"TAG")


def frame(data: Buffer, at: int) -> int:
    """Bytes of the frame that begins at a byte; 0 where none does, or none whose size is told."""
    head = data[at : at + 6]
    if len(head) < 6 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    if head[1] & 0xF6 == 0xF0:
        size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        return size if size > 7 and head[2] >> 2 & 15 < 13 else 0
    version, layer = {3: 1, 2: 2, 0: 2}.get(head[1] >> 3 & 3, 0), 4 - (head[1] >> 1 & 3)
    rate, sampled = head[2] >> 4, head[2] >> 2 & 3
    if not version or layer == 4 or rate in (0, 15) or sampled == 3:
        return 0
    frequency = _SAMPLED[sampled] >> {3: 0, 2: 1, 0: 2}[head[1] >> 3 & 3]
    bits, padded = _RATES[version, layer][rate - 1] * 1000, head[2] >> 1 & 1
    if layer == 1:
        return (12 * bits // frequency + padded) * 4
    return (72 if (version, layer) == (2, 3) else 144) * bits // frequency + padded
