"""Support: how far passages bear out one sentence."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from guiju.checks.grounding.compared import MOST, Part, compared, misplaced, part_of
from guiju.checks.grounding.sentences import clauses, sentences
from guiju.checks.grounding.units import Unit, names, quotations, stem, units
from guiju.checks.grounding.values import Value, durations, values

_NEAR, _ROUGHLY = 0.005, 0.06
"""Shares by which a number may differ, as rounded numbers do, and as those do that say so."""
_ABOUT: Final = re.compile(
    r"约|左右|上下|大概|大约|近|多|超过|接近|逾|余|\b(?:about|around|roughly|some|nearly|almost|over|under|more than"
    r"|less than|approximately)\b",
    re.IGNORECASE,
)
_AROUND: Final = 8
_SMALL: Final = 12
"""Whole numbers up to this one are often counted by who answers, and stand in no passage."""
_FEW: Final = 2
_POSTINGS, _VALUES, _STATED = 60, 200, 20
"""Clauses listed under a unit, and values whose neighbours are known, and those that a sentence may state."""
_COUNTED: Final = re.compile(r"\s?([\u4e00-\u9fff]{2}|[A-Za-z]{3,})")
_EXACTLY: Final = frozenset(("year", "month", "day", "weekday"))
_FOREIGN: Final = 0.7
_EXACT: Final = 1e-9
_SCALES: Final = (10**4, 10**8, 10**6)
"""A table may state in its head that its numbers are in 万, in 亿 or in millions."""


class Against(NamedTuple):
    """What speaks against a sentence, each from 0 on: numbers and small counts that the passages do not have,
    quotations, names; how much less of its words they have than a paraphrase would; a change within what they say
    otherwise; a denial; an opposite; another order; a number that belongs to something else."""

    numbers: float = 0.0
    counts: float = 0.0
    quotations: float = 0.0
    names: float = 0.0
    foreign: float = 0.0
    edited: float = 0.0
    denied: float = 0.0
    opposed: float = 0.0
    turned: float = 0.0
    misplaced: float = 0.0


WEIGHTS: Final = Against(3.67, 0.3, 2.5, 2.54, 1.2, 2.58, 2.47, 2.27, 2.27, 1.53)
BIAS: Final = -1.1
"""As ``bench/judgement_grounding.py --fit`` finds them on one half of the project's own set, where nothing may speak
for a claim; counts, quotations and foreign words, of which that half has few, are weighed by hand."""


@dataclass(frozen=True)
class Passages:
    """Passages made ready to be asked about many sentences."""

    text: str
    words: frozenset[str]
    stated: Mapping[str, Sequence[float]]
    minutes: Sequence[float]
    counted: frozenset[str]
    parts: tuple[Part, ...]
    _index: Mapping[str, Sequence[int]]
    _beside: Mapping[str, Counter[str]]

    @classmethod
    def of(cls, text: str) -> Passages:
        """The passages, as one text."""
        parts = tuple(part_of(text[start:end]) for start, end in sentences(text))
        index: dict[str, list[int]] = defaultdict(list)
        for number, part in enumerate(parts):
            for word in part.words:
                if len(index[word]) < _POSTINGS:
                    index[word].append(number)
        words = frozenset(unit.text for unit in units(text))  # all of it: a part holds no more than is compared
        amounts, minutes, counted = defaultdict(set), set[float](), set[str]()
        for value in values(text):
            counted.add(_counted(text, value))
            amounts[value.kind].add(value.amount)
            minutes.update(durations(text, value))
        stated = {kind: sorted(found) for kind, found in amounts.items()}
        return cls(text, words, stated, sorted(minutes), frozenset(counted - {""}), parts, dict(index), _beside(text))

    def unsupported(self, claim: str) -> float:
        """How sure it is (0 to 1) that these passages do not bear out a claim."""
        sums = sum(weight * one for weight, one in zip(WEIGHTS, self.against(claim), strict=True))
        return 1 / (1 + math.exp(-min(30.0, sums + BIAS)))

    def against(self, claim: str) -> Against:
        """All that speaks against a claim."""
        stated = list(islice(values(claim), _STATED))
        missing = [value for value in stated if not self._states(value, claim)]
        small = sum(_is_small(value) and _counted(claim, value) not in self.counted for value in missing)
        quoted = sum(not self._quotes(quoted) for quoted in quotations(claim))
        unknown = sum(stem(name) not in self.words for name in names(claim))
        share = covered(list(units(claim)), self.words)
        edited, denied, opposed, turned = self._way(claim)
        elsewhere = max((self._elsewhere(clause) for clause in clauses(claim)), default=0.0)
        return Against(
            min(_FEW, len(missing) - small), min(_FEW, small), min(_FEW, quoted), min(_FEW, unknown),
            max(0.0, _FOREIGN - share) / _FOREIGN, edited, denied, opposed, turned, elsewhere,
        )  # fmt: skip

    def _way(self, claim: str) -> tuple[float, float, float, float]:
        """How a claim differs from the sentence that is most about the same."""
        said = list(islice(units(claim), MOST))
        part = self._closest(said)
        if part is None:
            return 0.0, 0.0, 0.0, 0.0
        beside = compared(claim, said, part)
        return beside.edited, beside.denied, beside.opposed, max(0.0, beside.shared - beside.order) * beside.shared

    def _elsewhere(self, clause: str) -> float:
        """How far the numbers of a clause belong to something else."""
        said = list(islice(units(clause), MOST))
        some = islice(values(clause), _STATED)
        return max((misplaced(said, self._beside, _key(value)) for value in some), default=0.0)

    def _states(self, value: Value, claim: str) -> bool:
        around = claim[max(0, value.at[0] - _AROUND) : value.at[1] + _AROUND]
        near = 0.0 if value.kind in _EXACTLY else _ROUGHLY if _ABOUT.search(around) else _NEAR
        kinds = (value.kind, "number") if value.kind != "number" else tuple(self.stated)
        amounts = {value.amount, *(value.amount / scale for scale in _SCALES if value.amount >= 10 * scale)}
        if any(_has(self.stated.get(kind, ()), amount, near) for kind in kinds for amount in amounts):
            return True
        return any(_has(self.minutes, minutes, near) for minutes in durations(claim, value))

    def _quotes(self, quoted: str) -> bool:
        pairs = list(units(quoted))
        return quoted in self.text or not pairs or covered(pairs, self.words) > 0.9

    def _closest(self, said: Sequence[Unit]) -> Part | None:
        """The clause of the passages that is most about the same; of equal ones the shorter."""
        found: Counter[int] = Counter()
        for unit in said:
            for number in self._index.get(unit.text, ()):
                found[number] += round(10 * unit.weight)
        if not found:
            return None
        return self.parts[max(found, key=lambda n: (found[n], -len(self.parts[n].text), -n))]


def _beside(text: str) -> dict[str, Counter[str]]:
    """For each value the units of the clauses that state it."""
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for clause in clauses(text):
        said = [unit.text for unit in islice(units(clause), MOST)]
        for value in islice(values(clause), _STATED):
            if (key := _key(value)) in near or len(near) < _VALUES:
                near[key].update(said)
    return dict(near)


def _has(amounts: Sequence[float], amount: float, near: float) -> bool:
    """Whether an ordered list has an amount, or one that is near it."""
    low = amount - near * abs(amount) - _EXACT
    at = bisect_left(amounts, low)
    return at < len(amounts) and amounts[at] <= amount + near * abs(amount) + _EXACT


def _key(value: Value) -> str:
    return f"{value.amount:g}"


def _counted(text: str, value: Value) -> str:
    """What a number counts: the two characters or the word after it."""
    found = _COUNTED.match(text, value.at[1])
    return found[1].lower() if found else ""


def _is_small(value: Value) -> bool:
    return value.kind == "number" and value.amount <= _SMALL and value.amount == int(value.amount)


def covered(said: Sequence[Unit], known: frozenset[str]) -> float:
    """The share of what units say that is known."""
    total = sum(unit.weight for unit in said)
    return sum(unit.weight for unit in said if unit.text in known) / total if total else 1.0
