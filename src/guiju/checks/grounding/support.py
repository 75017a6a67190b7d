"""Support: how far passages bear out one sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from guiju.checks.grounding.sentences import sentences
from guiju.checks.grounding.sides import opposed
from guiju.checks.grounding.units import Unit, names, quotations, stem, units
from guiju.checks.grounding.values import Value, values

_NEAR: Final = 0.005
"""Share by which a number may differ, as rounded numbers do."""
_ABOUT_THE_SAME: Final = 0.5
"""Share of a sentence's units that a passage must have to be about the same, so that the two can oppose."""

_VALUE, _QUOTATION, _NAME, _OPPOSED = 0.8, 0.6, 0.65, 0.6
_HALF, _STEEP = 0.45, 9.0
_RUN, _RUN_WEIGHT, _RUN_MOST = 4, 0.12, 0.5


@dataclass(frozen=True)
class Passages:
    """Passages made ready to be asked about many sentences."""

    text: str
    words: frozenset[str]
    stated: tuple[Value, ...]
    parts: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, text: str) -> Passages:
        """The passages, as one text."""
        parts = [text[start:end] for start, end in sentences(text)]
        looked_up = tuple((part, frozenset(unit.text for unit in units(part))) for part in parts)
        return cls(text, frozenset(unit.text for unit in units(text)), tuple(values(text)), looked_up)

    def unsupported(self, claim: str) -> float:
        """How sure it is (0 to 1) that these passages do not bear out a claim, by all that speaks against it: a number,
        a quotation or a name that they do not have; the opposite of what they say; words that they do not use."""
        said = list(units(claim))
        against = [_VALUE for value in values(claim) if not self._states(value)]
        against += [_QUOTATION for quoted in quotations(claim) if not self._quotes(quoted)]
        against += [_NAME for name in names(claim) if stem(name) not in self.words]
        if said:
            against.append(_logistic(_STEEP * (_HALF - covered(said, self.words))))
            against.append(min(_RUN_MOST, _RUN_WEIGHT * max(0, self._longest_gap(said) - _RUN)))
            part, share = self._closest(said)
            if share >= _ABOUT_THE_SAME and opposed(claim, part):
                against.append(_OPPOSED * share)
        return 1 - math.prod(1 - each for each in against)

    def _states(self, value: Value) -> bool:
        return any(
            abs(one.amount - value.amount) <= _NEAR * abs(value.amount)
            and (one.kind == value.kind or "number" in (one.kind, value.kind))
            for one in self.stated
        )

    def _quotes(self, quoted: str) -> bool:
        pairs = list(units(quoted))
        return quoted in self.text or not pairs or covered(pairs, self.words) > 0.9

    def _closest(self, said: list[Unit]) -> tuple[str, float]:
        """The sentence of the passages that is most about the same, and how much."""
        shares = [(covered(said, known), part) for part, known in self.parts]
        share, part = max(shares, default=(0.0, ""))
        return part, share

    def _longest_gap(self, said: list[Unit]) -> int:
        """Han characters in a row of which no pair is in the passages."""
        longest = run = 0
        for unit in said:
            run = 0 if unit.text in self.words or unit.text[0] < "\u3400" else run + 1
            longest = max(longest, run)
        return longest


def covered(said: list[Unit], known: frozenset[str]) -> float:
    """The share of what units say that is known."""
    total = sum(unit.weight for unit in said)
    return sum(unit.weight for unit in said if unit.text in known) / total if total else 1.0


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
