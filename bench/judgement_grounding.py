"""How well grounding tells answers that their passages bear out from those that they do not.

``python -m bench.judgement_grounding`` prints AUC by half, language and kind; ``-o`` writes JSON. The set is the
project's own: passages of many kinds, faithful answers paraphrased, unfaithful ones changed in one thing. The check is
tuned on the passages with an even number alone; the others are the figure that counts. UHGEval, where it lies beside
the project, is easier: its faithful answers are the news itself. HaluEval's general part cannot be used: its answers
have no passages, so that every one of them is undetermined.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

from bench.own import rows
from guiju.checks.grounding import Grounding
from guiju.checks.grounding.check import UNDETERMINED
from guiju.checks.grounding.sentences import sentences
from guiju.checks.grounding.support import Against, Passages
from guiju.core.content import Content, Kind, Stage

UHGEVAL = Path(__file__).parents[2] / "shared" / "data" / "hallucination_uhgeval.jsonl.gz"
FAITHFUL = "faithful"
DRAWS = 1000


class Answer(NamedTuple):
    """An answer that was scored: where it is from, its kind, its score (None where nothing was determined)."""

    part: str
    lang: str
    kind: str
    passage: int
    score: float | None
    text: str


def scored(check: Grounding, passage: str, text: str) -> float | None:
    """The worst sentence of an answer; None where the check says that it could not tell."""
    context = (Content("p", Stage.ANSWER, Kind.TEXT, "context", passage),)
    (found,) = check([Content("a", Stage.ANSWER, Kind.TEXT, "assistant", text, context)])
    return None if any(f.risk == UNDETERMINED for f in found) else max((f.score for f in found), default=0.0)


def own(check: Grounding) -> Iterator[Answer]:
    """The project's own set."""
    for number, row in enumerate(rows("grounding")):
        for one in row["answers"]:
            score = scored(check, row["passage"], one["text"])
            yield Answer("held out" if number % 2 else "tuned on", row["lang"], one["kind"], number, score, one["text"])


def uhgeval(check: Grounding) -> Iterator[Answer]:
    """UHGEval, if it is at hand: the beginning of the news and what follows it are the passages."""
    if not UHGEVAL.is_file():
        return
    read = [orjson.loads(line) for line in gzip.decompress(UHGEVAL.read_bytes()).splitlines()]
    evidence = {row["context"]: row["evidence"] for row in read if row.get("evidence")}
    for number, row in enumerate(read):
        if row["context"] in evidence:
            kind = FAITHFUL if row["label"] == FAITHFUL else "made up"
            score = scored(check, row["context"] + "\n" + evidence[row["context"]], row["text"])
            yield Answer("uhgeval", "zh", kind, number, score, row["text"])


def auc(wrong: Sequence[float], right: Sequence[float]) -> float:
    """How often an unfaithful answer scores above a faithful one, ties as half."""
    if not wrong or not right:
        return float("nan")
    return sum((w > r) + 0.5 * (w == r) for w in wrong for r in right) / (len(wrong) * len(right))


def interval(answers: Sequence[Answer]) -> tuple[float, float]:
    """The middle 95 % of the AUC over passages drawn again."""
    by_passage: dict[int, list[Answer]] = defaultdict(list)
    for one in answers:
        by_passage[one.passage].append(one)
    draw, keys = random.Random(1), sorted(by_passage)
    found = sorted(_auc([a for key in draw.choices(keys, k=len(keys)) for a in by_passage[key]]) for _ in range(DRAWS))
    return found[int(0.025 * DRAWS)], found[int(0.975 * DRAWS)]


def _auc(answers: Sequence[Answer]) -> float:
    wrong = [a.score for a in answers if a.kind != FAITHFUL and a.score is not None]
    return auc(wrong, [a.score for a in answers if a.kind == FAITHFUL and a.score is not None])


def fitted(l2: float = 0.3, steps: int = 6000, rate: float = 0.5) -> tuple[Against, float]:
    """Weights and bias by logistic regression on the half that may be tuned on; nothing may speak for a claim."""
    features, wrong = [], []
    for row in rows("grounding")[::2]:
        known = Passages.of(row["passage"])
        for one in row["answers"]:
            parts = [known.against(one["text"][slice(*at)]) for at in sentences(one["text"])]
            features.append(np.max(np.array(parts or [Against()], float), 0))
            wrong.append(one["kind"] != FAITHFUL)
    x, y = np.array(features), np.array(wrong, float)
    weights, bias = np.ones(x.shape[1]), 0.0
    for _ in range(steps):
        off = 1 / (1 + np.exp(-(x @ weights + bias))) - y
        weights = np.maximum(0, weights - rate * (x.T @ off + l2 * weights) / len(y))
        bias -= float(rate * off.mean())
    return Against(*(round(float(weight), 2) for weight in weights)), round(bias, 2)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", type=Path, help="where the JSON goes")
    parser.add_argument("--errors", type=int, default=0, help="worst answers to show, of the half tuned on")
    parser.add_argument("--fit", action="store_true", help="print the weights that fit the half tuned on")
    told, check = parser.parse_args(), Grounding()
    if told.fit:
        print(*fitted(), sep="\n")
        return
    answers = [*own(check), *uhgeval(check)]
    figures: dict[str, dict[str, float]] = {}
    print(
        f"{'set':<10}{'lang':<6}{'answers':>8}{'unknown':>9}{'AUC':>7}{'95 %':>15}   recall, false at {check.threshold}"
    )
    for part, lang in dict.fromkeys((a.part, a.lang) for a in answers):
        group = [a for a in answers if (a.part, a.lang) == (part, lang)]
        low, high = interval(group) if part != "uhgeval" else (float("nan"), float("nan"))
        wrong = [a.score or 0.0 for a in group if a.kind != FAITHFUL]
        right = [a.score or 0.0 for a in group if a.kind == FAITHFUL]
        recall, false = (sum(s >= check.threshold for s in some) / len(some) for some in (wrong, right))
        unknown = sum(a.score is None for a in group)
        figures[f"{part} {lang}"] = {"answers": len(group), "auc": _auc(group), "recall": recall, "false": false}
        print(
            f"{part:<10}{lang:<6}{len(group):>8}{unknown:>9}{_auc(group):>7.3f}{low:>8.3f}-{high:.3f}{recall:>10.2f}{false:>7.2f}"
        )
    print(f"\n{'AUC by kind':<14}{'tuned on zh':>13}{'held out zh':>13}{'tuned on en':>13}{'held out en':>13}")
    for kind in sorted({a.kind for a in answers} - {FAITHFUL, "made up"}):
        cells = [
            _auc([a for a in answers if (a.part, a.lang) == (part, lang) and a.kind in (kind, FAITHFUL)])
            for lang in ("zh", "en")
            for part in ("tuned on", "held out")
        ]
        print(f"{kind:<14}" + "".join(f"{cell:>13.3f}" for cell in cells))
    seen = [a for a in answers if a.part == "tuned on"]
    for a in sorted(seen, key=lambda a: abs((a.kind != FAITHFUL) - (a.score or 0)), reverse=True)[: told.errors]:
        print(f"{a.lang} {a.passage:>3} {a.kind:<9}{a.score or 0:.2f}  {a.text}")
    if told.o:
        told.o.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2))


if __name__ == "__main__":
    main()
