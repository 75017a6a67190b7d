from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from guiju.checks.learned.network import Network
from training.network import Shape, Targets, answered, trained

SHAPE = Shape(filters=4, hidden=8, epochs=30, rate=1e-2, drop=0, word_drop=0)


def task() -> tuple[np.ndarray, list[np.ndarray], Targets]:
    """Vectors of words and texts in which word 3 followed by word 4 is what is asked for."""
    chance = np.random.default_rng(0)
    vectors = np.concatenate([np.zeros((1, 6)), chance.standard_normal((8, 6))]).astype(np.float32)
    texts = [chance.integers(1, 9, 6).astype(np.int32) for _ in range(400)]
    for text in texts[::2]:
        text[2:4] = 3, 4
    yes = np.array([[float(any(a == 3 and b == 4 for a, b in pairwise(t)))] for t in texts], np.float32)
    return vectors, texts, Targets(yes, np.zeros((400, 2), np.float32), np.ones(400, np.float32))


def test_it_learns_what_stands_beside_what() -> None:
    vectors, texts, targets = task()
    weights = trained(vectors, texts, targets, SHAPE)
    np.testing.assert_array_equal(weights["vectors"], vectors)
    right = (answered(weights, texts, SHAPE)[:, 0] > 0) == (targets.yes[:, 0] > 0)
    assert right.mean() > 0.9


def test_the_check_reads_what_was_trained() -> None:
    vectors, texts, targets = task()
    weights = trained(vectors, texts[:50], Targets(targets.yes[:50], targets.kinds[:50], targets.weight[:50]), SHAPE)
    read = [*texts[:20], np.empty(0, np.int32)]
    words, sizes = weights["vectors"][np.concatenate(read)], np.array([len(text) for text in read])
    np.testing.assert_allclose(answered(weights, read, SHAPE), Network.of(weights).answers(words, sizes), atol=1e-4)


def test_vectors_move_to_what_is_asked_for() -> None:
    vectors, texts, targets = task()
    vectors[5:7] = vectors[3:5]
    weights = trained(vectors, texts, targets, replace(SHAPE, move=0.05, pull=0.01))
    assert not weights["vectors"][0].any() and (weights["vectors"][5:7] != weights["vectors"][3:5]).all()
    right = (answered(weights, texts, SHAPE)[:, 0] > 0) == (targets.yes[:, 0] > 0)
    assert right.mean() > 0.9
