"""How packs and statuses are told: as JSON for programs, as lines for people in either language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import orjson

from guiju.core.pack import Obligation, Pack
from guiju.core.tally import Reason, StatusName, Tally
from guiju.core.text import Text
from guiju.law import ControlStatus, ObligationStatus, Packs

_NAMES: dict[StatusName, Text] = {
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


def status_json(packs: Packs, found: Iterable[ObligationStatus], now: datetime) -> bytes:
    """Every figure of the statuses as one JSON object."""
    rows = tuple(found)
    told = {
        "now": now,
        "packs": packs.ids,
        "counts": Counter(row.value for row in rows),
        "obligations": [_obligation_status(row) for row in rows],
    }
    return orjson.dumps(told, option=orjson.OPT_UTC_Z)


def status_lines(packs: Packs, found: Iterable[ObligationStatus], now: datetime, lang: str) -> Iterator[str]:
    """The statuses as a table: an obligation a line, its controls under it, and the counts at the end."""
    rows = tuple(found)
    for pack in packs.all:
        mode = Text("有约束力", "binding") if pack in packs.binding else Text("仅供参照", "for reference")
        as_of = Text("截至", "as of").of(lang)
        yield f"{pack.title.of(lang)}  [{pack.id}, {mode.of(lang)}]  {as_of} {now:%Y-%m-%d %H:%M %Z}"
        for row in rows:
            if row.pack == pack.id:
                yield from _obligation_lines(row, lang)
    counts = Counter(row.value for row in rows)
    yield "  ".join(f"{_NAMES[name].of(lang)} {counts[name]}" for name in _ORDER)
    if any(control.status.demo.events for row in rows for control in row.controls):
        yield Text("演示留下的记录另计，不算入状态。", "What a demonstration left is told apart and never counts.").of(
            lang
        )


def pack_json(pack: Pack, duties: Iterable[Obligation]) -> bytes:
    """Obligations of a pack as one JSON object."""
    told = {
        "id": pack.id,
        "title": pack.title._asdict(),
        "version": pack.version,
        "draft": pack.draft,
        "since": pack.since,
        "until": pack.until,
        "obligations": [_obligation(pack, duty) for duty in duties],
    }
    return orjson.dumps(told)


def pack_lines(pack: Pack, duties: Iterable[Obligation], lang: str) -> Iterator[str]:
    """Obligations of a pack for a reader: the duty, what would show it met, its controls, its source."""
    yield f"{pack.title.of(lang)}  [{pack.id}, {pack.version}]"
    for duty in duties:
        yield f"{duty.id}  ({duty.clause}, {duty.live})  {duty.duty.of(lang)}"
        yield f"    {Text('证据', 'shown by').of(lang)}: {duty.shows.of(lang)}"
        for name in duty.controls:
            control = pack.controls[name]
            planned = f"  [{_NAMES['planned'].of(lang)}]" if control.planned else ""
            yield f"    {_padded(name, _SHORT_CONTROL)} {control.text.of(lang)}{planned}"
        for one in duty.deadlines:
            yield f"    {Text('期限', 'term').of(lang)}: {one.within or one.open} ({one.after})"
        if duty.source:
            yield f"    {Text('现行依据', 'live source').of(lang)}: {duty.source}{' [?]' if duty.unverified else ''}"
        if duty.feasibility:
            yield f"    {Text('可行性', 'feasibility').of(lang)}: {duty.feasibility.of(lang)}"


def _obligation_lines(row: ObligationStatus, lang: str) -> Iterator[str]:
    number = row.obligation.id.removeprefix(f"{row.pack}/")
    shown = any(one.status.demo.events for one in row.controls)
    demo = f"  [{Text('演示', 'demo').of(lang)}: {_NAMES[row.demo].of(lang)}]" if shown else ""
    yield f"{number:<8} {_padded(_NAMES[row.value].of(lang), _SHORT_STATUS)} {row.obligation.duty.of(lang)}{demo}"
    for one in row.controls:
        if one.control.reading:
            days = one.control.reading.window.days
            yield f"{_INDENT}{_padded(one.control.id, _SHORT_CONTROL)} {_told(one, days, lang)}"
    planned = [one.control.id for one in row.controls if one.control.planned]
    if planned:
        yield f"{_INDENT}{_padded(', '.join(planned), _SHORT_CONTROL)} {_NAMES['planned'].of(lang)}"


def _told(one: ControlStatus, days: int, lang: str) -> str:
    live, demo = one.status.live, one.status.demo
    if not demo.events:
        return _tally(live, days, lang)
    return f"{_tally(live, days, lang)}  |  {Text('演示', 'demo').of(lang)}: {_tally(demo, days, lang)}"


def _tally(tally: Tally, days: int, lang: str) -> str:
    """Status, reason, evidence per event in the window, the newest, and a few records: the faults, if any."""
    name = _NAMES[tally.value].of(lang)
    if not tally.events:
        return name
    why = f" ({_REASONS[tally.reason].of(lang)})" if tally.reason in _REASONS else ""
    window = Text(f"{days} 天", f"{days} d").of(lang)
    newest = f", {tally.newest:%Y-%m-%d %H:%M:%S}" if tally.newest else ""
    named = (tally.faults or tally.places)[-_NAMED:]
    rest = len(named) < tally.records and not tally.faults
    places = " ".join(f"{writer}/{seq}" for writer, seq in named) + (f" … ({tally.records})" if rest else "")
    return f"{name}{why}  {tally.covered}/{tally.events} / {window}{newest}  {places}"


def _obligation_status(row: ObligationStatus) -> dict[str, Any]:
    return {
        "id": row.obligation.id,
        "pack": row.pack,
        "binding": row.binding,
        "clause": row.obligation.clause,
        "duty": row.obligation.duty._asdict(),
        "live": row.obligation.live,
        "status": row.value,
        "demo": row.demo,
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


def _obligation(pack: Pack, duty: Obligation) -> dict[str, Any]:
    return {
        "id": duty.id,
        "clause": duty.clause,
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
    }


def _padded(text: str, width: int) -> str:
    """Text filled with spaces to a width in columns; a wide character takes two."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return text + " " * (width - len(text) - wide)
