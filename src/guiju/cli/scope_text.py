"""How a scope is told: as JSON for programs, as a table with its reasons for people in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import orjson

from guiju.cli.columns import padded, width
from guiju.cli.pack_text import STATUS
from guiju.core.expression import Value
from guiju.core.text import Text
from guiju.law import DutyScope, PackScope, Question, Reason, Scope, cite

_APPLIES = {True: Text("适用", "applies"), False: Text("不适用", "does not")}
_ANSWERS = {True: Text("是", "yes"), False: Text("否", "no")}
_HEAD = (
    Text("法规包", "pack"),
    Text("是否适用", "applies"),
    Text("效力", "status"),
    Text("改变结论的事实", "turned by"),
)
_LATER = Text(
    "{day} 晚于今天（{today}）：今天之后的法律尚不可知，这里只按今天已知的法律回答",
    "{day} is later than today ({today}): law made after today is not known, so this is by what is known today",
)
_ASSUMED = Text("推定：", "assumed: ")
_GAP = 2


def scope_json(scope: Scope, asked: Mapping[str, Question], lang: str, today: date) -> bytes:
    """The whole answer as one JSON object; facts by their bare names where they are named."""
    told = {
        "on_date": scope.profile.on_date,
        "profile": scope.profile.digest,
        "facts": _nested(scope.profile.given),
        "notes": list(_notes(scope, lang, today)),
        "packs": {one.pack.id: _pack(one, scope, asked, lang) for one in scope.packs},
        "obligations": scope.obligations,
        "because": {
            one.duty.id: _duty(one, scope, asked, lang) for pack in scope.packs for one in pack.duties if one.reason
        },
    }
    return orjson.dumps(told | {"assumed": {path: scope.facts[path] for path in scope.assumed}})


def scope_lines(scope: Scope, asked: Mapping[str, Question], lang: str, today: date) -> Iterator[str]:
    """A row for each pack with its reasons, the number of its duties, and what was assumed."""
    day, given = scope.profile.on_date, len(scope.profile.given)
    yield Text(f"适用范围，截至 {day}；已知事实 {given} 项", f"Scope as of {day}, by {given} facts given").of(lang)
    yield from _notes(scope, lang, today)
    rows = [_row(one, lang) for one in scope.packs]
    columns = [max(map(width, column)) + _GAP for column in zip([t.of(lang) for t in _HEAD], *rows, strict=True)]
    yield _cells([text.of(lang) for text in _HEAD], columns)
    for one, row in zip(scope.packs, rows, strict=True):
        yield _cells(row, columns)
        for reason in one.reasons:
            yield f"    {padded(cite(one.pack, reason.clause).of(lang), 12)} {reason.text.of(lang)}"
    yield ""
    yield Text("义务", "Obligations").of(lang)
    for one in scope.packs:
        if one.applies:
            yield from _duty_lines(one, asked, lang)
    yield Text(f"合计 {len(scope.obligations)} 项", f"{len(scope.obligations)} in all").of(lang)
    yield from _assumed_lines(scope, asked, lang)


def shown(value: Value, lang: str) -> str:
    """An answer as a person reads it."""
    if isinstance(value, bool):
        return _ANSWERS[value].of(lang)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _notes(scope: Scope, lang: str, today: date) -> Iterator[str]:
    """What limits the answer: of law after today only what is known today can be told."""
    if scope.profile.on_date > today:
        yield _LATER.of(lang).format(day=scope.profile.on_date, today=today)


def _row(one: PackScope, lang: str) -> list[str]:
    applies, status = _APPLIES[one.applies].of(lang), STATUS[one.pack.status].of(lang)
    return [one.pack.id, applies, status, ", ".join((*one.would_change, *map(" + ".join, one.together))) or "-"]


def _cells(cells: list[str], columns: list[int]) -> str:
    return "".join(padded(cell, wide) for cell, wide in zip(cells, columns, strict=True)).rstrip()


def _duty_lines(one: PackScope, asked: Mapping[str, Question], lang: str) -> Iterator[str]:
    """How many duties of a pack apply, and which do not, by their reasons, what would turn that, and what beyond the
    answer of the pack was assumed."""
    left = [duty for duty in one.duties if not duty.applies]
    out = f"  ({Text('另有不适用', 'and not').of(lang)} {len(left)})" if left else ""
    yield f"  {padded(one.pack.id, 28)}{len(one.obligations):>4}{out}"
    grouped: dict[str, list[str]] = {}
    for duty in left:
        turned = ", ".join(name for name in duty.would_change if name not in one.would_change) or "-"
        why = f"{duty.reason.text.of(lang) if duty.reason else ''}  [{turned}]"
        if own := [asked[path].name for path in duty.assumed if path not in one.assumed]:
            why += f"  {_ASSUMED.of(lang)}{', '.join(own)}"
        grouped.setdefault(why, []).append(duty.duty.id.rpartition("/")[2])
    yield from (f"      {', '.join(ids)}: {why}" for why, ids in grouped.items())


def _assumed_lines(scope: Scope, asked: Mapping[str, Question], lang: str) -> Iterator[str]:
    if not scope.assumed:
        return
    yield ""
    yield Text("没有给出、经推定而影响结论的事实：", "Assumed, as nothing was said, and the answer rests on it:").of(
        lang
    )
    for path, value in scope.assumed.items():
        yield f"  {padded(path, 36)}{padded(shown(value, lang), 14)}{asked[path].ask.of(lang)}"


def _pack(one: PackScope, scope: Scope, asked: Mapping[str, Question], lang: str) -> dict[str, Any]:
    """One pack's answer; where no fact alone would turn it, ``would_change`` names those that would together."""
    return {
        "applies": one.applies,
        "reasons": [_reason(reason, lang) for reason in one.reasons],
        "would_change": one.would_change or tuple(dict.fromkeys(name for some in one.together for name in some)),
        "would_change_together": one.together,
        "status": one.pack.status,
        "version": one.pack.version,
        "digest": one.pack.digest,
        "assumed": {asked[path].name: scope.facts[path] for path in one.assumed},
        "obligations": len(one.obligations),
    }


def _duty(one: DutyScope, scope: Scope, asked: Mapping[str, Question], lang: str) -> dict[str, Any]:
    told = _reason(one.reason, lang) if one.reason else {}
    assumed = {asked[path].name: scope.facts[path] for path in one.assumed}
    return {"applies": one.applies, **told, "would_change": one.would_change, "assumed": assumed}


def _reason(reason: Reason, lang: str) -> dict[str, str]:
    return {"clause": reason.clause, "text": reason.text.of(lang)}


def _nested(given: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    told: dict[str, dict[str, Value]] = {}
    for path, value in given.items():
        section, _, name = path.partition(".")
        told.setdefault(section, {})[name] = value
    return told
