"""Values: the numbers, percentages and parts of dates that a text states, in one form however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from guiju.core.check import Span

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_SCALES: Final = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_TO_NINETEEN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_BY_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: Final = {word: number for number, word in enumerate(_TO_NINETEEN.split())} | {
    word: 10 * number for number, word in enumerate(_BY_TENS.split(), 2)
}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_DATE_UNITS: Final = {"年": "year", "月": "month", "日": "day", "号": "day"}

_ARABIC: Final = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN: Final = "[零〇一二两三四五六七八九十百千万亿]"
_NUMBER: Final = re.compile(
    rf"(?P<arabic>{_ARABIC})\s*(?P<scale>[万亿]{{1,2}}|千(?!米|克|瓦|卡)|thousand|million|billion|trillion)?"
    rf"\s*(?P<unit>%|％|percent|年(?!代|来|间|以|前|后|级|龄|内|度)|月(?!内|来|以|间|前|后)|[日号])?"
    rf"|百分之(?P<share>{_HAN}{{1,7}})|(?P<han>{_HAN}{{1,12}})(?P<hanunit>年(?!级|来|代)|月|日|号)?"
    rf"|\b(?P<month>{'|'.join(_MONTHS)})\b\.?(?=\s+\d)"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b(?:[\s-]+(?P<ones>one|two|three|four|five|six|seven|eight|nine)\b)?"
    r"(?:\s+(?P<wordscale>hundred|thousand|million|billion))?",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile("[个人次名位岁倍成元家条项天届场枚座处件种年月日号周层]")
_NO_NUMBER: Final = frozenset("一十百千万亿两零〇")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Value(NamedTuple):
    """One value stated: its kind (``number``, ``percent``, ``year``, ``month``, ``day``), what it is, and where."""

    kind: str
    amount: float
    at: Span


def values(text: str) -> Iterator[Value]:
    """The values that a text states, in order."""
    for found in _NUMBER.finditer(text):
        if value := _value(found, text):
            yield value


def _value(found: re.Match[str], text: str) -> Value | None:
    part, at = found.groupdict(), found.span()
    if part["arabic"]:
        return _arabic(part, at)
    if part["share"]:
        return _of("percent", _han(part["share"]), at)
    if part["month"]:
        return Value("month", _MONTHS[part["month"].lower()], at)
    if part["word"]:
        amount = _WORDS[part["word"].lower()] + _WORDS.get((part["ones"] or "").lower(), 0)
        scale = (part["wordscale"] or "").lower()
        return Value("number", amount * (100 if scale == "hundred" else _SCALES.get(scale, 1)), at)
    written = part["han"]
    if part["hanunit"]:
        return _of(_DATE_UNITS[part["hanunit"]], _han(written), at)
    counted = _COUNTED.match(text, at[1])
    if len(written) < 2 and (not counted or written in _NO_NUMBER):
        return None
    return _of("number", _han(written), at)


def _arabic(part: dict[str, str], at: Span) -> Value:
    amount = float(part["arabic"].replace(",", "").replace("，", ""))
    for scale in re.findall("[万亿千]|[a-z]+", (part["scale"] or "").lower()):
        amount *= _TENS.get(scale) or _SCALES[scale]
    unit = part["unit"] or ""
    if unit in ("%", "％") or unit.lower() == "percent":
        return Value("percent", amount, at)
    if unit in _DATE_UNITS:
        return Value(_DATE_UNITS[unit], amount, at)
    year = not part["scale"] and _YEAR.fullmatch(part["arabic"])
    return Value("year" if year else "number", amount, at)


def _of(kind: str, amount: float | None, at: Span) -> Value | None:
    return None if amount is None else Value(kind, amount, at)


def _han(written: str) -> float | None:
    """A number written in Han digits, or None where it is none. Digits alone are read one by one, as years are."""
    if all(char in _DIGITS for char in written):
        return float("".join(str(_DIGITS[char]) for char in written))
    total, section, digit = 0, 0, None
    for char in written:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section) * _SCALES[char] if section else total * _SCALES[char]
            section, digit = 0, None
    return float(total + section + (digit or 0))
