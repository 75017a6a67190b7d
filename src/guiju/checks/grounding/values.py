"""Values: the numbers, percentages and parts of dates that a text states, in one form however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from guiju.core.check import Span

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_BEFORE_TENTHS: Final = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
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
    rf"|百分之(?P<share>{_HAN}{{1,7}})|(?P<tenths>[一二三四五六七八九])成"
    r"(?P<hundredths>[一二三四五六七八九](?!个|种|次|名))?"
    rf"|(?<!第)(?P<han>{_HAN}{{1,12}})(?P<hanunit>年(?!级|来|代)|月|日|号)?"
    rf"|\b(?P<month>{'|'.join(_MONTHS)})\b\.?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b(?:[\s-]+(?P<ones>one|two|three|four|five|six|seven|eight|nine)\b)?"
    r"(?:\s+(?P<wordscale>hundred|thousand|million|billion))?",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    "小时|公[里斤顷]|[升天块度斤克米只台套本个人次名位岁倍成元家条项天届场枚座处件种年月日号周层]"
)
_NO_NUMBER: Final = frozenset("一十百千万亿两零〇")
_ENGLISH_DAYS: Final = ("", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY: Final = re.compile(
    rf"(?:周|星期|礼拜|週)([一二三四五六日天])(?!年|期)|\b({'|'.join(_ENGLISH_DAYS[1:])})s?\b", re.IGNORECASE
)
_PLAIN: Final = 6
"""Letters from which on the name of a month is no other word, as may and march are."""
_LEAST_YEAR: Final = 100
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Value(NamedTuple):
    """One value stated: its kind (``number``, ``percent``, ``year``, ``month``, ``day``), what it is, and where."""

    kind: str
    amount: float
    at: Span


def values(text: str) -> Iterator[Value]:
    """The values that a text states, in order."""
    for found in _WEEKDAY.finditer(text):
        day = found[1] or found[2].lower()
        yield Value(
            "weekday",
            "一二三四五六日".find(day.replace("天", "日")) + 1 if found[1] else _ENGLISH_DAYS.index(day),
            found.span(),
        )
    for found in _NUMBER.finditer(text):
        if value := _value(found, text):
            yield value


def _value(found: re.Match[str], text: str) -> Value | None:
    part, at = found.groupdict(), found.span()
    if part["arabic"]:
        return _arabic(part, at)
    if part["share"]:
        return _of("percent", _han(part["share"]), at)
    if part["tenths"]:
        return Value("percent", 10 * _DIGITS[part["tenths"]] + _DIGITS.get(part["hundredths"] or "", 0), at)
    if part["month"]:
        if (
            not re.search(r"\d", text[max(0, at[0] - 3) : at[0]] + text[at[1] : at[1] + 3])
            and len(part["month"]) < _PLAIN
        ):
            return None
        return Value("month", _MONTHS[part["month"].lower()], at)
    if part["word"]:
        amount = _WORDS[part["word"].lower()] + _WORDS.get((part["ones"] or "").lower(), 0)
        scale = (part["wordscale"] or "").lower()
        return Value("number", amount * (100 if scale == "hundred" else _SCALES.get(scale, 1)), at)
    written = part["han"]
    if part["hanunit"]:
        said = _han(written)
        short = part["hanunit"] == "年" and said is not None and said < _LEAST_YEAR
        return _of("number" if short else _DATE_UNITS[part["hanunit"]], said, at)
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
    last = written[-2:-1]
    if digit and last in _BEFORE_TENTHS:
        digit *= _BEFORE_TENTHS[last] // 10
    return float(total + section + (digit or 0))


_DURATION: Final = re.compile(
    r"\s?(?:个)?(半)?\s?(小时|钟头|分钟|天|周|星期|hours?\b|minutes?\b|days?\b|weeks?\b|h\b|min\b)"
)
_MINUTES: Final = {"小时": 60, "钟头": 60, "分钟": 1, "天": 1440, "周": 10080, "星期": 10080, "hour": 60, "minute": 1,
                   "day": 1440, "week": 10080, "h": 60, "min": 1}  # fmt: skip


def durations(text: str, value: Value) -> Iterator[float]:
    """How many minutes a value is, where it is a time that something takes."""
    found = _DURATION.match(text, value.at[1])
    if found:
        yield (value.amount + (0.5 if found[1] else 0)) * _MINUTES[found[2].removesuffix("s")]
