"""The words that are known and their vectors, as training begins with them and as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guiju.checks.learned.model import tokens_of
from guiju.checks.learned.stored import words_of
from guiju.checks.learned.tokens import Tokens
from training.network import Floats

WORDS = Path(__file__).parent / "words.npz"


@cache
def base() -> Tokens:
    """The words with the vectors that training begins with."""
    with np.load(WORDS, allow_pickle=False) as stored:
        return tokens_of(stored)


def listed() -> list[str]:
    """The words in their order."""
    with np.load(WORDS, allow_pickle=False) as stored:
        return words_of(stored)


def begun() -> Floats:
    """The vectors that training begins with, row 0 for no word."""
    return base().vectors.astype(np.float32) * np.float32(base().scale)


def kept(words: Sequence[str], vectors: Floats) -> dict[str, NDArray[np.generic]]:
    """Words and vectors as they are stored: in eight bits, row 0 empty."""
    scale = float(np.quantile(np.abs(vectors), 0.9995)) / 127
    rounded = np.clip(np.round(vectors / scale), -127, 127).astype(np.int8)
    text = np.frombuffer("\n".join(words).encode(), np.uint8)
    return {"words": text, "vectors": rounded, "scale": np.array(scale, np.float32)}
