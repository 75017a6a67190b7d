"""How packs stand to each other as an OSCAL mapping collection, in the relationships of set theory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from guiju.core.pack import Pack, Relation, Relationship
from guiju.core.text import Text
from guiju.law.oscal.profile import href
from guiju.law.oscal.words import Json, both, filled, metadata, props, token, uuid
from guiju.law.reading.active import Packs

RELATIONSHIPS: Mapping[Relationship, str] = {
    "same": "equal-to", "narrower": "subset-of", "wider": "superset-of", "changed": "intersects-with",
    "replaced": "intersects-with", "dropped": "no-relationship", "added": "no-relationship",
}  # fmt: skip
_ABOUT = Text(
    "各法规包义务之间的关系，由人逐条比较得出。", "How the duties of the packs stand to each other, compared by people."
)


def mapping(packs: Packs, at: datetime) -> Json | None:
    """The relations among these packs; None where they state none. A relation to a pack outside is left out."""
    known = {pack.id: pack for pack in packs.all}
    mappings = [
        found for pack in packs.all for other in packs.all if (found := _mapping(pack, other, known)) is not None
    ]
    if not mappings:
        return None
    digests = [f"{pack.id} {pack.digest}" for pack in packs.all]
    return {
        "mapping-collection": {
            "uuid": uuid("mapping", *digests, at.isoformat()),
            "metadata": metadata(
                "规矩：法规包对照 / Guiju: packs compared", at.date().isoformat(), at, {"digest": digests}
            ),
            "provenance": {
                "method": "human",
                "matching-rationale": "semantic",
                "status": "complete",
                "mapping-description": f"{_ABOUT.zh}\n\n{_ABOUT.en}",
            },
            "mappings": mappings,
        }
    }


def _mapping(pack: Pack, other: Pack, known: Mapping[str, Pack]) -> Json | None:
    """What one pack states of another; None for nothing that joins a duty of each."""
    stated = [one for one in pack.relations if _target(one, pack, known) == other.id]
    maps = [found for number, one in enumerate(stated) if (found := _map(number, one, pack, other)) is not None]
    if not maps:
        return None
    alone = [_ids(one.this, pack) for one in stated if one.this and not one.that]
    missing = [_ids(one.that, other) for one in stated if one.that and not one.this]
    id = (pack.id, pack.digest, other.id, other.digest)
    return filled({
        "uuid": uuid("relations", *id),
        "source-resource": {"type": "catalog", "href": href(pack.id)},
        "target-resource": {"type": "catalog", "href": href(other.id)},
        "maps": maps,
        "source-gap-summary": _gap([name for names in alone for name in names], "source", *id),
        "target-gap-summary": _gap([name for names in missing for name in names], "target", *id),
    })  # fmt: skip


def _target(one: Relation, pack: Pack, known: Mapping[str, Pack]) -> str:
    """The pack that a relation is to: where it names nothing there, the one pack whose place this one takes."""
    if one.that:
        return one.that.partition("/")[0]
    there = [name for name in pack.replaces if name in known]
    return there[0] if len(there) == 1 else ""


def _map(number: int, one: Relation, pack: Pack, other: Pack) -> Json | None:
    sources, targets = _ids(one.this, pack), _ids(one.that, other)
    if not (sources and targets):
        return None
    effect = {"effect-zh": one.effect.zh, "effect-en": one.effect.en} if one.effect else {}
    return {
        "uuid": uuid("relation", pack.id, pack.digest, other.id, other.digest, str(number)),
        "relationship": RELATIONSHIPS[one.kind],
        "sources": [{"type": "control", "id-ref": id} for id in sources],
        "targets": [{"type": "control", "id-ref": id} for id in targets],
        "props": props({"kind": one.kind, **effect}),
        "remarks": both(one.topic),
    }


def _ids(place: str, pack: Pack) -> list[str]:
    """The controls of a duty, or of every duty of an article; none for a place without a duty."""
    number = place.partition("/")[2]
    exact = [duty.id for duty in pack.obligations if duty.id == place]
    return [token(id) for id in exact or (duty.id for duty in pack.obligations if number and duty.article == number)]


def _gap(ids: list[str], side: str, *about: str) -> Json | None:
    if not ids:
        return None
    return {"uuid": uuid("gap", side, *about), "unmapped-controls": [{"with-ids": list(dict.fromkeys(ids))}]}
