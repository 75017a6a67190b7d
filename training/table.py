"""The table's training: a linear model on grams for each question."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from training.examples import QUESTIONS, Examples
from training.network import Floats

STRENGTH = 60.0


def rarity(grams: csr_matrix) -> Floats:
    """How rare each bucket is; 0 where it never occurs."""
    seen = np.bincount(grams.indices, minlength=grams.shape[1])
    rare = np.log((1 + grams.shape[0]) / (1 + seen)) + 1
    return np.asarray(np.where(seen > 0, rare, 0), np.float32)


def weighed(grams: csr_matrix, rare: Floats) -> csr_matrix:
    """Each row's grams by rarity, of length 1 together, as the model does it."""
    lengths = np.sqrt(np.maximum(grams @ (rare * rare), 1e-6))
    return csr_matrix(diags(1 / lengths) @ grams @ diags(rare))


def table(examples: Examples, rare: Floats) -> tuple[Floats, Floats]:
    """Weights by bucket and question, and each question's constant."""
    rows = weighed(examples.grams, rare)
    weights = np.zeros((examples.grams.shape[1], len(QUESTIONS)), np.float32)
    bias = np.zeros(len(QUESTIONS), np.float32)
    for n in range(len(QUESTIONS)):
        told: NDArray[np.intp] = np.flatnonzero(~np.isnan(examples.targets.yes[:, n]))
        answers = examples.targets.yes[told, n]
        if len(set(answers.tolist())) == 2:
            found = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced", max_iter=100, tol=1e-3)
            found.fit(rows[told], answers, sample_weight=examples.targets.weight[told])
            weights[:, n], bias[n] = found.coef_[0], found.intercept_[0]
    return weights, bias
