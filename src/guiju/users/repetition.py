"""Repetition: how often a user asked of late, and how often nearly the same. Counts alone; nothing is kept of whom
they are about beyond the hour, and nothing of the words at all."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

WITHIN: Final = timedelta(hours=1)
"""How far back requests are counted."""

_MOST_USERS: Final = 20_000
_MOST_REQUESTS: Final = 200
_SEEN: Final = 4000
_GRAM: Final = 3
_SIGNS: Final = 24
_ALIKE: Final = 0.6
"""Share of equal signs from which two texts are nearly the same: the share estimates how many three-character
pieces they have in common (min-wise hashing, Broder 1997)."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """Requests of one user within the hour, this one included: all, and those nearly the same as this one."""

    recent: int
    alike: int


class Repetition:
    """Counts of each user's requests, in the memory of one gateway.

    Of a text it keeps signs made under a key of this process; whoever has the signs cannot tell the text.
    """

    def __init__(self) -> None:
        self._users: OrderedDict[str, deque[tuple[datetime, NDArray[np.uint64]]]] = OrderedDict()
        drawn = np.frombuffer(secrets.token_bytes(16 * _SIGNS), np.uint64)
        self._factors, self._terms = drawn[:_SIGNS] | np.uint64(1), drawn[_SIGNS:]

    def counted(self, user: str, text: str, at: datetime) -> Repeated:
        """This request counted with those before it."""
        mine = self._users.pop(user, None)
        if mine is None:
            mine = deque(maxlen=_MOST_REQUESTS)
        self._users[user] = mine
        self._dropped(at)
        while mine and mine[0][0] <= at - WITHIN:
            mine.popleft()
        signs = self._signs(text)
        mine.append((at, signs))
        known = np.stack([one for _, one in mine])
        return Repeated(len(mine), int(((known == signs).mean(axis=1) >= _ALIKE).sum()))

    def _dropped(self, at: datetime) -> None:
        """Leaves out whoever asked last before the hour, and whoever is too many."""
        while len(self._users) > 1:
            asked = next(iter(self._users.values()))
            if asked[-1][0] > at - WITHIN and len(self._users) <= _MOST_USERS:
                return
            self._users.popitem(last=False)

    def _signs(self, text: str) -> NDArray[np.uint64]:
        """The least of the keyed hashes of all pieces, for each key."""
        points = np.frombuffer(text[:_SEEN].encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        points = np.concatenate((points, np.zeros(_GRAM - 1, np.uint64)))
        pieces = points[:-2] << np.uint64(42) ^ points[1:-1] << np.uint64(21) ^ points[2:]
        if not len(pieces):
            return np.zeros(_SIGNS, np.uint64)
        mixed = pieces[:, None] * self._factors + self._terms
        return np.asarray((mixed ^ mixed >> np.uint64(29)).min(axis=0), np.uint64)
