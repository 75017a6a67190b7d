"""A bounded memory of what was used last, safe between threads."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Holds the ``most`` entries that were used last."""

    def __init__(self, most: int) -> None:
        self._most, self._entries, self._lock = most, OrderedDict[K, V](), Lock()

    def get(self, key: K) -> V | None:
        """The entry, now the latest used, or None."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def put(self, key: K, value: V) -> None:
        """Remembers an entry, forgetting the one unused for longest where there are too many."""
        with self._lock:
            self._entries[key] = value
            self._entries.move_to_end(key)
            if len(self._entries) > self._most:
                self._entries.popitem(last=False)

    def forget(self, *, key: K | None = None, value: V | None = None) -> None:
        """Drops the entry of a key, or every entry with a value."""
        with self._lock:
            gone = [k for k, v in self._entries.items() if k == key or (value is not None and v == value)]
            for k in gone:
                del self._entries[k]
