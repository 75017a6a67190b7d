"""How packs are told: as JSON for programs, as lines for people in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from guiju.cli.columns import padded
from guiju.core.pack import Article, Deadline, Fine, Instrument, Obligation, Pack, Parameter, Penalty, Relation
from guiju.core.text import Text
from guiju.law import Diff, Hit, Official, Summary, cite, words

STATUS = {
    "draft": Text("征求意见稿", "draft"), "in_force": Text("现行", "in force"),
    "superseded": Text("已被取代", "superseded"), "voluntary": Text("推荐性", "voluntary"),
}  # fmt: skip
MODES = {
    "binding": Text("有约束力", "binding"), "reference": Text("仅供参照", "for reference"),
    "inactive": Text("未启用", "inactive"),
}  # fmt: skip
ACTORS = {
    "provider": Text("提供者", "provider"), "supporter": Text("技术支持者", "technical supporter"),
    "platform": Text("传播平台", "platform"), "app_store": Text("应用商店", "app store"),
    "user": Text("用户", "user"), "state": Text("国家机关", "the state"),
}  # fmt: skip
OPEN = {
    "at_once": Text("立即", "at once"), "in_time": Text("及时", "in time"), "before": Text("事前", "before the event"),
    "published": Text("以自行公布的期限为准", "the provider's own published term"),
    "ordered": Text("以责令的期限为准", "the term that the order sets"),
}  # fmt: skip
_KINDS = {
    "same": Text("相同", "same"), "narrower": Text("收窄", "narrower"), "wider": Text("扩大", "wider"),
    "changed": Text("变更", "changed"), "dropped": Text("取消", "dropped"), "added": Text("新增", "added"),
    "replaced": Text("取代", "replaced"),
}  # fmt: skip
_DATES = {
    "consulted": Text("公开征求意见", "consulted"), "comments_until": Text("意见截止", "comments until"),
    "adopted": Text("通过", "adopted"), "issued": Text("印发", "issued"), "published": Text("公布", "published"),
    "effective": Text("施行", "effective"), "ended": Text("失效", "ended"),
}  # fmt: skip
UNVERIFIED = Text("[?] 未核实", "[?] unverified")
_WHO = (Text("单位", "entity"), Text("责任人员", "persons in charge"))
_BETWEEN = Text("、", ", ")
_EITHER = Text("或", " or ")
_OR = Text("，或有", ", or ")
_NEEDS = Text("，且有", ", and only with ")
_ID = 30


def pack_row(pack: Pack, mode: str) -> dict[str, Any]:
    """One pack as a row of the list."""
    return {
        "id": pack.id,
        "mode": mode,
        "title": pack.title._asdict(),
        "status": pack.status,
        "version": pack.version,
        "digest": pack.digest,
        "since": pack.since,
        "until": pack.until,
        "jurisdiction": pack.jurisdiction,
        "replaces": pack.replaces,
        "obligations": len(pack.obligations),
        "planned": sum(all(pack.controls[n].planned for n in d.controls) for d in pack.obligations if d.controls),
    }


def pack_json(pack: Pack, duties: Iterable[Obligation], official: Mapping[str, Official]) -> dict[str, Any]:
    """A pack with these obligations as one JSON object."""
    return {
        **pack_row(pack, ""),
        "draft": pack.draft,
        "instruments": [asdict(one) for one in pack.instruments.values()],
        "articles": [{**asdict(one), **_official(official.get(one.number))} for one in pack.articles],
        "obligations": [obligation_json(pack, duty, official) for duty in duties],
        "parameters": [asdict(one) for one in pack.parameters.values()],
        "penalties": [asdict(one) for one in pack.penalties.values()],
        "relations": [asdict(one) for one in pack.relations],
    }


def obligation_json(pack: Pack, duty: Obligation, official: Mapping[str, Official]) -> dict[str, Any]:
    """One obligation as a JSON object, its penalties by their id and the official wording where it was supplied."""
    return {
        "id": duty.id,
        "pack": pack.id,
        "version": pack.version,
        "clause": duty.clause,
        "cited": cite(pack, duty.clause)._asdict(),
        "actor": duty.actor,
        "duty": duty.duty._asdict(),
        "trigger": duty.trigger,
        "shows": duty.shows._asdict(),
        "live": duty.live,
        "source": duty.source,
        "unverified": duty.unverified,
        "deadlines": duty.deadlines,
        "penalties": duty.penalties,
        "feasibility": duty.feasibility._asdict() if duty.feasibility else None,
        "seed_rows": duty.seed_rows,
        "controls": [{"id": name, "planned": pack.controls[name].planned} for name in duty.controls],
        **_official(official.get(duty.article)),
    }


def list_lines(rows: Iterable[dict[str, Any]], lang: str) -> Iterator[str]:
    """The packs as a table: id, mode, status, from when, how many duties, title."""
    for row in rows:
        title = row["title"][lang if lang == "zh" else "en"]
        mode, status = MODES[row["mode"]].of(lang), STATUS[row["status"]].of(lang)
        until = f"–{row['until']}" if row["until"] else ""
        counts = f"{row['obligations']:>4}"
        yield f"{padded(row['id'], _ID)}{padded(mode, 15)}{padded(status, 12)}{row['since']}{until} {counts}  {title}"


def pack_lines(pack: Pack, duties: Iterable[Obligation], lang: str, official: Mapping[str, Official]) -> Iterator[str]:
    """A pack for a reader: its instruments, and these obligations with everything said of them."""
    yield _header(pack, lang)
    yield from (_instrument(one, lang) for one in pack.instruments.values())
    for duty in duties:
        yield from _obligation(pack, duty, lang)
        yield from _wording(official.get(duty.article), lang)


def article_lines(pack: Pack, one: Article, lang: str, official: Official | None) -> Iterator[str]:
    """One article, in our words and, where supplied, in its own, and every duty and penalty that rests on it."""
    yield _header(pack, lang)
    cited, mark = cite(pack, one.number).of(lang), _mark(one.unverified, lang)
    yield f"{pack.id}/{one.number}  ({cited})  {one.title.of(lang)}{mark}"
    yield f"    {one.text.of(lang)}"
    yield from _wording(official, lang)
    for duty in resting(pack, one):
        yield from _obligation(pack, duty, lang)
    for penalty in punishing(pack, one):
        yield from penalty_lines(pack, penalty, lang)


def resting(pack: Pack, one: Article) -> tuple[Obligation, ...]:
    """The duties that rest on an article."""
    return tuple(duty for duty in pack.obligations if duty.article == one.number)


def punishing(pack: Pack, one: Article) -> tuple[Penalty, ...]:
    """The penalties that an article sets."""
    return tuple(penalty for penalty in pack.penalties.values() if penalty.clause == one.number)


def penalty_lines(pack: Pack, one: Penalty, lang: str) -> Iterator[str]:
    """One penalty with its tiers, each with the harm that it needs."""
    kind, cited = words()["routes"][one.kind].of(lang), cite(pack, one.clause).of(lang)
    yield f"{pack.id}/{one.id}  ({cited}, {kind})  {one.text.of(lang)}{_mark(one.unverified, lang)}"
    for tier in one.tiers:
        both = zip(_WHO, (tier.fine, tier.person), strict=True)
        fines = [f"{who.of(lang)} {_fine(fine, one.currency)}" for who, fine in both if fine]
        measures = [in_words("measures", tier.measures, lang)] if tier.measures else []
        severity = words()["severities"][tier.severity].of(lang)
        how = _NEEDS if tier.needs_harm else _OR
        harm = how.of(lang) + in_words("harms", tier.harm, lang, _EITHER) if tier.harm else ""
        yield f"    {severity}{harm}: {'; '.join([*fines, *measures])}{_mark(tier.unverified, lang)}"


def hit_lines(hits: Iterable[Hit], lang: str) -> Iterator[str]:
    """What a search found, a place a line."""
    for hit in hits:
        yield f"{padded(hit.id, _ID)} {padded(hit.kind, 11)} {hit.text.of(lang)}"


def diff_lines(found: Diff, lang: str) -> Iterator[str]:
    """What a pack makes of another: each topic, then what no relation names on either side, then numbers."""
    yield f"{found.old.title.of(lang)} [{found.old.id}]  →  {found.new.title.of(lang)} [{found.new.id}]"
    for one in found.relations:
        yield from _relation(one, lang)
    for pack, duties in ((found.old, found.only_old), (found.new, found.only_new)):
        if duties:
            yield Text(f"{pack.id} 中未列入关系表的义务", f"duties of {pack.id} that no relation names").of(lang)
            yield from (f"    {padded(duty.id, _ID)} {duty.duty.of(lang)}" for duty in duties)
    for old, new in found.parameters:
        unit = "" if isinstance(new.value, tuple) or lang == "zh" else f" {new.unit}"
        yield f"    {padded(old.id, _ID)} {_value(old, lang)} → {_value(new, lang)}{unit}"


def summary_lines(found: Summary, lang: str) -> Iterator[str]:
    """What `law check` covered, in figures."""
    bare, planned, seed = found.without_control, found.planned, found.seed
    for told in (
        Text(f"法规包 {found.packs} 个，义务 {found.obligations} 项",
             f"{found.packs} packs, {found.obligations} obligations"),
        Text(f"没有管控措施的义务 {bare} 项", f"{bare} obligations without control"),
        Text(f"管控措施仍有计划中的义务 {planned} 项", f"{planned} obligations with a control still planned"),
        Text(f"评析覆盖率 {seed.share:.0%}：{seed.sentences} 句中 {seed.with_duty} 句涉及义务，"
             f"{seed.covered} 句有对应义务",
             f"seed coverage {seed.share:.0%}: of {seed.sentences} sentences {seed.with_duty} bear on a duty, "
             f"{seed.covered} are answered"),
    ):  # fmt: skip
        yield told.of(lang)


def term_of(one: Deadline, lang: str) -> str:
    """A deadline in words: the term and what it runs from."""
    told = one.within or OPEN[one.open].of(lang)
    working = Text(" 个工作日", " working days").of(lang) if one.days == "working" else ""
    keep = Text("至少保存 ", "kept at least ").of(lang) if one.keep else ""
    return f"{keep}{told.strip('PD') if working else told}{working} ({one.after}){_mark(one.unverified, lang)}"


def _header(pack: Pack, lang: str) -> str:
    return f"{pack.title.of(lang)}  [{pack.id}, {pack.version}, {STATUS[pack.status].of(lang)}, {pack.digest[:12]}]"


def in_words(vocabulary: str, names: Iterable[str], lang: str, between: Text = _BETWEEN) -> str:
    """Names of a vocabulary of ``_words.yaml`` as people read them."""
    return between.of(lang).join(words()[vocabulary][name].of(lang) for name in names)


def _value(one: Parameter, lang: str) -> str:
    return _BETWEEN.of(lang).join(map(str, one.value)) if isinstance(one.value, tuple) else str(one.value)


def _relation(one: Relation, lang: str) -> Iterator[str]:
    yield f"  {padded(_KINDS[one.kind].of(lang), 10)}{one.topic.of(lang)}:  {one.that or '—'} → {one.this or '—'}"
    if one.effect:
        yield f"            {one.effect.of(lang)}"


def _instrument(one: Instrument, lang: str) -> str:
    number = f" {one.number.of(lang)}" if one.number else ""
    dates = ", ".join(f"{_DATES[name].of(lang)} {day}" for name, day in asdict(one.dates).items() if day)
    return f"  {one.title.of(lang)}{number} · {one.issuers.of(lang)} · {dates}{_mark(one.unverified, lang)}"


def _obligation(pack: Pack, duty: Obligation, lang: str) -> Iterator[str]:
    mark = _mark(duty.unverified, lang)
    actor = "" if duty.actor == "provider" else f" · {ACTORS[duty.actor].of(lang)}"
    yield f"{duty.id}  ({cite(pack, duty.clause).of(lang)}{actor})  {duty.duty.of(lang)}{mark}"
    yield f"    {Text('证据', 'shown by').of(lang)}: {duty.shows.of(lang)}"
    for name in duty.controls:
        control = pack.controls[name]
        planned = f"  [{Text('计划中', 'planned').of(lang)}]" if control.planned else ""
        yield f"    {padded(name, 20)} {control.text.of(lang)}{planned}"
    if duty.scope:
        yield f"    {Text('适用条件', 'applies where').of(lang)}: {duty.scope.holds.of(lang)}"
    for one in duty.deadlines:
        note = f" · {one.text.of(lang)}" if one.text else ""
        yield f"    {Text('期限', 'term').of(lang)}: {term_of(one, lang)}{note}"
    if duty.penalties:
        yield f"    {Text('罚则', 'penalty').of(lang)}: {', '.join(duty.penalties)}"
    if duty.source:
        yield f"    {Text('另见', 'also said in').of(lang)}: {duty.source}"
    if duty.feasibility:
        yield f"    {Text('可行性', 'feasibility').of(lang)}: {duty.feasibility.of(lang)}"


def _wording(official: Official | None, lang: str) -> Iterator[str]:
    if official:
        yield f"    {Text('官方文本', 'official text').of(lang)} sha256 {official.digest}"
        yield from (f"    | {line}" for line in official.text.splitlines())


def _official(official: Official | None) -> dict[str, Any]:
    return {"official": asdict(official) if official else None}


def _fine(fine: Fine, currency: str) -> str:
    share = f" | {fine.turnover:.0%}" if fine.turnover else ""
    return f"{currency} {fine.min:,}–{fine.max:,}{share}"


def _mark(unverified: bool, lang: str) -> str:
    return f"  {UNVERIFIED.of(lang)}" if unverified else ""
