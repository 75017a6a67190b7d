"""Makes the weights again: python -m training.fit (about seven minutes on two cores, from the sets and public data)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from guiju.checks.learned.model import read, tokens_of
from guiju.checks.learned.stored import WEIGHTS_FILE, WORDS_FILE
from training.examples import KINDS, QUESTIONS, Examples, examples, joined, noised, padded
from training.network import LAYERS, Floats, Shape, Weights, answered, trained
from training.outside import FOLDER, TRAINED, outside
from training.points import LANGS, Points
from training.rows import Row
from training.sets import own
from training.table import rarity, table, weighed
from training.words import begun, kept, listed

DATA = Path(__file__).parent.parent / "src" / "guiju" / "checks" / "data"
VERSION = "2026.11"
SHAPE = Shape(filters=64, hidden=128, epochs=8, rate=3e-3, drop=0.3, word_drop=0.2, move=0.01, pull=0.01)
START = Path(__file__).parent / "start.npz"
PROCESSES = 2
COPIES = 3
PADDED, NOISED = 0.25, 0.1
"""Shares of the rows that are learned from once more, between harmless ones and with slips."""

SEED = 1
MOST = {"toxicity_cold": 6_000, "sexism_swsr": 3_000, "hallucination_halueval_en": 6_000}
"""Rows drawn of a set that is far larger than the others."""

HELD_OUT = Path(__file__).parent.parent / ".bench" / "held_out.npz"
"""What held-out rows were answered when the weights were made, for the figures."""

FOLDS = (
    {"harmful_prompts_jade", "sensitive_answerable_cvalues", "cvalues_mc"},
    {"harmful_prompts_advbench_en", "hazard_prompts_ailuminate_en", "responses_jade_v3", "jailbreak_en",
     "hallucination_halueval_en"},
    {"toxicity_cold", "safetybench_zh_mc", "public_domain_texts", "hallucination_uhgeval"},
    {"sexism_swsr", "injection_bipia_en", "value_rules_jade_rag"},
)  # fmt: skip
"""Public sets that are held out together; of own sets each fold holds out a part of the groups."""

PAIRED = {"benign_alpaca_zh": 0, "harmful_prompts_donotanswer_en": 1}
"""Sets that are only measured with, and the fold with whose held-out rows they are compared."""


def material(folder: Path) -> list[Row]:
    """All rows that a shipped model learns from."""
    rows = own(COPIES, SEED)
    for name in TRAINED:
        found = outside(name, folder)
        chance = np.random.default_rng(SEED)
        size = min(len(found), MOST.get(name, len(found)))
        rows += [found[n] for n in sorted(chance.choice(len(found), size, replace=False))]
    return rows


def paired(folder: Path) -> list[Row]:
    """The rows that are only measured with, beside held-out ones."""
    return [row for name in PAIRED for row in outside(name, folder)]


def fold_of(row: Row) -> int:
    """The fold in which a row is held out."""
    for number, names in enumerate(FOLDS):
        if row.source in names:
            return number
    return PAIRED.get(row.source, zlib.crc32(row.group.encode()) % len(FOLDS))


class Fitted:
    """A network and a table, made from some examples."""

    def __init__(self, chosen: Examples, shape: Shape = SHAPE) -> None:
        self.shape = shape
        between = joined(chosen, examples(padded(chosen.rows, PADDED, SEED)))
        known = joined(between, examples(noised(chosen.rows, NOISED, SEED)))
        self.network: Weights = trained(begun(), known.words, known.targets, shape, dict(np.load(START)))
        self.rare = rarity(between.grams)
        self.weights, self.bias = table(between, self.rare)

    def raw(self, asked: Examples) -> tuple[Floats, Floats]:
        """The outputs of the network and of the table."""
        outputs = answered(self.network, asked.words, self.shape)
        return outputs, np.asarray(weighed(asked.grams, self.rare) @ self.weights + self.bias, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The outputs of network and table for rows, and for the prompts of those that are replies."""

    network: Floats
    grams: Floats
    prompt_network: Floats
    prompt_grams: Floats

    def of(self, chosen: NDArray[np.intp]) -> Answers:
        """Those of some rows."""
        return Answers(*(getattr(self, name)[chosen] for name in Answers.__slots__))


def held_out(known: Examples, learned: int) -> tuple[Answers, Fitted]:
    """What models answer for rows that they have not learned from, nor anything of the same source or group; and the
    model that has learned from all of the first ``learned`` rows, the only ones that are ever learned from."""
    folds = np.array([fold_of(row) for row in known.rows])
    parts = [np.flatnonzero(folds == number) for number in range(len(FOLDS))]
    with ProcessPoolExecutor(PROCESSES, get_context("fork")) as pool:
        found = [
            pool.submit(_answers, known.of(np.flatnonzero(folds[:learned] != number)), known.of(part))
            for number, part in enumerate(parts)
        ]
        whole = pool.submit(Fitted, known.of(np.arange(learned)))
        answers = [one.result() for one in found]
        click.echo(f"{len(known.rows)} rows held out", err=True)
        back = np.argsort(np.concatenate(parts))
        joined = (np.concatenate([getattr(one, name) for one in answers])[back] for name in Answers.__slots__)
        return Answers(*joined), whole.result()


def _answers(learned: Examples, part: Examples) -> Answers:
    fitted = Fitted(learned)
    return Answers(*fitted.raw(part), *fitted.raw(examples([_prompt(row) for row in part.rows])))


def _prompt(row: Row) -> Row:
    return Row(row.parts[0], None, "ask", row.lang, row.source, row.group, True)


def blend(known: Examples, network: Floats, grams: Floats) -> Floats:
    """By question: what the network's and the table's answers count for, and a constant, so that held-out answers
    are probabilities."""
    return np.array(
        [_platt(known, n, np.stack([network[:, n], grams[:, n]], 1)) for n in range(len(QUESTIONS))], np.float32
    )


def _platt(known: Examples, question: int, inputs: Floats) -> list[float]:
    told = np.flatnonzero(~np.isnan(known.targets.yes[:, question]))
    fit = LogisticRegression(C=100)
    fit.fit(inputs[told], known.targets.yes[told, question], sample_weight=evened(known.rows, told))
    return [*fit.coef_[0].tolist(), float(fit.intercept_[0])]


def odds_of(blended: Floats, replies: Floats, raw: Answers) -> Floats:
    """The log odds of held-out rows; those of a reply with its prompt."""
    found = logits(blended, raw.network, raw.grams)
    reply = QUESTIONS.index("reply")
    asked = logits(blended, raw.prompt_network, raw.prompt_grams)[:, QUESTIONS.index("ask")]
    found[:, reply] = replies[0] * found[:, reply] + replies[1] * asked + replies[2]
    return found


def answering(known: Examples, blended: Floats, raw: Answers) -> Floats:
    """What a reply's own score, that of its prompt and a constant count for."""
    own_logits = logits(blended, raw.network, raw.grams)[:, QUESTIONS.index("reply")]
    prompt_logits = logits(blended, raw.prompt_network, raw.prompt_grams)[:, QUESTIONS.index("ask")]
    both = np.stack([own_logits, prompt_logits], 1)
    return np.asarray(_platt(known, QUESTIONS.index("reply"), np.clip(both, -13.8, 13.8)), np.float32)


def evened(rows: Sequence[Row], told: NDArray[np.intp]) -> Floats:
    """Weights by which no source counts for more than another three times its size."""
    sources = [rows[n].source for n in told]
    sizes = {source: sources.count(source) for source in set(sources)}
    return np.array([min(1.0, 700 / sizes[source]) for source in sources], np.float32)


def logits(blended: Floats, network: Floats, grams: Floats) -> Floats:
    """Each question's answer as log odds."""
    asked = len(QUESTIONS)
    return np.asarray(blended[:, 0] * network[:, :asked] + blended[:, 1] * grams + blended[:, 2], np.float32)


def stored(fitted: Fitted, blended: Floats, replies: Floats) -> dict[str, NDArray[np.generic]]:
    """The weights as they are kept; no question has a point to act at yet."""
    rare = fitted.rare[:, None]
    full = np.concatenate([rare * rare, rare * fitted.weights], 1)
    scale = (
        np.array([np.quantile(np.abs(column[column != 0]), 0.9995) if column.any() else 1 for column in full.T]) / 127
    )
    return {
        "table": np.clip(np.round(full / scale), -127, 127).astype(np.int8), "table_scale": scale.astype(np.float32),
        "bias": fitted.bias, "blend": blended, "answering": replies,
        "points": np.zeros((len(LANGS), len(QUESTIONS)), np.float32), "margins": np.zeros(len(QUESTIONS), np.float32),
        "questions": np.array(QUESTIONS), "kinds": np.array(KINDS),
        "version": np.array(VERSION), **{name: fitted.network[name].astype(np.float16) for name in LAYERS},
    }  # fmt: skip


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=FOLDER, help="The public sets.")
@click.option(
    "--out", type=click.Path(exists=True, file_okay=False, path_type=Path), default=DATA, help="The folder to write to."
)
def main(data: Path, out: Path) -> None:
    """Makes the weights again."""
    learned = material(data)
    known = examples(learned + paired(data))
    click.echo(f"{len(learned)} rows", err=True)
    raw, fitted = held_out(known, len(learned))
    trained_on = np.arange(len(learned))
    told, answers = known.of(trained_on), raw.of(trained_on)
    blended = blend(told, answers.network, answers.grams)
    replies = answering(told, blended, answers)
    words = kept(listed(), fitted.network["vectors"])
    np.savez_compressed(out / WORDS_FILE, allow_pickle=False, **words)
    weights = stored(fitted, blended, replies)
    odds = odds_of(blended, replies, raw).astype(np.float16)
    HELD_OUT.parent.mkdir(exist_ok=True)
    np.savez_compressed(HELD_OUT, odds=odds, grams=raw.grams.astype(np.float16))
    points = Points(learned, odds[: len(learned)].astype(np.float32), read(weights, tokens_of(words)))
    np.savez_compressed(out / WEIGHTS_FILE, allow_pickle=False, **acted_at(weights, points))


def acted_at(weights: dict[str, NDArray[np.generic]], points: Points) -> dict[str, NDArray[np.generic]]:
    """The weights, with the points to act at."""
    found = points.found()
    margins = points.margins(found)
    for question, zh, en, margin in zip(QUESTIONS, *found, margins, strict=True):
        click.echo(f"{question}: acted on from log odds of {zh:.2f} and {en:.2f}, answers {margin:.2f} more", err=True)
    return weights | {"points": found, "margins": margins}


if __name__ == "__main__":
    main()
