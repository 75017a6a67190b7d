"""A pack as an OSCAL catalog: instruments and articles are groups, obligations are controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from guiju.core.pack import Article, Deadline, Fine, Instrument, Obligation, Pack, Parameter, Penalty, Tier
from guiju.core.text import Text
from guiju.law.oscal.words import SPACE, Json, both, filled, line, metadata, part, props, token, uuid

_BOUNDS = {
    "min": Text("至多", "at most"), "max": Text("至少", "at least"),
    "union": Text("各值均适用", "every value applies"), "all": Text("各值均适用", "every value applies"),
}  # fmt: skip


def catalog(pack: Pack, at: datetime) -> Json:
    """The catalog of a pack, every duty, parameter, term, penalty and date in it."""
    told = {
        "pack": pack.id, "digest": pack.digest, "jurisdiction": pack.jurisdiction, "since": pack.since,
        "until": pack.until, "starts": pack.starts, "status": pack.status, "replaces": pack.replaces,
    }  # fmt: skip
    loose = [_control(pack, duty) for duty in pack.obligations if not duty.article]
    other = [{"id": token(f"{pack.id}/other"), "title": "其他 / Other", "controls": loose}] if loose else []
    return {
        "catalog": {
            "uuid": uuid("catalog", pack.id, pack.digest, at.isoformat()),
            "metadata": metadata(both(pack.title), pack.version, at, told),
            "groups": [*(_instrument(pack, one) for one in pack.instruments.values()), *other],
            "back-matter": {"resources": [_resource(pack, one) for one in pack.instruments.values()]},
        }
    }


def resource_of(pack: Pack, slug: str) -> str:
    """The uuid of an instrument in the back matter."""
    return uuid("instrument", pack.id, slug)


def parameter_id(pack: Pack, name: str) -> str:
    """The id of a pack's parameter, apart from the one of the same name in another catalog."""
    return token(f"{pack.id}/{name}")


def _resource(pack: Pack, one: Instrument) -> Json:
    told: dict[str, object] = {"kind": one.kind, "status": one.status, "issuer": tuple(one.issuers)}
    numbered = [{"identifier": line(one.number.zh)}] if one.number else []
    return filled({
        "uuid": resource_of(pack, one.id),
        "title": both(one.title),
        "props": props(told | asdict(one.dates) | {"unverified": one.unverified}),
        "document-ids": numbered,
        "citation": {"text": both(one.title) + (f" ({both(one.number)})" if one.number else "")},
    })  # fmt: skip


def _instrument(pack: Pack, one: Instrument) -> Json:
    return filled({
        "id": token(f"{pack.id}/text/{one.id}"),
        "class": "instrument",
        "title": both(one.title),
        "links": [_link(pack, one.id)],
        "groups": [_article(pack, article) for article in pack.articles if article.instrument == one.id],
    })  # fmt: skip


def _link(pack: Pack, slug: str) -> Json:
    return {"href": f"#{resource_of(pack, slug)}", "rel": "reference"}


def _article(pack: Pack, article: Article) -> Json:
    id = token(f"{pack.id}/article/{article.number}")
    penalties = [p for _, p in sorted(pack.penalties.items()) if p.clause == article.number]
    return filled({
        "id": id,
        "class": "article",
        "title": f"{article.number} {both(article.title)}",
        "props": props({"number": article.number, "unverified": article.unverified}),
        "links": [_link(pack, article.instrument)],
        "parts": [part(f"{id}_text", "overview", article.text), *(_penalty(pack, one) for one in penalties)],
        "controls": [_control(pack, duty) for duty in pack.obligations if duty.article == article.number],
    })  # fmt: skip


def _penalty(pack: Pack, one: Penalty) -> Json:
    told = {"kind": one.kind, "currency": one.currency, "unverified": one.unverified}
    tiers = [_tier(tier) for tier in one.tiers]
    id = token(f"{pack.id}/penalty/{one.id}")
    return part(id, "penalty", one.text, own=True, values=told | {"tier": tiers})


def _tier(tier: Tier) -> str:
    fines = (f"{name} {_fine(fine)}" for name, fine in (("fine", tier.fine), ("person", tier.person)) if fine)
    return "; ".join((tier.severity, *fines, *tier.harm, *tier.measures, *(("unverified",) if tier.unverified else ())))


def _fine(fine: Fine) -> str:
    turnover = f" or {fine.turnover:g} of turnover" if fine.turnover else ""
    return f"{fine.min}-{fine.max}{turnover}{' (may)' if fine.may else ''}"


def _control(pack: Pack, duty: Obligation) -> Json:
    told = {
        "id": duty.id, "clause": duty.clause, "actor": duty.actor, "trigger": duty.trigger, "live": duty.live,
        "source": duty.source, "control": duty.controls, "penalty": duty.penalties, "unverified": duty.unverified,
        "seed-row": tuple(map(str, duty.seed_rows)),
    }  # fmt: skip
    slug = next((a.instrument for a in pack.articles if a.number == duty.article), next(iter(pack.instruments)))
    return filled({
        "id": token(duty.id),
        "class": "obligation",
        "title": f"{line(duty.clause)} {both(duty.duty)}",
        "params": [_parameter(pack, p) for _, p in sorted(pack.parameters.items()) if p.decided == duty.id],
        "props": [{"name": "label", "value": line(duty.id)}, *props(told)],
        "links": [_link(pack, slug)],
        "parts": list(_parts(duty)),
    })  # fmt: skip


def _parts(duty: Obligation) -> Iterator[Json]:
    id = token(duty.id)
    yield part(f"{id}_smt", "statement", duty.duty)
    yield part(f"{id}_evd", "evidence", duty.shows, own=True)
    if duty.feasibility:
        yield part(f"{id}_gdn", "guidance", duty.feasibility)
    if duty.scope:
        yield part(f"{id}_app", "applies", duty.scope.holds, own=True)
        yield part(f"{id}_not", "applies-not", duty.scope.fails, own=True)
    for number, one in enumerate(duty.deadlines, 1):
        yield _term(f"{id}_trm.{number}", one)


def _term(id: str, one: Deadline) -> Json:
    told = {"after": one.after, "within": one.within, "open": one.open, "keep": one.keep, "unverified": one.unverified}
    days = {"days": one.days} if one.within else {}
    if one.text:
        return part(id, "term", one.text, own=True, values=told | days)
    return {"id": id, "name": "term", "ns": SPACE, "props": props(told | days)}


def _parameter(pack: Pack, one: Parameter) -> Json:
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    bound = _BOUNDS[one.join]
    figure = "" if isinstance(one.value, tuple) else f" {one.value}"
    return filled({
        "id": parameter_id(pack, one.id),
        "class": "parameter",
        "props": props({"name": one.id, "join": one.join, "unit": one.unit, "source": one.source,
                        "unverified": one.unverified}),
        "label": line(one.id),
        "usage": one.unit,
        "constraints": [{"description": f"{bound.zh}{figure} / {bound.en}{figure} ({one.unit})"}],
        "values": [line(str(value)) for value in values],
    })  # fmt: skip
