"""What an image mark says: the number of a content, and a check that only the key's holder can make.

A ProduceID does not fit into a picture, so the mark holds 48 bits drawn from it by HMAC-SHA-256 under the operator's
key; the operator keeps a register from number to ProduceID. Among n contents the odds that any two share a number are
about n² / 2⁴⁹ (0.2 % at a million), and that a given number belongs to another content n / 2⁴⁸; a register that keeps
every ProduceID of a number loses nothing by it.

What the key does: without it nobody reads a mark or makes one that holds. What it does not: whoever has very many
pictures marked under one key can average them and learn its tile; then marks can be wiped, or copied to other pictures.
So keep a key per service, change it now and then, and read under each. And strong blur, a model that redraws the
picture, or a cut to less than three quarters of its sides take a mark away without any key.
"""

from __future__ import annotations

import hmac
from typing import Final

import numpy as np

from guiju.labels.marks.code import Bits

NUMBER_BITS: Final = 48
CHECK_BITS: Final = 24
"""Bits of the check: bits that are no mark of this key pass it once in 2²⁴ times."""

PAYLOAD_BITS: Final = NUMBER_BITS + CHECK_BITS

LEAST_KEY: Final = 16
"""Bytes of the shortest key."""


def number_of(produce_id: str, key: bytes) -> int:
    """The number that stands for a ProduceID in marks under this key. Raises ValueError for a short key."""
    return _drawn(checked_key(key), b"number", produce_id.encode(), NUMBER_BITS)


def checked_key(key: bytes) -> bytes:
    """The key itself. Raises ValueError where it is missing or shorter than 16 bytes."""
    if len(key) < LEAST_KEY:
        raise ValueError(
            f"the mark's key has {len(key)} bytes and needs at least {LEAST_KEY}: make one with "
            '`python -c "import secrets; print(secrets.token_hex(32))"` and keep it secret'
        )
    return key


def payload(number: int, key: bytes) -> Bits:
    """The 72 bits of a mark: number, then check. Raises ValueError for a number that is not of 48 bits."""
    if not 0 <= number < 1 << NUMBER_BITS:
        raise ValueError(f"a mark's number has {NUMBER_BITS} bits; {number} does not fit: take it from number_of()")
    word = number << CHECK_BITS | _check(number, key)
    return np.array([word >> place & 1 for place in range(PAYLOAD_BITS - 1, -1, -1)], dtype=np.uint8)


def number_in(bits: Bits, key: bytes) -> int | None:
    """The number in 72 bits; None where the check does not hold."""
    word = int("".join(map(str, bits.tolist())), 2)
    number, check = word >> CHECK_BITS, word & ((1 << CHECK_BITS) - 1)
    return number if check == _check(number, key) else None


def _check(number: int, key: bytes) -> int:
    return _drawn(key, b"check", number.to_bytes(NUMBER_BITS // 8, "big"), CHECK_BITS)


def _drawn(key: bytes, purpose: bytes, data: bytes, bits: int) -> int:
    """The first ``bits`` of the HMAC of ``data`` under the key, for one purpose."""
    return int.from_bytes(hmac.digest(key, purpose + b"\0" + data, "sha256")[: bits // 8], "big")
