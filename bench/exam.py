"""The exam of the learned checks: sets of writers who saw no other, on which nothing is trained and nothing chosen.

Every figure is end to end: a line counts as found where any of the three checks has a finding at its threshold.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import opencc
from numpy.typing import NDArray

from guiju.checks import Abuse, Attack, Harm
from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage
from training.examples import ABUSES
from training.outside import MEASURED, outside
from training.points import LANGS
from training.rows import Row
from training.sets import exam

Scores = NDArray[np.float64]
Figures = dict[str, float]

CHECKS = (Harm(), Attack(), Abuse())
EVADED = ("exam_ask_zh", "exam_ask_en", "exam_content_zh", "exam_attack_zh", "exam_attack_en")
"""Sets whose harmful lines are also tried disguised."""
AROUND = (0, 1, 2, 4, 8)
"""Harmless lines that a harmful request is put between."""
MOST = 1500
"""Rows of a public set that are tried."""

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def auc(harmful: Scores, harmless: Scores) -> float:
    """The chance that a harmful row scores above a harmless one."""
    both = np.concatenate([harmful, harmless])
    _, place, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    n, m = len(harmful), len(harmless)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m))


def figures(harmful: Scores, harmless: Scores, threshold: float = 0.5) -> Figures:
    """Recall, refusals, precision, F1 and AUC."""
    caught, refused = float((harmful >= threshold).sum()), float((harmless >= threshold).sum())
    return {
        "recall": caught / len(harmful), "refused": refused / len(harmless),
        "precision": caught / max(1.0, caught + refused),
        "F1": 2 * caught / max(1.0, caught + refused + len(harmful)), "AUC": auc(harmful, harmless),
    }  # fmt: skip


def content(row: Row) -> Content:
    """A row as it would be met."""
    prompt, text = row.parts
    if row.where == "reply":
        return Content(
            "1", Stage.ANSWER, Kind.TEXT, "assistant", text, (Content("0", Stage.PROMPT, Kind.TEXT, "user", prompt),)
        )
    asked = row.where == "ask"
    return Content("1", Stage.PROMPT if asked else Stage.CORPUS, Kind.TEXT, "user" if asked else "document", text)


def found(one: Content) -> list[Finding]:
    """What the three checks find."""
    return [finding for check in CHECKS for finding in check([one])[0]]


def scores(rows: Iterable[Row]) -> Scores:
    """The highest score of any finding in each row."""
    return np.array([max((f.score for f in found(content(row))), default=0.0) for row in rows])


def sets() -> dict[str, list[Row]]:
    """The rows of the exam by set, whose name ends with its language."""
    found = dict[str, list[Row]]()
    for row in exam():
        found.setdefault(row.source.removeprefix("exam_"), []).append(row)
    return found


def examined() -> dict[str, Figures]:
    """The figures of each set; of one without harmful lines only what is refused."""
    table = dict[str, Figures]()
    for name, rows in sets().items():
        yes, no = (scores(row for row in rows if row.harmful is harmful) for harmful in (True, False))
        table[name] = {"harmful": float(len(yes)), "harmless": float(len(no))} | (
            figures(yes, no) if len(yes) else {"refused": float((no >= 0.5).mean())}
        )
    return table


def others(data: Path) -> dict[str, Figures]:
    """Of each public set that is only measured with, the share of rows on which any check acts."""
    table = dict[str, Figures]()
    for name in MEASURED:
        rows = random.Random(7).sample(everything := outside(name, data), min(MOST, len(everything)))
        if rows:
            kind = "recall" if rows[0].harmful else "refused"
            table[name] = {"rows": float(len(rows)), kind: float((scores(rows) >= 0.5).mean())}
    return table


def kinds() -> dict[str, Figures]:
    """How well each kind of abuse is named, among all lines about abuse."""
    rows = [row for name, part in sets().items() if name.startswith("abuse") for row in part]
    named = [{f.risk: f.score for f in found(content(row))} for row in rows]
    table = dict[str, Figures]()
    for kind in ABUSES:
        there = np.array([kind in (row.labels or ()) for row in rows])
        score = np.array([one.get(kind, 0.0) for one in named])
        table[kind] = {"there": float(there.sum())} | figures(score[there], score[~there])
    return table


def disguises() -> dict[str, Callable[[str], str]]:
    """Ways of hiding a text that change none of its letters for a reader."""
    chance, traditional = random.Random(7), opencc.OpenCC("s2t")
    return {
        "none": str, "traditional": lambda text: str(traditional.convert(text)), "zero width": "\u200b".join,
        "separators": lambda text: chance.choice("*-.|·_~").join(text),
        "full width": lambda text: text.translate(_WIDE),
    }  # fmt: skip


def evaded() -> dict[str, dict[str, float]]:
    """The recall of each set's harmful lines in each disguise."""
    sides: Sequence[tuple[str, list[Row]]] = [
        (name, [row for row in rows if row.harmful]) for name, rows in sets().items() if rows[0].source in EVADED
    ]
    ways = disguises()
    return {
        name: {way: float((scores(_hidden(row, hide) for row in rows) >= 0.5).mean()) for way, hide in ways.items()}
        for name, rows in sides
    }


def diluted() -> dict[str, dict[str, Figures]]:
    """By language and number of harmless lines around it, the recall of each harmful request of the exam, and how many
    of those harmless lines are refused without it."""
    known, chance = sets(), random.Random(7)
    table = dict[str, dict[str, Figures]]()
    for lang in LANGS:
        asked = known[f"ask_{lang}"]
        around = [row.text for row in (*known[f"ordinary_{lang}"], *asked) if not row.harmful]
        table[lang] = {}
        for lines in AROUND:
            drawn = [(row, chance.sample(around, lines)) for row in asked if row.harmful]
            hidden = (_said(row, [*some[: lines // 2], row.text, *some[lines // 2 :]]) for row, some in drawn)
            alone = [_said(row, some) for row, some in drawn if some]
            table[lang][str(lines)] = {
                "recall": float((scores(hidden) >= 0.5).mean()),
                "refused": float((scores(alone) >= 0.5).mean()) if alone else 0.0,
            }
    return table


def _said(row: Row, lines: Sequence[str]) -> Row:
    return Row("\n".join(lines), row.labels, row.where, row.lang, row.source, row.group, row.harmful)


def _hidden(row: Row, hide: Callable[[str], str]) -> Row:
    return Row(hide(row.text), row.labels, row.where, row.lang, row.source, row.group, row.harmful)
