"""Together: the pairs of facts that must turn at once for a pack to apply or not, where neither does it alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from guiju.core.expression import Fact, FactValues, Value, leaves
from guiju.core.pack import Pack
from guiju.law.scope.applicability import applying_packs, rests_on

Pair = tuple[str, str]
"""The paths of two facts."""


def together(
    pack: Pack,
    packs: Sequence[Pack],
    facts: FactValues,
    day: date,
    answers: Mapping[str, Sequence[Value]],
    alone: Collection[str],
) -> tuple[Pair, ...]:
    """The pairs that turn a pack, of facts for which it asks itself or through those on which it rests.

    ``packs`` in the order of ``ordered``, ``answers`` those to try, ``alone`` the facts that turn it by themselves.
    """
    near = _near(pack, packs)
    asked = {leaf.path for one in near for test in one.scope for leaf in leaves(test.when) if isinstance(leaf, Fact)}
    now = pack.id in applying_packs(near, facts, day)

    def turns(first: str, second: str) -> bool:
        both = ({**facts, first: a, second: b} for a, b in product(answers[first], answers[second]))
        return any((pack.id in applying_packs(near, other, day)) is not now for other in both)

    return tuple(
        pair for pair in combinations([path for path in answers if path in asked - set(alone)], 2) if turns(*pair)
    )


def _near(pack: Pack, packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """A pack and those on which it rests, also through others, in their order."""
    named = {pack.id}
    for one in reversed(packs):
        if one.id in named:
            named |= rests_on(one)
    return tuple(one for one in packs if one.id in named)
