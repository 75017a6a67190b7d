"""How statuses are told: as JSON for programs, as lines for people in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any

import orjson

from guiju.cli.columns import padded
from guiju.cli.version_text import cited
from guiju.core.tally import Reason, StatusName, Tally
from guiju.core.text import Text
from guiju.law import Adoption, ControlStatus, Decision, ObligationStatus, Packs, side

STATUS_NAMES: dict[StatusName, Text] = {
    "met": Text("已满足", "met"),
    "not_met": Text("未满足", "not met"),
    "not_applicable": Text("不适用", "not applicable"),
    "planned": Text("计划中", "planned"),
    "no_evidence": Text("尚无证据", "no evidence yet"),
}
_REASONS: dict[Reason, Text] = {
    "missing": Text("有事件没有留下证据", "events without evidence"),
    "failed": Text("有证据不成立", "evidence that does not hold"),
    "stale": Text("证据过旧", "stale"),
    "pending": Text("证据未到期", "evidence not due yet"),
}
_ORDER: tuple[StatusName, ...] = ("met", "not_met", "no_evidence", "planned", "not_applicable")
_SHORT_CONTROL = 20
_SHORT_STATUS = 16
_INDENT = " " * 9
_NAMED = 2


def status_json(
    packs: Packs, found: Iterable[ObligationStatus], now: datetime, adopted: Mapping[str, Adoption]
) -> bytes:
    """Every figure of the statuses as one JSON object, and which version of each pack, adopted when, they rest on."""
    rows = tuple(found)
    told = {
        "now": now,
        "packs": packs.ids,
        "versions": [
            asdict(side(pack)) | {"adopted": adopted[pack.id].at if pack.id in adopted else None} for pack in packs.all
        ],
        "counts": Counter(row.value for row in rows),
        "obligations": [_obligation_status(row) for row in rows],
    }
    return orjson.dumps(told, option=orjson.OPT_UTC_Z)


def status_lines(
    packs: Packs, found: Iterable[ObligationStatus], now: datetime, lang: str, *, whole: bool = True
) -> Iterator[str]:
    """The statuses as a table: each pack with its version and counts, an obligation a line, its controls under it.

    Unless ``whole``, only what records bear on is shown: met or not, in demonstration too, or decided.
    """
    rows = tuple(found)
    for pack in packs.all:
        mode = Text("有约束力", "binding") if pack in packs.binding else Text("仅供参照", "for reference")
        as_of, by = Text("截至", "as of").of(lang), cited(pack.version, pack.digest)
        own = [row for row in rows if row.pack == pack.id]
        yield f"{pack.title.of(lang)}  [{pack.id}, {by}, {mode.of(lang)}]  {as_of} {now:%Y-%m-%d %H:%M %Z}"
        yield f"  {_counts(own, lang)}"
        for row in own:
            if whole or _told_of(row):
                yield from _obligation_lines(row, lang, now.tzinfo)
    yield f"{Text('合计', 'in all').of(lang)}: {_counts(rows, lang)}"
    if not whole and (hidden := sum(not _told_of(row) for row in rows)):
        yield Text(
            f"另有 {hidden} 项没有记录涉及：加 --pack 编号 看一个法规包，--all 看全部。",
            f"{hidden} more that no record bears on: --pack ID shows a whole pack, --all everything.",
        ).of(lang)
    if any(control.status.demo.events for row in rows for control in row.controls):
        yield Text("演示留下的记录另计，不算入状态。", "What a demonstration left is told apart and never counts.").of(
            lang
        )


def _counts(rows: Iterable[ObligationStatus], lang: str) -> str:
    counts = Counter(row.value for row in rows)
    return "  ".join(f"{STATUS_NAMES[name].of(lang)} {counts[name]}" for name in _ORDER)


def _told_of(row: ObligationStatus) -> bool:
    """Whether any record bears on an obligation."""
    events = any(one.status.live.events or one.status.demo.events for one in row.controls)
    return events or row.decision is not None


def _obligation_lines(row: ObligationStatus, lang: str, zone: tzinfo | None) -> Iterator[str]:
    number = row.obligation.id.removeprefix(f"{row.pack}/")
    shown = any(one.status.demo.events for one in row.controls)
    demo = f"  [{Text('演示', 'demo').of(lang)}: {STATUS_NAMES[row.demo].of(lang)}]" if shown else ""
    value = padded(STATUS_NAMES[row.value].of(lang), _SHORT_STATUS)
    yield f"{number:<8} {value} {row.obligation.duty.of(lang)}{demo}"
    if row.decision:
        yield f"{_INDENT}{_decision(row.decision, lang, zone)}"
    for one in row.controls:
        if one.control.reading:
            days = one.control.reading.window.days
            yield f"{_INDENT}{padded(one.control.id, _SHORT_CONTROL)} {_told(one, days, lang, zone)}"
    planned = [one.control.id for one in row.controls if one.control.planned]
    if planned:
        yield f"{_INDENT}{padded(', '.join(planned), _SHORT_CONTROL)} {STATUS_NAMES['planned'].of(lang)}"


def _decision(made: Decision, lang: str, zone: tzinfo | None) -> str:
    """A decision that the duty does not apply: when, by whom, by which record, approved in which item of the vault."""
    where = "/".join(map(str, made.place or ()))
    cited = f"{made.at.astimezone(zone):%Y-%m-%d} {made.actor} {where} {made.item}"
    if made.lapsed:
        lapsed = Text(
            "不适用决定已失效，法规包在其后有变",
            "the decision that it does not apply lapsed: the pack has changed since",
        )
        return f"{lapsed.of(lang)} ({made.version})  {cited}"
    return f"{Text('经决定不适用', 'decided not to apply').of(lang)}  {cited}"


def _told(one: ControlStatus, days: int, lang: str, zone: tzinfo | None) -> str:
    live, demo = one.status.live, one.status.demo
    if not demo.events:
        return _tally(live, days, lang, zone)
    shown = Text("演示", "demo").of(lang)
    return f"{_tally(live, days, lang, zone)}  |  {shown}: {_tally(demo, days, lang, zone)}"


def _tally(tally: Tally, days: int, lang: str, zone: tzinfo | None) -> str:
    """Status, reason, evidence per event in the window, the newest, and a few records: the faults, if any."""
    name = STATUS_NAMES[tally.value].of(lang)
    if not tally.events:
        return name
    why = f" ({_REASONS[tally.reason].of(lang)})" if tally.reason in _REASONS else ""
    window = Text(f"{days} 天", f"{days} d").of(lang)
    newest = f", {tally.newest.astimezone(zone):%Y-%m-%d %H:%M:%S}" if tally.newest else ""
    named = (tally.faults or tally.places)[-_NAMED:]
    rest = len(named) < tally.records and not tally.faults
    places = " ".join(f"{writer}/{seq}" for writer, seq in named) + (f" … ({tally.records})" if rest else "")
    return f"{name}{why}  {tally.covered}/{tally.events} / {window}{newest}  {places}"


def _obligation_status(row: ObligationStatus) -> dict[str, Any]:
    return {
        "id": row.obligation.id,
        "pack": row.pack,
        "version": row.version,
        "digest": row.digest,
        "binding": row.binding,
        "clause": row.obligation.clause,
        "duty": row.obligation.duty._asdict(),
        "live": row.obligation.live,
        "status": row.value,
        "demo": row.demo,
        "decision": row.decision,
        "controls": [
            {
                "id": one.control.id,
                "text": one.control.text._asdict(),
                "status": one.status.value,
                "reason": one.status.reason,
                "window_s": one.control.reading.window.total_seconds() if one.control.reading else None,
                "live": one.status.live,
                "demo": one.status.demo,
            }
            for one in row.controls
        ],
    }
