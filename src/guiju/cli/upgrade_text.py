"""How an upgrade is told: as JSON for programs, as lines for people in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

import orjson

from guiju.cli.version_text import cited
from guiju.core.pack import Deadline, Floor
from guiju.core.text import Text
from guiju.law import Assessment, Change, Clock, Difference, Effect, Plan, Renewal, side

_LONG = 60
_DAY = timedelta(days=1)
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_PARTS = {
    "head": Text("概况", "about the pack"), "instruments": Text("文件", "instruments"),
    "articles": Text("条文", "articles"), "scope": Text("适用范围", "scope"), "remarks": Text("适用说明", "remarks"),
    "obligations": Text("义务", "obligations"), "relations": Text("对照关系", "relations"),
    "controls": Text("管控措施", "controls"), "risks": Text("风险", "risks"),
    "parameters": Text("参数", "parameters"), "penalties": Text("处罚", "penalties"), "cites": Text("引用", "cites"),
}  # fmt: skip
_NOTHING = Text("没有可采用的新版本：在用的法规包就是手头的版本", "nothing to adopt: the packs at hand are in use")
_FIRST = Text("首次采用", "adopted for the first time")
_LOST = Text("原采用的版本已无法读取，无从比较", "the version in use cannot be read, so nothing is compared")
_SAME = Text("文本不变", "the text is the same")
_MERGED = Text("合并后的参数", "parameters as they merge")
_FLOORS = Text("合并后的底线", "floors as they merge")
_CLOCKS = Text("受影响的期限", "running terms touched")
_ASSESSED = Text("受影响的既有判断", "recorded assessments touched")
_GONE = Text("新版本不再设此期限", "no such term any more")
_MOVED = Text("曾中止或延长，须重新计算", "was suspended or extended: work it out anew")
_CORRECTED = Text(
    "版本号未变，但法规内容有所不同（系更正），采用前请核对以下各项",
    "the text differs under the same version: a correction; look at what follows before you adopt it",
)
_LAPSED = {
    "lapses": Text("此决定将失效，须重新决定", "this decision will lapse: decide again"),
    "lapsed": Text("此决定此前已失效", "this decision has lapsed before"),
    "holds": Text("此决定继续有效", "this decision goes on holding"),
    "revives": Text("此决定曾失效，将恢复有效", "this decision had lapsed and will hold again"),
}
_RESTORE = Text(
    "{id}：已采用版本的副本无法读取；手头即为同一版本，采用时据此恢复副本",
    "{id}: the copy of the version in use cannot be read; the one at hand is that version, and adopting restores it",
)
_RESTORED = Text(
    "{id}：已采用版本的副本无法读取，已按手头的同一版本恢复",
    "{id}: the copy of the version in use could not be read, and is restored from the one at hand",
)
_NO_DATE = Text("无日期", "no date")
_DRY = Text(
    "试运行，没有写入任何内容；去掉 --dry-run 即采用", "a dry run: nothing was written; adopt without --dry-run"
)
_DONE = Text(
    "已采用，并留有证据；正在运行的网关重新启动后按新版本执行",
    "adopted, and in evidence; a running gateway goes by it from its next start",
)


def plan_json(plan: Plan, unreadable: Mapping[str, str], dry_run: bool, restored: Collection[str] = ()) -> bytes:
    """The whole plan as one JSON object. ``restored`` are those whose copy is kept again from the pack at hand."""
    told = {
        "dry_run": dry_run,
        "packs": [_step_json(step) for step in plan.renewals],
        "parameters": _plain(plan.parameters),
        "floors": _plain(plan.floors),
        "unreadable": dict(unreadable),
        "restored": tuple(restored),
    }
    return orjson.dumps(told, option=orjson.OPT_UTC_Z)


def plan_lines(
    plan: Plan, unreadable: Mapping[str, str], dry_run: bool, lang: str, restored: Collection[str] = ()
) -> Iterator[str]:
    """The plan for a reader: what is restored, pack after pack, then what changes over all packs together."""
    yield from ((_RESTORE if dry_run else _RESTORED).of(lang).format(id=id) for id in restored)
    if not plan.renewals and not (restored and dry_run):
        yield _NOTHING.of(lang)
        return
    for step in plan.renewals:
        yield from _step_lines(step, step.new.id in unreadable, lang)
    yield from _effect_lines(_MERGED, plan.parameters, lang)
    yield from _effect_lines(_FLOORS, plan.floors, lang)
    yield (_DRY if dry_run else _DONE).of(lang)


def _step_json(step: Renewal) -> dict[str, Any]:
    return {
        "id": step.new.id,
        "mode": step.mode,
        "old": _plain(side(step.old)) if step.old else None,
        "new": _plain(side(step.new)),
        "correction": step.correction,
        "changes": _plain(step.difference.changes if step.difference else ()),
        "clocks": _plain(step.clocks),
        "assessments": _plain(step.assessments),
    }


def _step_lines(step: Renewal, lost: bool, lang: str) -> Iterator[str]:
    old = f"{cited(step.old.version, step.old.digest)} → " if step.old else ""
    yield f"{step.new.id}  {old}{cited(step.new.version, step.new.digest)}  [{step.mode}]"
    if step.correction:
        yield f"    {_CORRECTED.of(lang)}"
    if step.difference is None:
        yield f"    {(_LOST if lost else _FIRST).of(lang)}"
    elif not step.difference.changes:
        yield f"    {_SAME.of(lang)}"
    else:
        yield from _difference_lines(step.difference, lang)
    if step.clocks:
        yield f"    {_CLOCKS.of(lang)}"
        yield from (f"      {_clock_line(one, lang)}" for one in step.clocks)
    if step.assessments:
        yield f"    {_ASSESSED.of(lang)}"
        yield from (f"      {_assessment_line(one, lang)}" for one in step.assessments)


def _difference_lines(difference: Difference, lang: str) -> Iterator[str]:
    for part, name in _PARTS.items():
        found = [change for change in difference.changes if change.part == part]
        if not found:
            continue
        counts = Counter(_SIGNS[change.how] for change in found)
        yield f"    {name.of(lang)}  " + "  ".join(f"{sign}{count}" for sign, count in counts.items())
        yield from (f"      {line}" for change in found for line in _change_lines(change, lang))


def _change_lines(change: Change, lang: str) -> Iterator[str]:
    named = ", ".join(one.name for one in change.fields)
    yield f"{_SIGNS[change.how]} {change.id}" + (f"  ({named})" if named else "")
    for one in change.fields:
        yield f"    {one.name}: {_shown(one.old, lang)} → {_shown(one.new, lang)}"


def _effect_lines(name: Text, effects: Iterable[Effect], lang: str) -> Iterator[str]:
    for place, one in enumerate(effects):
        if not place:
            yield name.of(lang)
        yield f"    {one.id}: {_shown(one.old, lang)} → {_shown(one.new, lang)}  ({one.clause})"


def _clock_line(one: Clock, lang: str) -> str:
    due = str(one.due or _NO_DATE.of(lang))
    if one.gone or one.moved:
        then = (_GONE if one.gone else _MOVED).of(lang)
    else:
        then = ", ".join(str(day or _NO_DATE.of(lang)) for day in one.then)
    return f"{one.obligation}  {one.event} {one.on}: {due} → {then}"


def _assessment_line(one: Assessment, lang: str) -> str:
    what = f"{one.kind}  {one.obligation}" if one.obligation else one.kind
    then = f"  {_LAPSED[one.effect].of(lang)}" if one.effect else ""
    return f"{what}  {one.at:%Y-%m-%d %H:%M}  {one.subject}  ({cited(one.version, one.digest)}){then}"


def _shown(value: Any, lang: str) -> str:
    """A value in few characters."""
    match value:
        case None | "" | ():
            return "–"
        case Text():
            told = value.of(lang)
        case Floor():
            told = f"{value.action.name} {value.text}".rstrip()
        case Deadline():
            told = f"{value.after} {value.within or value.open}"
        case timedelta():
            told = str(value) if value % _DAY else Text(f"{value.days} 天", f"{value.days} d").of(lang)
        case tuple():
            told = ", ".join(_shown(one, lang) for one in value)
        case _ if is_dataclass(value):
            told = "…"
        case _:
            told = str(value)
    return told if len(told) <= _LONG else f"{told[:_LONG]}…"


def _plain(value: Any) -> Any:
    """A value as JSON holds it: actions by their name, spans of time in seconds."""
    match value:
        case Text():
            return value._asdict()
        case Enum():
            return value.name
        case timedelta():
            return value.total_seconds()
        case date():
            return value
        case tuple() | list():
            return [_plain(one) for one in value]
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
