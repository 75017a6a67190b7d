"""Learns src/guiju/checks/data/pii_foreign.npz anew: python tools/pii_foreign.py SILVER JIEBA_DICT.

The arguments are those of tools/pii_names.py. Names of other languages and foreign places are those of the dictionary;
they take the places of the persons and of the places that the texts name.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from guiju.checks.pii import foreign
from guiju.checks.pii.phrase import phrase_ends

_OTHER: Any = import_module("pii_names")
OUT = Path(__file__).parent.parent / "src/guiju/checks/data/pii_foreign.npz"
PLACED = re.compile(".+(?:尼亚|斯坦|格勒|堡|[山州海湾河港岛路镇省市])|.{3,}(?:里亚|比亚|加拉|维亚|利亚)")
HARD = re.compile("[斯尔德克姆森逊顿伯勒弗娜拉莉丽蒂妮卡尼亚诺特莎丝蕾菲柯赫恩茨奥艾埃鲁迪洛罗塔格科托]")
SYLLABLES = re.compile(rf"[{foreign.SYLLABLES}]{{2,8}}")
WIDTH, ROUNDS, BATCH, BETWEEN = 17, 6, 512, 60_000
Spanned = tuple[str, set[tuple[int, int]]]


class Foreign:
    """Draws names and places of other languages, and texts with them."""

    def __init__(self, maker: Any, dictionary: Path) -> None:
        self.draw, self.maker = random.Random(9), maker
        names, places = dict[str, float](), dict[str, float]()
        for line in dictionary.open(encoding="utf-8"):
            word, count, tag = line.split()
            if not SYLLABLES.fullmatch(word) or not HARD.search(word):
                continue
            if not tag.startswith("nr") or PLACED.fullmatch(word):
                places[word] = int(count) ** 0.5
            elif len(word) > 2 or len(HARD.findall(word)) == 2:
                names[word] = int(count) ** 0.5
        self.names, self.places = list(names), list(places)
        self.name_weights, self.place_weights = list(accumulate(names.values())), list(accumulate(places.values()))

    def name(self) -> str:
        """A name of the dictionary, or one made of two of them."""
        one, other = self.draw.choices(self.names, cum_weights=self.name_weights, k=2)
        if self.draw.random() < 0.25:
            return (one[: self.draw.randint(1, 3)] + other[-self.draw.randint(1, 3) :])[:7]
        return one

    def place(self) -> str:
        """A place of the dictionary."""
        return self.draw.choices(self.places, cum_weights=self.place_weights)[0]

    def varied(self, text: str, spans: list[tuple[int, int, str]]) -> Iterator[Spanned]:
        """A labelled text as it is, and with other names and places."""
        draw = self.draw
        persons = [(a, b) for a, b, kind in spans if kind == "PER"]
        own = {(a, b) for a, b in persons if SYLLABLES.fullmatch(text[a:b]) and HARD.search(text[a:b])}
        yield text, own
        elsewhere = {(a, b) for a, b, kind in spans if kind in ("LOC", "ORG", "nz") and SYLLABLES.fullmatch(text[a:b])}
        pronouns = {(a, b) for a, b, kind in spans if kind == "r" and text[a:b] in ("他", "她") and draw.random() < 0.3}
        people = {
            (a, b) for a, b, kind in spans
            if kind == "n" and text[a:b] in self.maker.contexts["noun"]
            and text[a - 1 : a] not in self.maker.contexts["few"] and draw.random() < 0.4
        }  # fmt: skip
        people = {(b, b) if text[a:b] in self.maker.contexts["role"] else (a, b) for a, b in people}
        there = {(a, b) for a, b, kind in spans if kind == "LOC" and draw.random() < 0.5}
        things = {(a, b) for a, b, kind in spans if kind in ("n", "nz", "nw") and draw.random() < 0.1}
        for _ in range(2 if persons or elsewhere or pronouns or people or there else 0):
            here = {*persons, *pronouns, *people}
            yield self._with(text, here, {*elsewhere, *there, *things} - here)

    def between(self) -> Spanned:
        """A name, or something else, between what may stand left and right of a name."""
        text, names, _ = self.maker.between()
        return self._with(text, set(names), set()) if self.draw.random() < 0.85 else self._with(text, set(), set(names))

    def _with(self, text: str, names: set[tuple[int, int]], places: set[tuple[int, int]]) -> Spanned:
        out, at, found = "", 0, set[tuple[int, int]]()
        for a, b in sorted({*names, *places}):
            if a < at:
                continue
            out += text[at:a]
            piece = self.name() if (a, b) in names else self.place()
            if (a, b) in names:
                found.add((len(out), len(out) + len(piece)))
            out, at = out + piece, b
        return out + text[at:], found


def examples(texts: list[Spanned]) -> Iterator[tuple[list[int], bool]]:
    """The places of what is counted of each span of each run, and whether it is a name."""
    for text, names in texts:
        for run in foreign.runs(text, phrase_ends(text)):
            size = len(run.text)
            for first in range(size - 1):
                for last in range(first + 1, min(size, first + foreign.LONGEST)):
                    made = [
                        *run.begins[first], *run.ends[last], *run.pairs[first:last],
                        foreign.length_place(last - first + 1), foreign.whole_place(run.text[first : last + 1]),
                    ]  # fmt: skip
                    yield made, (run.start + first, run.start + last + 1) in names


def main() -> None:
    """Learns and writes."""
    maker, texts = _OTHER.Maker(Path(sys.argv[2])), list[Spanned]()
    made = Foreign(maker, Path(sys.argv[2]))
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        _, text, spans = json.loads(line)
        if text.isprintable() and max(text) < "\U00010000":
            cut = maker.draw.choice(spans or [(0, 0, "")])[0]
            maker.leads.append(text[max(0, cut - 4) : cut])
            maker.tails.append(text[cut : cut + 4])
            texts += made.varied(text, spans)
    texts += [made.between() for _ in range(BETWEEN)]
    nothing = foreign.PLACES
    pairs = list(examples(texts))
    rows = np.full((len(pairs), WIDTH + 1), nothing, np.int32)
    for row, (places, _) in zip(rows, pairs, strict=True):
        row[: len(places)] = places
    true = np.array([name for _, name in pairs], np.float32)
    print(len(rows), true.sum(), flush=True)
    weights, past, draw = (
        np.zeros(nothing + 1, np.float32),
        np.full(nothing + 1, 0.05, np.float32),
        np.random.default_rng(0),
    )
    for turn in range(ROUNDS):
        loss, order = 0.0, draw.permutation(len(true))
        for at in range(0, len(true), BATCH):
            some = order[at : at + BATCH]
            weights[nothing] = 0
            chance = 1 / (1 + np.exp(-weights[rows[some]].sum(1)))
            loss += float(-np.log(np.where(true[some] > 0, chance, 1 - chance) + 1e-9).sum())
            _OTHER.descend(weights, past, rows[some], chance - true[some], 0.005, 0.06)
        print(turn, loss / len(true), flush=True)
    kept, scale = _OTHER.whole(weights[:nothing])
    np.savez_compressed(OUT, weights=kept, scale=scale)
    print(OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
