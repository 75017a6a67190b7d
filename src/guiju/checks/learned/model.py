"""The model: what a text asks, says or tries, as calibrated probabilities, from its words and runs of characters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from guiju.checks.fold import Fold, fold
from guiju.checks.learned.grams import grams
from guiju.checks.learned.network import Network
from guiju.checks.learned.plain import plain, written
from guiju.checks.learned.tokens import Tokens

Floats = NDArray[np.float32]

WORDS_FILE = "judgement_words.npz"
WEIGHTS_FILE = "judgement.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the model sees in one text: the probability of each question's yes, and of each kind of harm if there
    is any."""

    yes: dict[str, float]
    kinds: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """``table`` has by bucket of a gram its weight for each question, after the square of its rarity; ``blend`` by
    question what the network, the table and a constant count for; ``answering`` what an answer's own score, that of
    what was asked and a constant count for."""

    fold: Fold
    tokens: Tokens
    network: Network
    table: Floats
    bias: Floats
    blend: Floats
    questions: tuple[str, ...]
    kinds: tuple[str, ...]
    answering: Floats
    version: str

    def raw(self, text: str) -> tuple[Floats, Floats]:
        """The outputs of the network and of the table, before they are blended."""
        points = plain(self.fold, text)
        words = self.tokens.meanings(self.tokens.found(written(points)))
        return self.network.answers(words), self._weighed(points)

    def seen(self, text: str) -> Seen:
        """What is seen in a text of a few hundred characters."""
        network, table = self.raw(text)
        asked = len(self.questions)
        logits = self.blend[:, 0] * network[:asked] + self.blend[:, 1] * table + self.blend[:, 2]
        shares = np.exp(network[asked:] - network[asked:].max())
        yes = 1 / (1 + np.exp(-logits))
        return Seen(dict(zip(self.questions, yes.tolist(), strict=True)), shares / shares.sum())

    def complies(self, question: Seen, answer: Seen) -> float:
        """The probability that an answer gives what a harmful question asks for."""
        of_answer, of_question, constant = self.answering.tolist()
        logit = of_answer * _logit(answer.yes["reply"]) + of_question * _logit(question.yes["ask"]) + constant
        return float(1 / (1 + np.exp(-logit)))

    def _weighed(self, points: NDArray[np.uint32]) -> Floats:
        buckets = grams(points)
        if not len(buckets):
            return self.bias
        total = np.ones(len(buckets), np.float32) @ self.table.take(buckets, axis=0, mode="clip")
        return np.asarray(total[1:] / np.sqrt(max(float(total[0]), 1e-6)) + self.bias, np.float32)


def _logit(probability: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))


def _stored(name: str) -> dict[str, NDArray[np.generic]]:
    data = (files("guiju.checks") / "data" / name).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        return dict(stored)


@cache
def tokens() -> Tokens:
    """The words that are known, read once."""
    stored = _stored(WORDS_FILE)
    words = bytes(stored["words"]).decode().split("\n")
    return Tokens.of(words, np.asarray(stored["vectors"], np.int8), float(stored["scale"]))


@cache
def model() -> Model:
    """The model that comes with this version, read once."""
    return read(_stored(WEIGHTS_FILE))


def read(stored: dict[str, NDArray[np.generic]]) -> Model:
    """The model of stored weights."""
    table = stored["table"].astype(np.float32) * stored["table_scale"].astype(np.float32)
    return Model(
        fold(), tokens(), Network.of(stored), table, np.asarray(stored["bias"], np.float32),
        np.asarray(stored["blend"], np.float32), _names(stored["questions"]), _names(stored["kinds"]),
        np.asarray(stored["answering"], np.float32),
        str(stored["version"]),
    )  # fmt: skip


def _names(array: NDArray[np.generic]) -> tuple[str, ...]:
    return tuple(str(name) for name in array.tolist())
