"""Tokens: the known words of a plain text, and what they mean as vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

MOST = 400
"""Words of a window that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words in their order, numbered from 1, and a vector for each; number 0 is no word."""

    automaton: CharwiseDoubleArrayAhoCorasick
    vectors: NDArray[np.int8]
    scale: float

    @staticmethod
    def of(words: Sequence[str], vectors: NDArray[np.int8], scale: float) -> Tokens:
        """The tokens of these words, a word of a spelled script with the space in front of it."""
        return Tokens(CharwiseDoubleArrayAhoCorasick(list(words), MATCH_KIND_LEFTMOST_LONGEST), vectors, scale)

    def found(self, plain: str) -> Ints:
        """The words of a plain text: at every place the longest."""
        return np.fromiter((match[2] + 1 for match in self.automaton.find(plain)), np.int32)[:MOST]

    def meanings(self, found: Ints) -> Floats:
        """The vectors of found words."""
        return self.vectors[found].astype(np.float32) * np.float32(self.scale)
