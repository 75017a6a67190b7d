"""What ``guiju label`` shows of a file, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from guiju.cli.columns import encodable, padded, printable
from guiju.core.text import Text
from guiju.labels import Examined, Remark, Verdict, aigc_fields

VERDICTS: Final[dict[Verdict, Text]] = {
    "compliant": Text("合规", "compliant"),
    "noncompliant": Text("不合规", "not compliant"),
    "none": Text("没有标识", "no label"),
    "inconclusive": Text("无法判定", "inconclusive"),
}
_SEEN: Final = {True: Text("有", "yes"), False: Text("无", "no"), None: Text("未看", "not looked at")}
_EXPLICIT: Final = Text("显式标识", "explicit label")
_AT: Final = Text("字节 {}", "byte {}")
_MARKS: Final = {"fail": "✗", "doubt": "?", "note": "·"}
_WIDE: Final = 14
_MOST: Final = 100


def told(file: str, examined: Examined, lang: str) -> dict[str, Any]:
    """The row of one file."""
    return {
        "file": encodable(file),
        "verdict": examined.verdict,
        "format": examined.carrier or None,
        "label": aigc_fields(examined.label) if examined.label else None,
        "explicit": examined.explicit,
        "findings": [_finding(remark, lang) for remark in _first(examined.remarks)],
    }


def lines(file: str, examined: Examined, lang: str) -> Iterator[str]:
    """The same for a reader: the verdict, the fields, and each finding with its clause, byte and repair."""
    yield from map(printable, _lines(file, examined, lang))


def _lines(file: str, examined: Examined, lang: str) -> Iterator[str]:
    yield f"{padded(VERDICTS[examined.verdict].of(lang), _WIDE)} {file}" + (
        f"  ({examined.carrier})" if examined.carrier else ""
    )
    yield from fields(examined)
    if examined.carrier:
        yield f"  {_EXPLICIT.of(lang)}: {_SEEN[examined.explicit].of(lang)}"
    for remark in _first(examined.remarks):
        clause = f"[{remark.clause}] " if remark.clause else ""
        place = f" ({_AT.of(lang).format(remark.at)})" if remark.at is not None else ""
        yield f"  {_MARKS[remark.weight]} {clause}{remark.what.of(lang)}{place}"
        if remark.repair.of(lang) and remark.weight != "note":
            yield f"      → {remark.repair.of(lang)}"


def table(rows: Sequence[tuple[str, Examined]], lang: str) -> Iterator[str]:
    """One line for each file, and how many came to which verdict."""
    yield from map(printable, _table(rows, lang))


def fields(examined: Examined) -> Iterator[str]:
    """The fields of a label that was read, for a reader."""
    if examined.label:
        for key, text in aigc_fields(examined.label).items():
            yield printable(f"  {padded(key, 18)} {text}" if text else f"  {key}")


def _table(rows: Sequence[tuple[str, Examined]], lang: str) -> Iterator[str]:
    for file, examined in rows:
        worst = next((remark for remark in examined.remarks if remark.weight != "note"), None)
        why = f"  {worst.what.of(lang)}" if worst else ""
        yield f"{padded(VERDICTS[examined.verdict].of(lang), _WIDE)} {padded(examined.carrier or '-', 9)} {file}{why}"
    counted = Counter(examined.verdict for _, examined in rows)
    yield " · ".join(f"{VERDICTS[verdict].of(lang)} {counted[verdict]}" for verdict in VERDICTS if counted[verdict])


def _first(remarks: Sequence[Remark]) -> Sequence[Remark]:
    """So many remarks as are shown, and how many there are beside them; the gravest come first."""
    beyond = len(remarks) - _MOST
    return (*remarks[:_MOST], Remark("too_large", None, f"+{beyond}")) if beyond > 0 else remarks


def _finding(remark: Remark, lang: str) -> dict[str, Any]:
    return {
        "code": remark.code,
        "weight": remark.weight,
        "clause": remark.clause,
        "what": remark.what.of(lang),
        "offset": remark.at,
        "repair": remark.repair.of(lang),
    }
