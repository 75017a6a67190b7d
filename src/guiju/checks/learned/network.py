"""The network that reads word vectors: what stands near each other, what is anywhere, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """``near`` reads each word alone and with both its neighbours (columns: the word alone, the word beside others, the
    word before, the word behind); ``deep`` what was found, anywhere and on average;
    ``out`` has a column for each answer."""

    near: Floats
    near_bias: Floats
    deep: Floats
    deep_bias: Floats
    out: Floats
    out_bias: Floats

    @staticmethod
    def of(weights: Mapping[str, NDArray[np.generic]]) -> Network:
        """The network of stored weights."""
        names = ("near", "near_bias", "deep", "deep_bias", "out", "out_bias")
        near, *others = (np.ascontiguousarray(weights[name], np.float32) for name in names)
        alone, before, itself, behind = np.split(near, 4, axis=1)
        return Network(np.concatenate((alone, itself, before, behind), 1), *others)

    def answers(self, words: Floats, sizes: Ints) -> Floats:
        """The outputs for some texts, of the vectors of all their words one after another, and of how many words each
        text has."""
        half = len(self.near_bias)
        pooled = np.zeros((len(sizes), 2 * half), np.float32)
        if len(words):
            full = np.flatnonzero(sizes)
            starts = np.cumsum(sizes[full]) - sizes[full]
            found = self._found(words, starts)
            for row, start, size in zip(full, starts, sizes[full], strict=True):
                part = found[start : start + size]
                np.maximum.reduce(part, 0, out=pooled[row, :half])
                pooled[row, half:] = np.full(size, 1 / size, np.float32) @ part
        hidden = np.maximum(pooled @ self.deep + self.deep_bias, 0)
        return np.asarray(hidden @ self.out + self.out_bias, np.float32)

    def _found(self, words: Floats, starts: Ints) -> Floats:
        """What is found at each word; no word stands beside one of another text."""
        half = len(self.near_bias)
        f = half // 2
        read = words @ self.near
        found = read[:, :half]
        before, behind = read[:, half : half + f], read[:, half + f :]
        before[starts[1:] - 1] = 0
        behind[starts[1:]] = 0
        found[1:, f:] += before[:-1]
        found[:-1, f:] += behind[1:]
        found += self.near_bias
        np.maximum(found, 0, out=found)
        return found
