"""Compared: a claim beside the sentence of the passages that is most about the same, and how the two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise
from typing import Final

from guiju.checks.grounding.sides import denials, opposed
from guiju.checks.grounding.units import Unit, units

MOST: Final = 120
"""Units of a claim, and of a passage's sentence, that are compared: so that the work stays linear."""
_NEAR: Final = 8
_EDIT: Final = 2.0
_LITTLE: Final = 0.3
_FLANK_HAN, _FLANK_WORDS = 1.5, 2.5
_CLOSE: Final = 4
_HAN: Final = "\u3400"
_AROUND: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of the passages with its units."""

    text: str
    units: tuple[Unit, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """How a claim differs from the part that is most about the same.

    ``shared`` is the share of what the claim says that the part has; ``order`` the share that it has in the same
    order; ``edited`` the share that stands, new, between what both have; ``denied`` and ``opposed`` whether one says
    the contrary; each from 0 to 1.
    """

    shared: float
    order: float
    edited: float
    denied: float
    opposed: float


def part_of(text: str) -> Part:
    """A sentence made ready to be compared."""
    found = tuple(units(text))[:MOST]
    return Part(text, found, frozenset(unit.text for unit in found))


def compared(claim: str, said: Sequence[Unit], part: Part) -> Compared:
    """The claim beside a part."""
    said = said[:MOST]
    total = _weight(said) or 1.0
    shared = sum(unit.weight for unit in said if unit.text in part.words) / total
    matcher = SequenceMatcher(None, [u.text for u in said], [u.text for u in part.units], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Compared(shared, 0.0, 0.0, 0.0, 0.0)
    order = sum(_weight(said[block.a : block.a + block.size]) for block in blocks) / total
    first, last = part.units[blocks[0].b], part.units[blocks[-1].b + blocks[-1].size - 1]
    beside = part.text[max(0, first.at[0] - _AROUND) : last.at[1] + _AROUND]
    odd = denials(claim) % 2 != denials(beside) % 2
    return Compared(shared, order, _edited(said, part, blocks), shared * odd, shared * opposed(claim, beside))


def _edited(said: Sequence[Unit], part: Part, blocks: Sequence[Match]) -> float:
    """How far the claim is what the part says but for one thing, where the part has something else."""
    ends = [Match(0, 0, 0), *blocks, Match(len(said), len(part.units), 0)]
    total, same = _weight(said), sum(_weight(said[block.a : block.a + block.size]) for block in blocks)
    least = _FLANK_HAN if said[0].text >= _HAN else _FLANK_WORDS
    changed = 0.0
    for one, other in pairwise(ends):
        gap = said[one.a + one.size : other.a]
        new = _weight([unit for unit in gap if unit.text not in part.words])
        theirs = other.b - one.b - one.size
        flank = max(_weight(said[block.a : block.a + block.size]) for block in (one, other))
        inside = one.size and other.size
        if inside and len(gap) == 1 and gap[0].text >= _HAN:
            continue  # a pair of Han characters across what the claim leaves out
        if new and theirs and len(gap) <= _NEAR and flank >= least and (theirs <= 2 * _NEAR or not inside):
            changed = max(changed, min(1.0, new / _EDIT) * (same / (total - _weight(gap))) ** _CLOSE)
    return changed


def _weight(some: Sequence[Unit]) -> float:
    return sum(unit.weight for unit in some)


def misplaced(said: Sequence[Unit], beside: Mapping[str, Counter[str]], key: str) -> float:
    """How much better the words of a clause suit another value of the passages than the one that it states (0 to 1)."""
    near = {unit.text for unit in said if unit.weight > _LITTLE}
    here = beside.get(key)
    if not near or here is None:
        return 0.0
    best = max((len(near & words.keys()) for other, words in beside.items() if other != key), default=0)
    return max(0.0, best - len(near & here.keys())) / len(near)
