"""The model: what a text asks, says or tries, as calibrated probabilities, from its words and runs of characters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from guiju.checks.fold import ALPHABETS_END, Fold, fold
from guiju.checks.learned.grams import grams
from guiju.checks.learned.network import Network
from guiju.checks.learned.plain import Points, plain, written
from guiju.checks.learned.stored import WEIGHTS_FILE, WORDS_FILE, arrays, words_of
from guiju.checks.learned.tokens import Tokens

Floats = NDArray[np.float32]

_FAR = 500.0
_HAN_WORTH = 3
"""How many letters a Chinese character is worth."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the model sees in one text: by question the log odds of yes, counted from the point to act at, and the
    probability of each kind of harm if there is any; ``asked`` are the log odds of harm in what is asked, from zero."""

    odds: dict[str, float]
    kinds: Floats
    asked: float


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """``table`` has by bucket of a gram its weight for each question, after the square of its rarity; ``blend`` by
    question what the network, the table and a constant count for; ``answering`` what an answer's own log odds, those
    of what was asked and a constant count for; ``points`` by script (Chinese, spelled) and question the log
    odds to act at, and ``margins`` how much further an answer has to go."""

    fold: Fold
    tokens: Tokens
    network: Network
    table: Floats
    bias: Floats
    blend: Floats
    questions: tuple[str, ...]
    kinds: tuple[str, ...]
    answering: Floats
    points: Floats
    margins: dict[str, float]
    version: str

    def raw(self, texts: Sequence[Points]) -> tuple[Floats, Floats]:
        """The outputs of the network and of the table for plain texts, a row for each, before they are blended."""
        found = [self.tokens.found(written(points)) for points in texts]
        sizes = np.array([len(words) for words in found], np.intp)
        words = self.tokens.meanings(np.concatenate(found) if found else np.empty(0, np.int32))
        return self.network.answers(words, sizes), self._weighed(texts)

    def seen(self, text: str) -> Seen:
        """What is seen in a text of a few hundred characters."""
        return self.each([text])[0]

    def each(self, texts: Sequence[str]) -> list[Seen]:
        """What is seen in each of some texts of a few hundred characters, read together because that is quicker."""
        points = [plain(self.fold, text) for text in texts]
        network, table = self.raw(points)
        asked = len(self.questions)
        odds = self.blend[:, 0] * network[:, :asked] + self.blend[:, 1] * table + self.blend[:, 2]
        acted = (odds - self.points[[script(one) for one in points]]).tolist()
        shares = np.exp(network[:, asked:] - network[:, asked:].max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        of_ask = odds[:, self.questions.index("ask")].tolist()
        return [
            Seen(dict(zip(self.questions, one, strict=True)), kinds, ask)
            for one, kinds, ask in zip(acted, shares, of_ask, strict=True)
        ]

    def complies(self, question: Seen, answer: Seen) -> float:
        """The log odds that an answer gives what a harmful question asks for, from the point to act at."""
        of_answer, of_question, constant = self.answering.tolist()
        return float(of_answer * answer.odds["reply"] + of_question * question.asked + constant - self.margins["reply"])

    def _weighed(self, texts: Sequence[Points]) -> Floats:
        buckets = [grams(points) for points in texts]
        found = np.empty((len(texts), self.table.shape[1]), np.float32)
        for row, part in zip(found, buckets, strict=True):
            row[:] = np.ones(len(part), np.float32) @ self.table.take(part, axis=0, mode="clip")
        return np.asarray(found[:, 1:] / np.sqrt(np.maximum(found[:, :1], 1e-6)) + self.bias, np.float32)


def script(points: Points) -> int:
    """0 where a plain text is mostly Chinese, 1 where it is mostly spelled."""
    return int(np.count_nonzero(points >= ALPHABETS_END) * _HAN_WORTH < len(points))


def chance(odds: float) -> float:
    """Log odds as a probability."""
    return 1 / (1 + math.exp(-odds)) if odds > -_FAR else 0.0


@cache
def tokens() -> Tokens:
    """The words that are known, read once."""
    return tokens_of(arrays(WORDS_FILE))


def tokens_of(stored: Mapping[str, NDArray[np.generic]]) -> Tokens:
    """The words of a stored file."""
    return Tokens.of(words_of(stored), np.asarray(stored["vectors"], np.int8), float(stored["scale"]))


@cache
def model() -> Model:
    """The model that comes with this version, read once."""
    return read(arrays(WEIGHTS_FILE), tokens())


def read(stored: Mapping[str, NDArray[np.generic]], known: Tokens) -> Model:
    """The model of stored weights, which reads these words."""
    table = stored["table"].astype(np.float32) * stored["table_scale"].astype(np.float32)
    questions, margins = _names(stored["questions"]), np.asarray(stored["margins"], np.float64)
    return Model(
        fold(), known, Network.of(stored), table, np.asarray(stored["bias"], np.float32),
        np.asarray(stored["blend"], np.float32), questions, _names(stored["kinds"]),
        np.asarray(stored["answering"], np.float32), np.asarray(stored["points"], np.float32),
        dict(zip(questions, margins.tolist(), strict=True)), str(stored["version"]),
    )  # fmt: skip


def _names(array: NDArray[np.generic]) -> tuple[str, ...]:
    return tuple(str(name) for name in array.tolist())
