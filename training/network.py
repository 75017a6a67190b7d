"""The network's training: shared layers over word vectors that move as well, one output for each question, by hand in
numpy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Weights = dict[str, Floats]

PAD = 0
LAYERS = ("near", "near_bias", "deep", "deep_bias", "out", "out_bias")
"""The weights of the network, without the vectors that it reads."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide the layers are, and how the network is trained; ``move`` is how fast word vectors move, ``pull`` how
    strongly they are pulled back to where they began."""

    filters: int = 64
    hidden: int = 64
    epochs: int = 10
    rate: float = 2e-3
    batch: int = 64
    drop: float = 0.3
    word_drop: float = 0.1
    decay: float = 1e-4
    move: float = 0.0
    pull: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Targets:
    """What each row teaches. ``yes`` has a column for each yes/no question: 0, 1, or NaN where the row is silent;
    ``kinds`` the shares of each kind of harm, all 0 where the row is silent; ``weight`` how much the row counts."""

    yes: Floats
    kinds: Floats
    weight: Floats


def begun(shape: Shape, width: int, questions: int, kinds: int) -> Weights:
    """Weights to begin with."""
    chance = np.random.default_rng(shape.seed)
    f, h = shape.filters, shape.hidden

    def drawn(rows: int, columns: int) -> Floats:
        return np.asarray(chance.standard_normal((rows, columns)) * np.sqrt(2 / rows), np.float32)

    return {
        "near": drawn(width, f * 4), "near_bias": np.zeros(f * 2, np.float32),
        "deep": drawn(f * 4, h), "deep_bias": np.zeros(h, np.float32),
        "out": drawn(h, questions + kinds) * 0.3, "out_bias": np.zeros(questions + kinds, np.float32),
    }  # fmt: skip


def padded(texts: Sequence[Ints]) -> Ints:
    """The texts' words as rows of one table, with at least one empty place at both ends."""
    table = np.zeros((len(texts), max(map(len, texts), default=0) + 2), np.int32)
    for row, text in zip(table, texts, strict=True):
        row[1 : len(text) + 1] = text
    return table


class Trace:
    """One pass forward, with what the way back needs."""

    def __init__(
        self, vectors: Floats, weights: Weights, table: Ints, shape: Shape, chance: np.random.Generator | None
    ) -> None:
        f = len(weights["near_bias"]) // 2
        self.mask = (table != PAD).astype(np.float32)[:, :, None]
        self.x = vectors[table]
        y = self.x @ weights["near"]
        c = np.empty((*table.shape, 2 * f), np.float32)
        c[..., :f] = y[..., :f]
        c[..., f:] = y[..., 2 * f : 3 * f]
        c[:, 1:, f:] += y[:, :-1, f : 2 * f]
        c[:, :-1, f:] += y[:, 1:, 3 * f :]
        c += weights["near_bias"]
        np.maximum(c, 0, out=c)
        c *= self.mask
        self.c = c
        self.best = c.argmax(1)
        self.count = np.maximum(self.mask.sum(1), 1)
        pooled = np.concatenate([np.take_along_axis(c, self.best[:, None], 1)[:, 0], c.sum(1) / self.count], 1)
        self.keep = _kept(pooled.shape, shape.drop, chance)
        self.pooled = pooled * self.keep
        self.hidden = np.maximum(self.pooled @ weights["deep"] + weights["deep_bias"], 0)
        self.hidden_keep = _kept(self.hidden.shape, shape.drop, chance)
        self.out = (self.hidden * self.hidden_keep) @ weights["out"] + weights["out_bias"]

    def back(self, weights: Weights, slope: Floats) -> tuple[Weights, Floats]:
        """The gradients, of the outputs' slope, and those of the words' vectors."""
        f = len(weights["near_bias"]) // 2
        hidden = self.hidden * self.hidden_keep
        d_hidden = (slope @ weights["out"].T) * self.hidden_keep * (self.hidden > 0)
        d_pooled = (d_hidden @ weights["deep"].T) * self.keep
        d_c = np.repeat((d_pooled[:, 2 * f :] / self.count)[:, None], self.c.shape[1], 1)
        rows, columns = np.ogrid[: len(d_c), : 2 * f]
        d_c[rows, self.best, columns] += d_pooled[:, : 2 * f]
        d_c *= self.c > 0
        d_y = np.zeros((*d_c.shape[:2], 4 * f), np.float32)
        d_y[..., :f] = d_c[..., :f]
        d_y[..., 2 * f : 3 * f] = d_c[..., f:]
        d_y[:, :-1, f : 2 * f] = d_c[:, 1:, f:]
        d_y[:, 1:, 3 * f :] = d_c[:, :-1, f:]
        gradients = {
            "near": self.x.reshape(-1, self.x.shape[-1]).T @ d_y.reshape(-1, 4 * f), "near_bias": d_c.sum((0, 1)),
            "deep": self.pooled.T @ d_hidden, "deep_bias": d_hidden.sum(0),
            "out": hidden.T @ slope, "out_bias": slope.sum(0),
        }  # fmt: skip
        return gradients, d_y[self.mask[:, :, 0] > 0] @ weights["near"].T


class Moved:
    """Word vectors that are moved, only those of a batch at a time, by Adam with one size of step for a word."""

    def __init__(self, vectors: Floats, pull: float) -> None:
        self.begun, self.vectors, self.pull = vectors, vectors.copy(), np.float32(pull)
        self.first, self.second = np.zeros_like(vectors), np.zeros((len(vectors), 1), np.float32)

    def move(self, words: Ints, gradients: Floats, rows: int, rate: float) -> None:
        """Moves the vectors of a batch of so many rows, whose words have these gradients."""
        known, place = np.unique(words, return_inverse=True)
        one = np.ones(len(words), np.float32)
        slope = csr_matrix((one, (place, np.arange(len(words)))), (len(known), len(words))) @ gradients
        slope += self.pull / np.float32(rows) * (self.vectors[known] - self.begun[known])
        self.first[known] += 0.1 * (slope - self.first[known])
        self.second[known] += 0.01 * ((slope * slope).mean(1, keepdims=True) - self.second[known])
        self.vectors[known] -= np.float32(rate) * self.first[known] / (np.sqrt(self.second[known]) + 1e-6)


def _kept(shape: tuple[int, ...], drop: float, chance: np.random.Generator | None) -> Floats:
    if chance is None or not drop:
        return np.ones(shape, np.float32)
    return np.asarray((chance.random(shape) >= drop) / (1 - drop), np.float32)


def slope_of(out: Floats, targets: Targets, rows: NDArray[np.intp]) -> Floats:
    """The slope of the loss at the outputs: logistic for the questions, softmax for the kinds."""
    yes, kinds, weight = targets.yes[rows], targets.kinds[rows], targets.weight[rows][:, None]
    q = yes.shape[1]
    slope = np.zeros_like(out)
    slope[:, :q] = np.where(np.isnan(yes), 0, 1 / (1 + np.exp(-np.clip(out[:, :q], -30, 30))) - np.nan_to_num(yes))
    shares = np.exp(out[:, q:] - out[:, q:].max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    slope[:, q:] = (shares - kinds) * (kinds.sum(1, keepdims=True) > 0) * 0.5
    return np.asarray(slope * weight / len(rows), np.float32)


def _batches(lengths: NDArray[np.intp], size: int, chance: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Rows of about one length together, the batches in random order."""
    order = np.argsort(lengths + chance.random(len(lengths)) * (4 + lengths * 0.2))
    parts = np.array_split(order, max(1, len(order) // size))
    for at in chance.permutation(len(parts)):
        yield parts[at]


def trained(
    vectors: Floats, texts: Sequence[Ints], targets: Targets, shape: Shape, start: Weights | None = None
) -> Weights:
    """Weights that answer the targets from the texts, with the vectors as they were moved; ``start`` are weights to
    begin with."""
    weights = begun(shape, vectors.shape[1], targets.yes.shape[1], targets.kinds.shape[1])
    weights |= {name: value.astype(np.float32) for name, value in (start or {}).items()}
    return _moved(vectors, texts, weights, shape, lambda out, rows: slope_of(out, targets, rows))


def meant(vectors: Floats, texts: Sequence[Ints], meanings: Floats, shape: Shape) -> Weights:
    """Weights whose outputs are the given meanings of the texts."""
    weights = begun(shape, vectors.shape[1], meanings.shape[1], 0)
    return _moved(vectors, texts, weights, shape, lambda out, rows: (out - meanings[rows]) / np.float32(len(rows)))


def _moved(
    vectors: Floats,
    texts: Sequence[Ints],
    weights: Weights,
    shape: Shape,
    slope: Callable[[Floats, NDArray[np.intp]], Floats],
) -> Weights:
    """The weights, moved against the slope of the loss at the outputs, by Adam with a falling rate."""
    chance = np.random.default_rng(shape.seed)
    moved = Moved(vectors, shape.pull)
    first = {name: np.zeros_like(value) for name, value in weights.items()}
    second = {name: np.zeros_like(value) for name, value in weights.items()}
    lengths = np.array([len(text) for text in texts])
    step, steps = 0, shape.epochs * max(1, len(texts) // shape.batch)
    for _ in range(shape.epochs):
        for rows in _batches(lengths, shape.batch, chance):
            step += 1
            batch = [text[chance.random(len(text)) >= shape.word_drop] for text in (texts[row] for row in rows)]
            trace = Trace(moved.vectors, weights, padded(batch), shape, chance)
            left = max(0.02, 1 - step / steps)
            rate = shape.rate * min(1, step / 50) * left
            gradients, of_words = trace.back(weights, slope(trace.out, rows))
            if shape.move:
                moved.move(np.concatenate(batch), of_words, len(rows), shape.move * min(1, step / 200) * left)
            for name, gradient in gradients.items():
                first[name] += 0.1 * (gradient - first[name])
                second[name] += 0.001 * (gradient * gradient - second[name])
                move = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                weights[name] -= rate * (move + shape.decay * weights[name] * 100)
    return weights | {"vectors": moved.vectors}


def answered(weights: Weights, texts: Sequence[Ints], shape: Shape) -> Floats:
    """The outputs for texts."""
    outs = np.zeros((len(texts), len(weights["out_bias"])), np.float32)
    order = np.argsort([len(text) for text in texts])
    for at in range(0, len(order), 256):
        rows = order[at : at + 256]
        outs[rows] = Trace(weights["vectors"], weights, padded([texts[row] for row in rows]), shape, None).out
    return outs
