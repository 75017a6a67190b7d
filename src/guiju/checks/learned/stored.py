"""Stored: the arrays that come with this version."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

WORDS_FILE = "judgement_words.npz"
WEIGHTS_FILE = "judgement.npz"


def arrays(name: str) -> dict[str, NDArray[np.generic]]:
    """The arrays of a file, by name."""
    data = (files("guiju.checks") / "data" / name).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        return dict(stored)


def words() -> list[str]:
    """The known words in their order, a word of a spelled script with the space in front of it."""
    return words_of(arrays(WORDS_FILE))


def words_of(stored: Mapping[str, NDArray[np.generic]]) -> list[str]:
    """The words of a stored file."""
    return bytes(stored["words"]).decode().split("\n")
