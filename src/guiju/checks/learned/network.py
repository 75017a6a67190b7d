"""The network that reads word vectors: what stands near each other, what is anywhere, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """``near`` reads each word alone and with both its neighbours; ``deep`` what was found, anywhere and on average;
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
        return Network(*(np.ascontiguousarray(weights[name], np.float32) for name in names))

    def answers(self, words: Floats) -> Floats:
        """The outputs for the vectors of a text's words."""
        f = len(self.near_bias) // 2
        if not len(words):
            pooled = np.zeros(4 * f, np.float32)
        else:
            read = words @ self.near
            found = np.concatenate((read[:, :f], read[:, 2 * f : 3 * f]), 1)
            found[1:, f:] += read[:-1, f : 2 * f]
            found[:-1, f:] += read[1:, 3 * f :]
            found += self.near_bias
            np.maximum(found, 0, out=found)
            pooled = np.concatenate((found.max(0), found.mean(0)))
        hidden = np.maximum(pooled @ self.deep + self.deep_bias, 0)
        return np.asarray(hidden @ self.out + self.out_bias, np.float32)
