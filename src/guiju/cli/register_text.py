"""How the register of duties is told: the cells of its sheet, and what an import came to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import takewhile
from typing import Any

from guiju.cli.law_text import STATUS_NAMES
from guiju.cli.pack_text import ACTORS, OPEN
from guiju.core.pack import Deadline, Pack
from guiju.core.text import Text
from guiju.law import APPLIES, HEADINGS, Column, ControlStatus, Entry, ObligationStatus, Outcome, Sheet, Unit, words

_UNITS: dict[str, Text] = {
    "Y": Text("年", "years"), "M": Text("个月", "months"), "W": Text("周", "weeks"), "D": Text("日", "days"),
    "H": Text("小时", "hours"), "m": Text("分钟", "minutes"),
}  # fmt: skip
_FIELDS: dict[Unit, tuple[Column, ...]] = {
    "owner": ("owner",), "notes": ("notes",), "decision": ("applies", "reason", "approver"),
}  # fmt: skip
_SHOWN = 120
_PACK_CHANGED = Text(
    "该决定是对法规包的另一版本作出的；请重新导出后再作决定",
    "decided on another version of the pack; export again and decide on that",
)
_ELSEWHERE = Text("以下各行改动了规矩自行填写的列，未读入", "edits outside the entered columns, not read, in rows")
_LAPSED = Text("不适用的决定已失效：法规包有变", "the decision that it does not apply lapsed: the pack changed")
_BOTH_CHANGED = Text("导出之后两边都改过；登记表保持不变", "changed on both sides since the export; the register stays")


def cells(pack: Pack, row: ObligationStatus, entry: Entry, lang: str) -> dict[Column, str]:
    """One obligation as the sheet shows it."""
    duty, other = row.obligation, "en" if lang == "zh" else "zh"
    return {
        "clause": duty.clause,
        "duty": duty.duty.of(lang),
        "actor": ACTORS[duty.actor].of(lang),
        "controls": "\n".join(pack.controls[name].text.of(lang) for name in duty.controls),
        "evidence": duty.shows.of(lang),
        "status": _status(row, lang),
        "owner": entry.owner,
        "terms": "\n".join(term(one, lang) for one in duty.deadlines),
        "id": duty.id,
        "notes": entry.notes,
        "applies": APPLIES[entry.applies].of(lang) if entry.applies else "",
        "reason": entry.reason,
        "approver": entry.approver,
        "pack": f"{pack.title.of(lang)} {pack.id} {pack.version}",
        "other": duty.duty.of(other),
    }


def term(one: Deadline, lang: str) -> str:
    """A term in words: how long, or how it is left open, and the event from which it runs."""
    event = words()["events"][one.after].of(lang)
    long = _long(one.within, one.days == "working", lang) if one.within else OPEN[one.open].of(lang)
    if one.keep:
        return Text(f"{event}：至少保存{long}", f"{event}: kept for at least {long}").of(lang)
    within = Text(f"{long}内", f"within {long}").of(lang) if one.within else long
    return f"{event}：{within}" if lang == "zh" else f"{event}: {within}"


def import_json(sheet: Sheet, outcomes: Iterable[Outcome], written: int, dry_run: bool) -> dict[str, Any]:
    """What an import came to as one JSON object."""
    rows, numbers = tuple(outcomes), {row.id: row.number for row in sheet.rows}
    return {
        "sheet": sheet.name,
        "rows": len(sheet.rows),
        "dry_run": dry_run,
        "written": written,
        "changed": [_changed(one, unit, numbers) for one in rows for unit in one.changed],
        "conflicts": [_conflict(one, unit, numbers) for one in rows for unit in one.conflicts],
        "columns_not_read": sheet.unknown,
        "rows_edited_elsewhere": sheet.edited,
    }


def import_lines(told: dict[str, Any], lang: str) -> Iterator[str]:
    """What an import came to, a line for each change and each conflict."""
    for one in told["changed"]:
        yield f"{one['id']}  {_pair(one['before'], one['after'], lang)}"
    for one in told["conflicts"]:
        why = _PACK_CHANGED if one["why"] == "pack_changed" else _BOTH_CHANGED
        sides = Text("此处 → 文件", "here → file").of(lang)
        yield f"! {one['id']}  ({sides}) {_pair(one['here'], one['file'], lang)}  {why.of(lang)}"
    if told["columns_not_read"]:
        yield f"{Text('未读入的列', 'columns not read').of(lang)}: {', '.join(told['columns_not_read'])}"
    if told["rows_edited_elsewhere"]:
        rows = ", ".join(map(str, told["rows_edited_elsewhere"]))
        yield f"{_ELSEWHERE.of(lang)}: {rows}"
    changed, conflicts = len(told["changed"]), len(told["conflicts"])
    end = Text(f"改动 {changed} 处，冲突 {conflicts} 处，写入记录 {told['written']} 条",
               f"{changed} changes, {conflicts} conflicts, {told['written']} records written")  # fmt: skip
    dry = Text("（试运行，未写入）", " (dry run, nothing written)").of(lang) if told["dry_run"] else ""
    yield end.of(lang) + dry


def _status(row: ObligationStatus, lang: str) -> str:
    """The status, then each control with its figures; a decision that lapsed is said."""
    lapsed = [_LAPSED.of(lang)] if row.decision and row.decision.lapsed else []
    return "\n".join([STATUS_NAMES[row.value].of(lang), *lapsed, *(_figures(one, lang) for one in row.controls)])


def _figures(one: ControlStatus, lang: str) -> str:
    live = one.status.live
    name = STATUS_NAMES[live.value].of(lang)
    return f"{one.control.id}: {name}" + (f" {live.covered}/{live.events}" if live.events else "")


def _long(within: str, working: bool, lang: str) -> str:
    day, _, hour = within.removeprefix("P").partition("T")
    found = re.findall(r"(\d+)([YMWD])", day) + re.findall(r"(\d+)([Hm])", hour.replace("M", "m"))
    if lang == "zh":
        return "".join(f"{n}个工作日" if working and u == "D" else f"{n}{_UNITS[u].zh}" for n, u in found)
    named = ((n, "working days" if working and u == "D" else _UNITS[u].en) for n, u in found)
    return " ".join(f"{n} {name.removesuffix('s') if n == '1' else name}" for n, name in named)


def _changed(one: Outcome, unit: Unit, numbers: Mapping[str, int]) -> dict[str, Any]:
    sides = {"before": _side(one.here, unit), "after": _side(one.entry, unit)}
    return {"id": one.obligation, "row": numbers[one.obligation], **sides}


def _conflict(one: Outcome, unit: Unit, numbers: Mapping[str, int]) -> dict[str, Any]:
    sides = {"here": _side(one.here, unit), "file": _side(one.file, unit)}
    why = "pack_changed" if unit in one.outdated else "both_changed"
    return {"id": one.obligation, "row": numbers[one.obligation], "why": why, **sides}


def _side(entry: Entry, unit: Unit) -> dict[str, str]:
    told = asdict(entry)
    return {name: told[name] for name in _FIELDS[unit]}


def _pair(before: dict[str, str], after: dict[str, str], lang: str) -> str:
    changed = [name for name in HEADINGS if name in before and before[name] != after[name]]
    sides = (
        (HEADINGS[name].text.of(lang), *(_word(side[name], name, lang) for side in (before, after))) for name in changed
    )
    return "; ".join(f"{head}: {_short(old, new)!r} → {_short(new, old)!r}" for head, old, new in sides)


def _short(told: str, other: str) -> str:
    """A text, of a long one the part where it begins to differ from the other."""
    if len(told) <= _SHOWN:
        return told
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(told, other, strict=False)))
    start = max(same - _SHOWN // 2, 0)
    end = start + _SHOWN
    return f"{'…' if start else ''}{told[start:end]}{'…' if end < len(told) else ''}"


def _word(told: str, name: Column, lang: str) -> str:
    """What a cell says, a decision in the words of the sheet."""
    known: dict[str, Text] = {str(word): text for word, text in APPLIES.items()} if name == "applies" else {}
    return known[told].of(lang) if told in known else told
