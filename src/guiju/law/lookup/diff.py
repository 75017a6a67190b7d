"""Two packs held against each other: what became of each duty, by the relations that the packs state as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from guiju.core.pack import Obligation, Pack, Parameter, Relation, Relationship

_TURNED: Mapping[Relationship, Relationship] = {
    "narrower": "wider", "wider": "narrower", "dropped": "added", "added": "dropped",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Diff:
    """What ``new`` makes of ``old``: relations read from old (``that``) to new (``this``), and what none of them names.

    ``parameters`` are those that both set, to different values, old before new.
    """

    old: Pack
    new: Pack
    relations: tuple[Relation, ...]
    only_old: tuple[Obligation, ...]
    only_new: tuple[Obligation, ...]
    parameters: tuple[tuple[Parameter, Parameter], ...]


def diff(old: Pack, new: Pack) -> Diff:
    """The difference between two packs, whichever of them states the relations."""
    relations = (*_stated(new, old.id), *(_turned(one) for one in _stated(old, new.id)))
    told = {place for one in relations for place in (one.this, one.that)}
    shared = [(old.parameters[name], new.parameters[name]) for name in old.parameters if name in new.parameters]
    return Diff(
        old,
        new,
        relations,
        _untold(old, told),
        _untold(new, told),
        tuple(p for p in shared if p[0].value != p[1].value),
    )


def _stated(pack: Pack, other: str) -> Iterator[Relation]:
    """Relations of a pack to another; those that name nothing there are told where the pack replaces it alone."""
    for one in pack.relations:
        if one.that.partition("/")[0] == other or (not one.that and pack.replaces == (other,)):
            yield one


def _turned(one: Relation) -> Relation:
    """A relation from the other side. What follows for the system is told for one direction only, so it is left out."""
    return replace(one, this=one.that, that=one.this, kind=_TURNED.get(one.kind, one.kind), effect=None)


def _untold(pack: Pack, told: set[str]) -> tuple[Obligation, ...]:
    """The provider's duties that no relation names, neither themselves nor their article."""
    return tuple(
        duty
        for duty in pack.obligations
        if duty.actor != "state" and duty.id not in told and f"{pack.id}/{duty.article}" not in told
    )
