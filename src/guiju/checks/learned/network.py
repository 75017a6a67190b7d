"""The network that reads word vectors: what stands near each other, what is anywhere, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


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

    def answers(self, words: Floats) -> Floats:
        """The outputs for the vectors of a text's words."""
        half = len(self.near_bias)
        pooled = np.zeros(2 * half, np.float32)
        if len(words):
            read = words @ self.near
            found, f = read[:, :half], half // 2
            found[1:, f:] += read[:-1, half : half + f]
            found[:-1, f:] += read[1:, half + f :]
            found += self.near_bias
            np.maximum(found, 0, out=found)
            np.maximum.reduce(found, 0, out=pooled[:half])
            np.add.reduce(found, 0, out=pooled[half:])
            pooled[half:] /= len(words)
        hidden = np.maximum(pooled @ self.deep + self.deep_bias, 0)
        return np.asarray(hidden @ self.out + self.out_bias, np.float32)
