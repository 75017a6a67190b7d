"""Makes the weights again: python -m training.fit (about six minutes on one core, from the sets and public data)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from guiju.checks.learned.model import WEIGHTS_FILE, tokens
from training.examples import ABUSES, KINDS, QUESTIONS, Examples, examples, noised
from training.network import Floats, Shape, Targets, Weights, answered, trained
from training.outside import FOLDER, TRAINED, outside
from training.rows import Row
from training.sets import own
from training.table import rarity, table, weighed

DATA = Path(__file__).parent.parent / "src" / "guiju" / "checks" / "data"
VERSION = "2026.11"
SHAPE = Shape(filters=64, hidden=128, epochs=8, rate=1e-3, word_drop=0.2)
START = Path(__file__).parent / "start.npz"
COPIES = 4
SEED = 1
MOST = {"toxicity_cold": 6_000, "sexism_swsr": 3_000, "hallucination_halueval_en": 3_000}
"""Rows drawn of a set that is far larger than the others."""

HELD_OUT = Path(__file__).parent / "held_out.npz"
"""What held-out rows were answered when the weights were made."""

OFTEN = 0.015
LOOKALIKES = 0.10
LOWEST = -0.4
"""Log odds below which nothing that is said is acted on, however few harmless rows are refused."""

ORDINARY = frozenset((
    "benign", "everyday", "hallucination_halueval_en", "hallucination_uhgeval", "public_domain_texts",
    "value_rules_jade_rag", "injection_bipia_en", "sensitive_answerable_cvalues",
))  # fmt: skip
"""Sources whose harmless rows are ordinary ones."""

FOLDS = (
    {"harmful_prompts_jade", "sensitive_answerable_cvalues", "cvalues_mc"},
    {"harmful_prompts_advbench_en", "hazard_prompts_ailuminate_en", "responses_jade_v3", "jailbreak_en"},
    {"toxicity_cold", "safetybench_zh_mc", "public_domain_texts", "hallucination_uhgeval"},
    {"sexism_swsr"},
    {"injection_bipia_en"},
    {"value_rules_jade_rag"},
)
OWN_FOLDS = 3
"""Public sets that are held out together; of all others each of the last folds holds out a part of the groups."""


def material(folder: Path) -> list[Row]:
    """All rows that a shipped model learns from."""
    rows = own(COPIES, SEED)
    for name in TRAINED:
        found = outside(name, folder)
        chance = np.random.default_rng(SEED)
        size = min(len(found), MOST.get(name, len(found)))
        rows += [found[n] for n in sorted(chance.choice(len(found), size, replace=False))]
    return rows


def fold_of(row: Row) -> int:
    """The fold in which a row is held out."""
    for number, names in enumerate(FOLDS):
        if row.source in names:
            return number
    return len(FOLDS) - 1 - zlib.crc32(row.group.encode()) % OWN_FOLDS


class Fitted:
    """A network and a table, made from some examples."""

    def __init__(self, chosen: Examples, vectors: Floats, shape: Shape = SHAPE) -> None:
        self.vectors, self.shape = vectors, shape
        extra = examples(noised(chosen.rows, 0.1, SEED))
        words = [*chosen.words, *extra.words]
        self.network: Weights = trained(vectors, words, _joined(chosen, extra), shape, dict(np.load(START)))
        self.rare = rarity(chosen.grams)
        self.weights, self.bias = table(chosen, self.rare)

    def raw(self, asked: Examples) -> tuple[Floats, Floats]:
        """The outputs of the network and of the table."""
        outputs = answered(self.vectors, self.network, asked.words, self.shape)
        return outputs, np.asarray(weighed(asked.grams, self.rare) @ self.weights + self.bias, np.float32)


def _joined(one: Examples, two: Examples) -> Targets:
    return Targets(
        np.concatenate([one.targets.yes, two.targets.yes]),
        np.concatenate([one.targets.kinds, two.targets.kinds]),
        np.concatenate([one.targets.weight, two.targets.weight]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The outputs of network and table for rows, and for the prompts of those that are replies."""

    network: Floats
    grams: Floats
    prompt_network: Floats
    prompt_grams: Floats


def held_out(known: Examples, vectors: Floats) -> Answers:
    """What models answer for rows that they have not learned from, nor anything of the same source or group."""
    folds = np.array([fold_of(row) for row in known.rows])
    prompts = examples([_prompt(row) for row in known.rows])
    parts = list[Answers]()
    order = list[NDArray[np.intp]]()
    for number in range(len(FOLDS)):
        part = np.flatnonzero(folds == number)
        fitted = Fitted(known.of(np.flatnonzero(folds != number)), vectors)
        parts.append(Answers(*fitted.raw(known.of(part)), *fitted.raw(prompts.of(part))))
        order.append(part)
        click.echo(f"fold {number + 1} of {len(FOLDS)}: {len(part)} rows held out", err=True)
    back = np.argsort(np.concatenate(order))
    return Answers(*(np.concatenate([getattr(part, name) for part in parts])[back] for name in Answers.__slots__))


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


def shifted(known: Examples, blended: Floats, raw: Answers) -> Floats:
    """The same with constants by which one half is the point to act at: for a kind of abuse the point of the best F1;
    else the lowest at which no more than OFTEN of the ordinary harmless rows are refused, and LOOKALIKES of those
    that were written as contrasts, but of attacks never below even odds. Replies stay as they are."""
    odds = logits(blended, raw.network, raw.grams)
    found = blended.copy()
    for n, question in enumerate(QUESTIONS):
        if question != "reply":
            point = acted_at(known, n, odds[:, n])
            found[n, 2] -= point
            click.echo(f"{question}: {point:.2f} off the log odds", err=True)
    return found


def acted_at(known: Examples, question: int, odds: Floats) -> float:
    """The log odds from which a question's answer is acted on, by held-out rows."""
    yes = known.targets.yes[:, question]
    public = np.array([row.source in TRAINED for row in known.rows])
    if QUESTIONS[question] in ABUSES:
        return best_point(odds[(yes == 1) & ~public], odds[(yes == 0) & ~public])
    ordinary = np.array([row.source in ORDINARY for row in known.rows])
    plain, alike = odds[(yes == 0) & ordinary], odds[(yes == 0) & ~ordinary & ~public]
    point = max(float(np.quantile(plain, 1 - OFTEN)), float(np.quantile(alike, 1 - LOOKALIKES)))
    return max(point, LOWEST if QUESTIONS[question] in ("say", "hate") else 0.0)


def best_point(harmful: Floats, harmless: Floats) -> float:
    """The point of the best F1."""
    points = np.quantile(harmful, np.linspace(0, 1, 101))
    caught = np.array([(harmful >= point).sum() for point in points])
    told = caught + np.array([(harmless >= point).sum() for point in points])
    return float(points[np.argmax(2 * caught / (told + len(harmful)))])


def kept(known: Examples, blended: Floats, replies: Floats, raw: Answers) -> None:
    """Keeps what held-out rows were answered, for the figures; the rows themselves are drawn again."""
    answers = probabilities(blended, raw.network, raw.grams)
    reply = QUESTIONS.index("reply")
    own_logits = logits(blended, raw.network, raw.grams)[:, reply]
    asked_logits = logits(blended, raw.prompt_network, raw.prompt_grams)[:, QUESTIONS.index("ask")]
    answers[:, reply] = 1 / (1 + np.exp(-(replies[0] * own_logits + replies[1] * asked_logits + replies[2])))
    np.savez_compressed(
        HELD_OUT, answers=answers.astype(np.float16), grams=raw.grams.astype(np.float16)
    )  # fmt: skip


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


def probabilities(blended: Floats, network: Floats, grams: Floats) -> Floats:
    """Each question's probability of yes."""
    return np.asarray(1 / (1 + np.exp(-logits(blended, network, grams))), np.float32)


def stored(fitted: Fitted, blended: Floats, replies: Floats, path: Path) -> None:
    """Writes the weights."""
    rare = fitted.rare[:, None]
    full = np.concatenate([rare * rare, rare * fitted.weights], 1)
    scale = (
        np.array([np.quantile(np.abs(column[column != 0]), 0.9995) if column.any() else 1 for column in full.T]) / 127
    )
    np.savez_compressed(
        path, allow_pickle=False,
        table=np.clip(np.round(full / scale), -127, 127).astype(np.int8), table_scale=scale.astype(np.float32),
        bias=fitted.bias, blend=blended, answering=replies, questions=np.array(QUESTIONS), kinds=np.array(KINDS),
        version=np.array(VERSION),
        **{name: value.astype(np.float16) for name, value in fitted.network.items()},
    )  # fmt: skip


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=FOLDER, help="The public sets.")
@click.option("--out", type=click.Path(path_type=Path), default=DATA / WEIGHTS_FILE)
def main(data: Path, out: Path) -> None:
    """Makes the weights again."""
    known = examples(material(data))
    click.echo(f"{len(known.rows)} rows", err=True)
    vectors = tokens().vectors.astype(np.float32) * np.float32(tokens().scale)
    raw = held_out(known, vectors)
    blended = shifted(known, blend(known, raw.network, raw.grams), raw)
    replies = answering(known, blended, raw)
    kept(known, blended, replies, raw)
    stored(Fitted(known, vectors), blended, replies, out)


if __name__ == "__main__":
    main()
