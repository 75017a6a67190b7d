"""How running terms are told: as one JSON object for programs, as a table for people in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from guiju.cli.columns import padded, width
from guiju.cli.pack_text import STATUS, term_of
from guiju.core.text import Text
from guiju.law import Moved, Running, cite, words

_DATE = 10
_LEFT = 9
_REFERENCE = ("draft", "voluntary", "superseded")


def clock_json(event: str, on: date, terms: Iterable[Running]) -> dict[str, Any]:
    """The terms as the contract has them: when each obligation is due, why not, how it is left open, and every term."""
    rows = tuple(terms)
    numbered = [row for row in rows if not row.open]
    return {
        "event": event,
        "on": on,
        "due": _decisive(numbered),
        "unknown": {row.duty.id: row.unknown._asdict() for row in numbered if row.unknown},
        "open": {row.duty.id: row.open for row in rows if row.open},
        "terms": [_term(row) for row in rows],
    }


def clock_lines(event: str, on: date, terms: Iterable[Running], today: date, lang: str) -> Iterator[str]:
    """The terms as a table: due, days left from today, obligation, rule, clause and duty; dated ones first."""
    rows = sorted(terms, key=lambda row: (row.due is None, row.due or date.max, bool(row.open)))
    told = words()["events"][event].of(lang)
    yield Text(f"{told}  {on}（当日不计入）", f"{told}: {on} (the day itself is not counted)").of(lang)
    columns = max((width(row.duty.id) for row in rows), default=0)
    for row in rows:
        when = f"{_due(row, lang)} {padded(_left(row, today, lang), _LEFT)}"
        yield f"{when} {padded(row.duty.id, columns)}  {_rule(row, lang)}"
        yield f"{' ' * (_DATE + _LEFT + 2)}{row.duty.duty.of(lang)}{_notes(row, today, lang)}"
        if row.moved:
            yield f"{' ' * (_DATE + _LEFT + 2)}{_moved(row, row.moved, lang)}"
    if not rows:
        yield Text("没有起算的期限", "no term runs").of(lang)


def _decisive(rows: Iterable[Running]) -> dict[str, date | None]:
    """When each obligation is due: of several dates the earliest, of those to keep something until the latest."""
    found: dict[str, date | None] = {}
    for row in rows:
        dates = [day for day in (found.get(row.duty.id), row.due) if day]
        found[row.duty.id] = (max if row.deadline.keep else min)(dates, default=None)
    return found


def _term(row: Running) -> dict[str, Any]:
    duty, deadline, pack = row.duty, row.deadline, row.pack
    return {
        "obligation": duty.id,
        "clause": duty.clause,
        "cited": cite(pack, duty.clause)._asdict(),
        "actor": duty.actor,
        "duty": duty.duty._asdict(),
        "due": row.due,
        "within": deadline.within,
        "days": deadline.days,
        "open": row.open,
        "since": duty.since,
        "keep": deadline.keep,
        "rest_day": row.rest_day,
        "ends_on_rest_day": row.rest_day,
        "text": deadline.text._asdict() if deadline.text else None,
        "unverified": deadline.unverified or duty.unverified,
        "unknown": row.unknown._asdict() if row.unknown else None,
        "moved": _moved_json(row.moved) if row.moved else None,
        "pack": pack.id,
        "version": pack.version,
        "digest": pack.digest,
        "status": pack.status,
        "reference": pack.status in _REFERENCE,
    }


def _moved_json(moved: Moved) -> dict[str, Any]:
    shift = moved.shift
    return {
        "before": moved.before,
        "suspended": [
            {"first": one.first, "last": one.last, "due": end}
            for one, end in zip(shift.suspended, moved.resumed, strict=True)
        ],
        "extended": shift.extended or None,
        "reason": shift.reason,
        "approver": shift.approver,
    }


def _due(row: Running, lang: str) -> str:
    if row.due:
        return row.due.isoformat()
    return padded("—" if row.open else Text("未知", "not known").of(lang), _DATE)


def _left(row: Running, today: date, lang: str) -> str:
    if row.due is None or _kept(row, today):
        return ""
    left = (row.due - today).days
    return (
        Text(f"{left} 天", f"{left} d").of(lang) if left >= 0 else Text(f"已过 {-left} 天", f"{-left} d ago").of(lang)
    )


def _kept(row: Running, today: date) -> date | None:
    """From when what had to be kept may be deleted, where that day has come."""
    since = row.due + timedelta(1) if row.due and row.deadline.keep else None
    return since if since and since <= today else None


def _rule(row: Running, lang: str) -> str:
    status = f" · {STATUS[row.pack.status].of(lang)}" if row.pack.status in _REFERENCE else ""
    clause = cite(row.pack, row.duty.clause).of(lang)
    mark = "  [?]" if row.duty.unverified and not row.deadline.unverified else ""
    told = term_of(row.deadline, lang) if row.open == row.deadline.open else f"({row.deadline.after})"
    return f"{told} · {clause}{status}{mark}"


def _notes(row: Running, today: date, lang: str) -> str:
    notes = []
    if row.duty.since > row.on:
        notes.append(Text(f"自 {row.duty.since} 起才有约束力", f"binds only from {row.duty.since}").of(lang))
    if since := _kept(row, today):
        notes.append(Text(f"可删除，自 {since} 起", f"may be deleted since {since}").of(lang))
    if row.rest_day:
        notes.append(Text("末日为休息日，日期不顺延", "ends on a day of rest; the date is not moved").of(lang))
    if row.unknown:
        notes.append(row.unknown.of(lang))
    if row.deadline.text:
        notes.append(row.deadline.text.of(lang))
    opened, shut = Text("（", " (").of(lang), Text("）", ")").of(lang)
    return f"{opened}{Text('；', '; ').of(lang).join(notes)}{shut}" if notes else ""


def _moved(row: Running, moved: Moved, lang: str) -> str:
    shift = moved.shift
    days = ", ".join(f"{one.first}..{one.last}" for one in shift.suspended)
    parts = [Text(f"中止 {days}", f"suspended {days}").of(lang)] if days else []
    if shift.extended:
        parts.append(Text(f"延长 {shift.extended}", f"extended by {shift.extended}").of(lang))
    told = Text(f"原为 {moved.before or '未知'}", f"was {moved.before or 'not known'}").of(lang)
    by = Text(f"批准人 {shift.approver}，理由：{shift.reason}", f"approved by {shift.approver}: {shift.reason}").of(
        lang
    )
    return f"{'; '.join(parts)} · {told} · {by}"
