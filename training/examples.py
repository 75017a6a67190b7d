"""Examples: rows as what the model reads, and what they teach."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from guiju.checks.fold import fold
from guiju.checks.learned.grams import BITS, grams
from guiju.checks.learned.plain import plain, written
from training.network import Ints, Targets
from training.rows import Row
from training.words import base

ABUSES = ("abuse.crime", "abuse.hype", "abuse.malware", "abuse.marketing", "abuse.posting", "abuse.spam")
QUESTIONS = ("ask", "say", "hate", "reply", "jailbreak", "injection", *ABUSES)
KINDS = (
    *(f"a1.{c}" for c in "abcdefgh"), *(f"a2.{c}" for c in "abcdefghi"), *(f"a3.{c}" for c in "abcde"),
    *(f"a4.{c}" for c in "abcdefg"), "a5.a", "a5.b",
    *ABUSES,
)  # fmt: skip
OFFENCES = frozenset(("toxicity_cold", "sexism_swsr", "safetybench_zh_mc"))
"""Sets in which harmless means only that nobody is offended."""

HATE = ("a1.e", "a2.", "a4.a", "a4.c", "a4.d")
"""Labels of what hurts people by words."""

UNRELIABLE = "a5."
"""Labels of answers that are not to be relied on."""

SHOWN = 600
"""Characters of a text that are learned from."""

_AMOUNTS, _ROOM = (1, 1, 2, 3, 5, 8), 600
"""How many harmless texts are put around others, and the bytes that all may have together."""

_AROUND = 120
"""Characters of the longest harmless text that is put around others."""

_ENOUGH = 2500
"""Rows of one source after which its rows count for less."""


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Rows, their words, their grams (one matrix row each) and what they teach."""

    rows: list[Row]
    words: list[Ints]
    grams: csr_matrix
    targets: Targets

    def of(self, chosen: NDArray[np.intp]) -> Examples:
        """Some of them."""
        targets = Targets(self.targets.yes[chosen], self.targets.kinds[chosen], self.targets.weight[chosen])
        return Examples([self.rows[n] for n in chosen], [self.words[n] for n in chosen], self.grams[chosen], targets)


def examples(rows: Sequence[Row]) -> Examples:
    """The rows as examples."""
    known, folded = base(), fold()
    words, buckets, ends = list[Ints](), list[NDArray[np.uint32]](), [0]
    for row in rows:
        points = plain(folded, row.parts[1][:SHOWN])
        words.append(known.found(written(points)))
        buckets.append(grams(points))
        ends.append(ends[-1] + len(buckets[-1]))
    places = np.concatenate(buckets) if buckets else np.empty(0, np.uint32)
    matrix = csr_matrix((np.ones(ends[-1], np.float32), places.astype(np.int32), ends), shape=(len(rows), 1 << BITS))
    matrix.sum_duplicates()
    return Examples(list(rows), words, matrix, taught(rows))


def joined(one: Examples, two: Examples) -> Examples:
    """Both together."""
    targets = Targets(
        np.concatenate([one.targets.yes, two.targets.yes]),
        np.concatenate([one.targets.kinds, two.targets.kinds]),
        np.concatenate([one.targets.weight, two.targets.weight]),
    )
    return Examples([*one.rows, *two.rows], [*one.words, *two.words], vstack([one.grams, two.grams]).tocsr(), targets)


def taught(rows: Sequence[Row]) -> Targets:
    """What each row teaches."""
    yes = np.full((len(rows), len(QUESTIONS)), np.nan, np.float32)
    kinds = np.zeros((len(rows), len(KINDS)), np.float32)
    sizes = Counter(row.source for row in rows)
    weight = np.array([min(1.0, _ENOUGH / sizes[row.source]) for row in rows], np.float32)
    for n, row in enumerate(rows):
        for question, answer in answers(row).items():
            yes[n, QUESTIONS.index(question)] = answer
        known = [label for label in row.labels or () if label in KINDS]
        for label in known:
            kinds[n, KINDS.index(label)] = 1 / len(known) if label != known[0] else 1 / len(known) + 1e-3
        kinds[n] /= max(1.0, float(kinds[n].sum()))
    return Targets(yes, kinds, weight)


def said(row: Row) -> dict[str, bool]:
    """What a text by itself answers: whether it is hateful or insulting, or harmful in another way. Harm of the one
    kind says nothing of the other, and a set of offences nothing of other harm."""
    labels = row.labels or ()
    if not row.harmful:
        return {"hate": False} if row.source in OFFENCES else {"hate": False, "say": False}
    hateful = row.source in OFFENCES or any(label.startswith(HATE) for label in labels)
    return {"hate": True} if hateful else {"say": True}


def answers(row: Row) -> dict[str, bool]:
    """The questions that a row answers. Unreliable answers are a kind, but no harm that any question asks about, and
    whoever pastes a harmless text or answer into a prompt asks for no harm."""
    labels = row.labels or ()
    found = dict[str, bool]()
    if labels and all(label.startswith(UNRELIABLE) for label in labels):
        return found
    if row.where != "reply":
        attack = bool(labels) and all(label.startswith("attack.") for label in labels)
        if row.where == "ask" and not attack:
            found["ask"] = row.harmful
        if not attack and (row.where == "say" or not row.harmful):
            found |= said(row)
        found["injection"] = "attack.injection" in labels
        found |= {abuse: abuse in labels for abuse in ABUSES if row.labels is not None}
        if row.where == "ask":
            found["jailbreak"] = "attack.jailbreak" in labels
    else:
        found["reply"] = row.harmful
        if not row.harmful or labels:
            found |= said(row)
    if row.where != "ask" and not row.harmful and row.source not in OFFENCES:
        found |= {"ask": False, "jailbreak": False}
    return found


def padded(rows: Sequence[Row], share: float, seed: int) -> list[Row]:
    """Copies of a share of the rows, each between harmless ones: what stands around a text takes nothing from it."""
    chance = random.Random(seed)
    around = dict[tuple[str, str], list[str]]()
    for row in rows:
        if not row.harmful and row.where != "reply" and row.source not in OFFENCES and len(row.text) <= _AROUND:
            around.setdefault((row.where, row.lang), []).append(row.text)
    found = list[Row]()
    for row in chance.sample(list(rows), round(len(rows) * share)):
        if row.where != "reply" and len(row.text) <= 2 * _AROUND:
            where = row.where if chance.random() < 0.5 else "say"
            harmless = around.get((where, row.lang)) or around.get((row.where, row.lang)) or [""]
            parts, room = list[str](), _ROOM - len(row.text.encode("utf-8", "surrogatepass"))
            for part in (chance.choice(harmless) for _ in range(chance.choice(_AMOUNTS))):
                room -= len(part.encode("utf-8", "surrogatepass"))
                if room > 0 or not parts:
                    parts.append(part)
            parts.insert(chance.randint(0, len(parts)), row.text)
            text = chance.choice((" ", "\n", "") if row.lang == "zh" else (" ", "\n")).join(parts)
            found.append(Row(text, row.labels, row.where, row.lang, row.source, row.group, row.harmful))
    return found


def noised(rows: Sequence[Row], share: float, seed: int) -> list[Row]:
    """Copies of a share of the rows with the slips and tricks that no fold takes away."""
    chance = random.Random(seed)
    chosen = chance.sample(list(rows), round(len(rows) * share))
    return [
        Row(_slipped(row.text, chance), row.labels, row.where, row.lang, row.source, row.group, row.harmful)
        for row in chosen
    ]


def _slipped(text: str, chance: random.Random) -> str:
    out = list[str]()
    for char in text:
        drawn = chance.random()
        if drawn < 0.02:
            continue
        out.append(char)
        if drawn > 0.98:
            out.append(chance.choice(("", char, "x", "1")))
    return "".join(out)
