"""What is wrong between packs: references from one to another that lead nowhere, and packs that replace in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guiju.core.expression import Expression, PackApplies, leaves
from guiju.core.pack import Pack


def crossing_faults(packs: Mapping[str, Pack]) -> Iterator[str]:
    """Every fault between these packs, one a line."""
    yield from circles({pack.id: pack.replaces for pack in packs.values()})
    for pack in packs.values():
        for name in pack.replaces:
            if name not in packs:
                yield f"{pack.id}: replaces {name!r}, which is no pack; correct the id"
        yield from _relations(pack, packs)
        for duty in pack.obligations:
            yield from (f"{duty.id}: {what}" for name in duty.penalties for what in _penalty(name, packs))
        for expression in _expressions(pack):
            for leaf in leaves(expression):
                if isinstance(leaf, PackApplies):
                    yield from (f"{pack.id}: a condition names {n!r}, no pack" for n in leaf.packs if n not in packs)


def circles(after: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Packs that come to replace themselves, each circle told once."""
    told: set[frozenset[str]] = set()
    for start in after:
        for way in _ways(start, after, (start,)):
            if frozenset(way) not in told:
                told.add(frozenset(way))
                yield f"{' replaces '.join((*way, start))}: no pack can take its own place; remove one of these"


def _ways(start: str, after: Mapping[str, tuple[str, ...]], way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name in after.get(way[-1], ()):
        if name == start:
            yield way
        elif name not in way:
            yield from _ways(start, after, (*way, name))


def _relations(pack: Pack, packs: Mapping[str, Pack]) -> Iterator[str]:
    for relation in pack.relations:
        if not relation.that:
            continue
        other, _, number = relation.that.partition("/")
        if other not in packs:
            yield f"{pack.id}: a relation names {relation.that!r}, and {other!r} is no pack"
        elif not _stands(number, relation.that, packs[other]):
            yield f"{pack.id}: a relation names {relation.that!r}, which {other} does not have"


def _stands(number: str, id: str, pack: Pack) -> bool:
    return any(id == duty.id for duty in pack.obligations) or any(number == one.number for one in pack.articles)


def _penalty(name: str, packs: Mapping[str, Pack]) -> Iterator[str]:
    other, _, penalty = name.partition("/")
    if other not in packs or penalty not in packs[other].penalties:
        yield f"penalty {name!r} stands in no pack; correct it or add it"


def _expressions(pack: Pack) -> Iterator[Expression]:
    yield from (test.when for test in pack.scope)
    yield from (remark.when for remark in pack.remarks)
    for duty in pack.obligations:
        if duty.scope:
            yield duty.scope.when
        yield from (deadline.when for deadline in duty.deadlines if deadline.when)
