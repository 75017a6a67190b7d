"""Repetition: how often a user asked of late, and how often nearly the same. Counts alone; nothing is kept of whom
they are about beyond the hour, and nothing of the words at all."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

WITHIN: Final = timedelta(hours=1)
"""How far back requests are counted."""

MOST_USERS: Final = 20_000
MOST_REQUESTS: Final = 200
"""Requests of one user that are remembered."""
MOST: Final = 1_000_000
"""Requests of all users that are remembered: with what is kept of each user, less than 64 MB."""

_SEEN: Final = 4000
_READ: Final = 4 * _SEEN
"""Characters of a text that are folded, and of the folded that are seen: what is put in between hides little."""

_GRAM: Final = 3
_SIGNS: Final = 24
_ALIKE: Final = 0.6 * _SIGNS
"""Equal signs from which two texts are nearly the same: their share estimates how many three-character pieces the
texts have in common (min-wise hashing, Broder 1997; one byte of each hash is enough, Li and König 2010)."""

_ROW: Final = np.dtype([("at", np.int64), ("signs", np.uint8, (_SIGNS,))])
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)
_SPREAD: Final = np.uint32(0x9E3779B1)
_TOP: Final = np.uint32(24)

Signs = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Repeated:
    """Requests of one user within the hour, this one included: all, and those nearly the same as this one."""

    recent: int
    alike: int


class Repetition:
    """Counts of each user's requests, in the memory of one gateway.

    Of a text it keeps signs made under a key of this process; whoever has the signs cannot tell the text. They are
    those of the text as ``fold`` tells it, so that what no reader sees makes no other text. Where more is asked than
    is remembered, whoever asked longest ago is forgotten first.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._users: OrderedDict[str, bytearray] = OrderedDict()
        self._kept = 0
        self._key = np.frombuffer(secrets.token_bytes(8), np.uint64) | np.uint64(1)
        drawn = np.frombuffer(secrets.token_bytes(8 * _SIGNS), np.uint32).reshape(2, _SIGNS, 1)
        self._factors, self._terms = drawn[0] | np.uint32(1), drawn[1]

    def counted(self, user: str, text: str, at: datetime) -> Repeated:
        """This request counted with those before it."""
        now, signs = (at - _EPOCH) // _TICK, self._signs(text)
        oldest = now - WITHIN // _TICK
        mine = self._users.pop(user, None) or bytearray()
        self._users[user] = mine
        before = len(mine)
        _shorten(mine, oldest)
        mine += np.array((now, signs), _ROW).tobytes()
        self._kept += (len(mine) - before) // _ROW.itemsize
        self._dropped(oldest)
        known = np.frombuffer(mine, _ROW)["signs"]
        return Repeated(len(known), int((np.count_nonzero(known == signs, axis=1) >= _ALIKE).sum()))

    def _dropped(self, oldest: int) -> None:
        """Leaves out whoever asked last before the hour, and whoever is too many."""
        while len(self._users) > 1:
            asked = next(iter(self._users.values()))
            few = len(self._users) <= MOST_USERS and self._kept <= MOST
            if few and _last(asked) > oldest:
                return
            self._users.popitem(last=False)
            self._kept -= len(asked) // _ROW.itemsize

    def _signs(self, text: str) -> Signs:
        """A byte of the least of the keyed hashes of all pieces, for each key."""
        text = text[:_READ]
        seen = (self._fold(text) or text)[:_SEEN]
        points = np.frombuffer(seen.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        points = np.concatenate((points, np.zeros(_GRAM - 1, np.uint64)))
        pieces = (points[:-2] << np.uint64(42) ^ points[1:-1] << np.uint64(21) ^ points[2:]) * self._key
        if not len(pieces):
            return np.zeros(_SIGNS, np.uint8)
        mixed = (pieces >> np.uint64(32)).astype(np.uint32) * self._factors + self._terms
        mixed ^= mixed >> np.uint32(15)
        return np.asarray(mixed.min(axis=1) * _SPREAD >> _TOP, np.uint8)


def _shorten(asked: bytearray, oldest: int) -> None:
    """Takes away what was asked before the hour, and makes room for one more where it is full."""
    gone = int(np.searchsorted(np.frombuffer(asked, _ROW)["at"], oldest, side="right"))
    gone = max(gone, len(asked) // _ROW.itemsize - (MOST_REQUESTS - 1))
    del asked[: gone * _ROW.itemsize]


def _last(asked: bytearray) -> int:
    """When the newest of these was asked."""
    return int.from_bytes(asked[-_ROW.itemsize : -_SIGNS], "little", signed=True)
