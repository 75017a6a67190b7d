"""How exposure is told: as one JSON object for programs, finding by finding for people in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from guiju.cli.pack_text import UNVERIFIED, in_words
from guiju.core.pack import Deadline, Fine, Tier
from guiju.core.text import Text
from guiju.law import Asked, Ceiling, Exposed, Exposure, Money, Provision, Step, Who, cite, words

ADVICE = Text("这不是法律意见", "not legal advice")
_WHO: dict[Who, Text] = {"entity": Text("单位", "entity"), "person": Text("责任人员", "persons in charge")}
_DRAFT = Text("草案，没有法律效力", "a draft, without force of law")
_ONE_FINE = Text("取最高一项罚款，不相加", "the highest fine counts; fines are never added")
_NOT_REACHED = Text("照目前情节不触及", "not reached as it stands")
_NO_TIERS = Text("自身不设金额，指向其他规定", "sets no amount of its own; it refers to other provisions")
_PER_CENT = 100
_MINOR = Text("初次、轻微并及时改正，可以不予处罚", "first, minor and corrected in time: it may go unpunished")
_NOT_MINOR = Text(
    "已改正，但情节不属轻微，不适用首违不罚", "corrected, but not minor: it does not go unpunished for that"
)


def exposure_json(exposure: Exposure, asked: Asked) -> dict[str, Any]:
    """Everything that was worked out: the highest fines, what could stop the service, and each finding."""
    return {
        "on_date": exposure.on,
        "profile": asked.digest,
        "turnover": dict(asked.turnover),
        "highest": _highest(exposure),
        "suspension": sorted({one for exposed in exposure.exposed for one in exposed.suspending}),
        "not_held": exposure.not_held,
        "findings": [_exposed(one) for one in exposure.exposed],
        "cites": {role: _cited(exposure, role) for role in exposure.cites},
        "packs": [{"id": p.id, "version": p.version, "digest": p.digest, "status": p.status} for p in exposure.packs],
        "advice": ADVICE._asdict(),
    }


def exposure_lines(exposure: Exposure, lang: str) -> Iterator[str]:
    """The highest fines first, then every finding with its provisions, what would make it worse, and other routes."""
    count = len(exposure.exposed)
    en = f"Exposure as of {exposure.on}: {count} {'finding' if count == 1 else 'findings'}"
    yield Text(f"责任敞口，截至 {exposure.on}；违规 {count} 项", en).of(lang)
    yield from _highest_lines(exposure, lang)
    for one in exposure.exposed:
        yield ""
        yield from _finding_lines(one, exposure, lang)
    yield ""
    yield ADVICE.of(lang)


def _highest(exposure: Exposure) -> dict[str, dict[str, Any]]:
    found = {who: exposure.highest(who) for who in _WHO}
    currencies = sorted({currency for of in found.values() for currency in of})
    return {c: {who: _ceiling(of[c]) if c in of else None for who, of in found.items()} for c in currencies}


def _ceiling(one: Ceiling) -> dict[str, Any]:
    provision = one.provision
    return {
        **_money(one.money),
        "obligation": one.obligation,
        "provision": provision.id,
        "unverified": provision.unverified,
        "draft": provision.pack.draft,
    }


def _money(money: Money) -> dict[str, Any]:
    told = {"currency": money.currency, "min": money.min, "max": money.max, "may": money.may}
    return {**told, "or_share_of_turnover": money.share}


def _exposed(one: Exposed) -> dict[str, Any]:
    finding = one.finding
    return {
        "obligation": one.duty.id,
        "clause": one.duty.clause,
        "cited": cite(one.pack, one.duty.clause)._asdict(),
        "duty": one.duty.duty._asdict(),
        "pack": one.pack.id,
        "version": one.pack.version,
        "severity": finding.severity,
        "harm": finding.harm,
        "corrected": finding.corrected,
        "note": finding.note,
        "mitigation": one.mitigation,
        "highest": {who: [_ceiling(c) for c in one.highest(who).values()] for who in _WHO},
        "suspension": one.suspending,
        "routes": one.routes,
        "provisions": [_provision(each) for each in one.provisions],
        "not_in_effect": one.absent,
        "not_held": one.not_held,
        "deadlines": [_deadline(each) for each in one.caveats],
    }


def _deadline(one: Deadline) -> dict[str, Any]:
    return {"after": one.after, "text": one.text._asdict() if one.text else None, "unverified": one.unverified}


def _provision(one: Provision) -> dict[str, Any]:
    found = one.sum
    return {
        "id": one.id,
        "clause": one.penalty.clause,
        "cited": cite(one.pack, one.penalty.clause)._asdict(),
        "kind": one.penalty.kind,
        "text": one.penalty.text._asdict(),
        "tier": found.tier.severity if found.tier else None,
        "entity": _money(found.entity) if found.entity else None,
        "person": _money(found.person) if found.person else None,
        "measures": found.measures,
        "unverified": one.unverified,
        "draft": one.pack.draft,
        "escalation": [_step(step, one.penalty.currency) for step in found.escalation],
    }


def _step(step: Step, currency: str) -> dict[str, Any]:
    tier = step.tier
    return {
        "tier": tier.severity,
        "if_severity": step.severity or None,
        "if_harm": step.harm,
        "entity": _fine(tier.fine, currency),
        "person": _fine(tier.person, currency),
        "measures": tier.measures,
        "unverified": tier.unverified,
    }


def _fine(fine: Fine | None, currency: str) -> dict[str, Any] | None:
    return _money(Money(currency, fine.min, fine.max, fine.may, fine.turnover)) if fine else None


def _cited(exposure: Exposure, role: str) -> dict[str, Any]:
    pack, article = exposure.cites[role]
    return {"id": f"{pack.id}/{article.number}", "title": article.title._asdict(), "unverified": article.unverified}


def _highest_lines(exposure: Exposure, lang: str) -> Iterator[str]:
    cited = f" ({_cited(exposure, 'one_fine_per_act')['id']})" if "one_fine_per_act" in exposure.cites else ""
    yield f"{_ONE_FINE.of(lang)}{cited}"
    for who, name in _WHO.items():
        for one in exposure.highest(who).values():
            told = f"{_told(one.money, lang)}  {one.provision.id} ← {one.obligation}"
            yield f"  {name.of(lang)}: {told}{_marks(one.provision, lang)}"
    fined = any(exposure.highest(who) for who in _WHO)
    if exposure.not_held:
        yield f"  {_not_held(exposure.not_held, fined, lang)}"
    elif not fined:
        yield f"  {Text('没有罚款', 'no fine').of(lang)}"
    stops = dict.fromkeys(one for exposed in exposure.exposed for one in exposed.suspending)
    if stops:
        yield f"  {Text('可能停止服务', 'the service could be stopped').of(lang)}: {in_words('measures', stops, lang)}"


def _not_held(later: Iterable[str], fined: bool, lang: str) -> str:
    """That the amount, or what may go beyond it, is not known, since the law of the day is not held here."""
    first = Text("可能更高", "it may be more") if fined else Text("金额不明", "amount unknown")
    zh = f"{first.zh}：当时有效的法律这里没有收录（{'、'.join(later)} 当时尚未生效）"
    return Text(zh, f"{first.en}: the law then in force is not held here ({', '.join(later)} began later)").of(lang)


def _finding_lines(one: Exposed, exposure: Exposure, lang: str) -> Iterator[str]:
    finding = one.finding
    harm = f", {in_words('harms', finding.harm, lang)}" if finding.harm else ""
    severity = words()["severities"][finding.severity].of(lang)
    yield f"{one.duty.id}  ({cite(one.pack, one.duty.clause).of(lang)}; {severity}{harm})  {one.duty.duty.of(lang)}"
    for provision in one.provisions:
        yield from _provision_lines(provision, lang)
    if one.absent:
        yield f"    {Text('当时没有效力', 'not in effect then').of(lang)}: {', '.join(one.absent)}"
    if not one.provisions:
        yield f"    {Text('没有罚则', 'no penalty').of(lang)}"
    for deadline in one.caveats:
        mark = f"  {UNVERIFIED.of(lang)}" if deadline.unverified else ""
        yield f"    {Text('时限', 'due').of(lang)}: {deadline.text.of(lang) if deadline.text else ''}{mark}"
    if finding.corrected:
        cited = _cited(exposure, "first_minor_offence")["id"] if "first_minor_offence" in exposure.cites else ""
        yield f"    {(_MINOR if one.mitigation else _NOT_MINOR).of(lang)} {f'({cited})' if cited else ''}".rstrip()


def _provision_lines(one: Provision, lang: str) -> Iterator[str]:
    route, cited = words()["routes"][one.penalty.kind].of(lang), cite(one.pack, one.penalty.clause).of(lang)
    yield f"    {one.id}  {cited} · {route} · {one.penalty.text.of(lang)}{_marks(one, lang)}"
    found = one.sum
    told = [f"{name.of(lang)} {_told(money, lang)}" for name, money in _fined(found.entity, found.person) if money]
    if found.measures:
        told.append(in_words("measures", found.measures, lang))
    none = _NOT_REACHED if one.penalty.tiers else _NO_TIERS
    yield f"        {'; '.join(told) or none.of(lang)}"
    for step in found.escalation:
        yield f"        ↑ {_step_told(step, one.penalty.currency, lang)}"


def _fined(entity: Money | None, person: Money | None) -> Iterable[tuple[Text, Money | None]]:
    return zip(_WHO.values(), (entity, person), strict=True)


def _step_told(step: Step, currency: str, lang: str) -> str:
    severity = [words()["severities"][step.severity]] if step.severity else []
    either = [*severity, *(words()["harms"][one] for one in step.harm)]
    brings = Text(" 或 ", " or ").of(lang).join(one.of(lang) for one in either)
    return f"{Text('如', 'if').of(lang)} {brings}: {_tier(step.tier, currency, lang)}"


def _tier(tier: Tier, currency: str, lang: str) -> str:
    fines = zip(_WHO.values(), (tier.fine, tier.person), strict=True)
    told = [
        f"{name.of(lang)} {_told(Money(currency, fine.min, fine.max, fine.may, fine.turnover), lang)}"
        for name, fine in fines
        if fine
    ]
    mark = f" {UNVERIFIED.of(lang)}" if tier.unverified else ""
    return "; ".join([*told, *([in_words("measures", tier.measures, lang)] if tier.measures else [])]) + mark


def _told(money: Money, lang: str) -> str:
    between = f"{money.currency} {money.min:,}–{money.max:,}"
    may = Text("（可以并处）", " (may be imposed)").of(lang) if money.may else ""
    if money.share is None:
        return between + may
    share = f"{money.share * _PER_CENT:g} %"
    more = Text(f"或上一年度营业额的 {share}", f" or {share} of last year's turnover").of(lang)
    return between + more + may


def _marks(one: Provision, lang: str) -> str:
    marks = [text.of(lang) for text, holds in ((UNVERIFIED, one.unverified), (_DRAFT, one.pack.draft)) if holds]
    return f"  {' · '.join(marks)}" if marks else ""
