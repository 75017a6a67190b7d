"""What ``guiju words`` shows: lexicons counted and compared, in JSON and in words, phrases masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from guiju.checks import Entry, Lexicon, written
from guiju.cli.words_minima import TOTAL, Minima
from guiju.core.text import Text

_SHOWN = 1
_MARK = "*"

_ADDED = Text("新增", "added")
_REMOVED = Text("移除", "removed")
_REWEIGHTED = Text("改权重", "weight changed")
_PHRASES = Text("条", "phrases")
_LEAST = Text("下限", "at least")
_SHORT = Text("不足", "SHORT")
_AGE = Text("最近更新", "last updated")
_DAYS = Text("天前", "days ago")
_WEEKLY = Text("至多隔", "at most every")
_LATE = Text("已超期", "OVERDUE")
_UNDATED = Text("没有日期", "no dates")
_SOURCE = Text("来源", "source")
_UNNAMED = Text("未注明", "not told")
_NOTHING = Text("没有变化", "nothing changes")


def masked(phrase: str) -> str:
    """A phrase of which the first character is shown."""
    return phrase[:_SHOWN] + _MARK * (len(phrase) - _SHOWN)


def changes(before: Lexicon, after: Lexicon, plain: bool = False) -> dict[str, list[dict[str, object]]]:
    """What the second lexicon has that the first has not, and the other way round, and what changed its weight."""
    old = {(written(one), one.risk): one for one in before.entries}
    new = {(written(one), one.risk): one for one in after.entries}
    return {
        "added": [_row(one, plain) for key, one in new.items() if key not in old],
        "removed": [_row(one, plain) for key, one in old.items() if key not in new],
        "reweighted": [
            _row(one, plain) | {"was": old[key].weight}
            for key, one in new.items()
            if key in old and old[key].weight != one.weight
        ],
    }


def _row(entry: Entry, plain: bool) -> dict[str, object]:
    phrase = written(entry)
    return {"phrase": phrase if plain else masked(phrase), "risk": entry.risk, "weight": entry.weight}


def changes_lines(told: dict[str, list[dict[str, object]]], lang: str, each: bool = False) -> Iterator[str]:
    """The changes by risk, or each of them."""
    if not any(told.values()):
        yield _NOTHING.of(lang)
    for name, heading in (("added", _ADDED), ("removed", _REMOVED), ("reweighted", _REWEIGHTED)):
        rows = told[name]
        counts = Counter(str(row["risk"]) for row in rows)
        if rows:
            by_risk = ", ".join(f"{risk} {count}" for risk, count in sorted(counts.items()))
            yield f"{heading.of(lang)}  {len(rows):,}  ({by_risk})"
        for row in rows if each else ():
            was = f"  ({row['was']:g} →)" if "was" in row else ""
            yield f"  {row['risk']!s:<16} {row['weight']:.2f}  {row['phrase']}{was}"


def stats(lexicon: Lexicon, minima: Minima, today: date) -> dict[str, Any]:
    """Counts by risk against the minima, by source, and the age of the newest entry that is not of a day to come."""
    counts = Counter(one.risk for one in lexicon.entries)
    newest = max((one.date for one in lexicon.entries if one.date and one.date <= today.isoformat()), default="")
    age = (today - date.fromisoformat(newest)).days if newest else None
    sources = Counter((one.source, one.licence) for one in lexicon.entries)
    return {
        "version": lexicon.version,
        "digest": lexicon.digest,
        "total": {"phrases": len(lexicon), "least": minima.total},
        "risks": [
            {"risk": risk, "phrases": counts[risk], "least": minima.risks.get(risk)}
            for risk in sorted(counts.keys() | minima.risks.keys())
        ],
        "short": minima.missed(counts),
        "sources": [
            {"source": source, "licence": licence, "phrases": count}
            for (source, licence), count in sources.most_common()
        ],
        "newest": newest or None,
        "age_days": age,
        "update_days_max": minima.days,
        "overdue": age is None or (minima.days is not None and age > minima.days),
    }


def stats_lines(told: dict[str, Any], lang: str) -> Iterator[str]:
    """The counts as a table."""
    yield f"{told['version']}  {told['digest'][:12]}"
    yield _count_line(TOTAL, told["total"], told["short"], lang)
    for row in told["risks"]:
        yield _count_line(row["risk"], row, told["short"], lang)
    for row in told["sources"]:
        source, licence = row["source"] or _UNNAMED.of(lang), row["licence"] or _UNNAMED.of(lang)
        yield f"{_SOURCE.of(lang)} {source:<16} {row['phrases']:>8,}  {licence}"
    age = f"{told['newest']}, {told['age_days']} {_DAYS.of(lang)}" if told["newest"] else _UNDATED.of(lang)
    most = f" ({_WEEKLY.of(lang)} {told['update_days_max']})" if told["update_days_max"] else ""
    late = f"  {_LATE.of(lang)}" if told["overdue"] else ""
    yield f"{_AGE.of(lang)}: {age}{most}{late}"


def _count_line(name: str, row: dict[str, Any], short: list[str], lang: str) -> str:
    least = f"  {_LEAST.of(lang)} {row['least']:,}" if row["least"] else ""
    return f"{name:<16} {row['phrases']:>8,}{least}{'  ' + _SHORT.of(lang) if name in short else ''}"
