"""Folding: text as it is compared, in one width and case, with numbers written in one way."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = dict(zip("零〇一二两三四五六七八九", "001223456789", strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿]{1,30}")
_GAP = re.compile(r"(?<=\d)\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+(?=\d)")


def plain(text: str) -> str:
    """Text as it is compared: one width, no case, no spaces at its ends."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def folded(text: str) -> str:
    """Plain text with every number in digits: 三个月 is 3个月, and 十万, 10万 and 100,000 are 100000."""
    whole = _THOUSANDS.sub("", plain(text))
    return _GAP.sub("", _NUMERAL.sub(lambda match: _number(match.group()), whole))


def occurs(word: str, text: str) -> bool:
    """Whether a folded word is in a folded text: a number as a whole one, not as a part of a longer."""
    before = r"(?<!\d)" if word[0].isdigit() else ""
    after = r"(?!\d)" if word[-1].isdigit() else ""
    return re.search(f"{before}{re.escape(word)}{after}", text) is not None


def _number(told: str) -> str:
    """A numeral in digits; digits alone stay as they are, leading noughts too."""
    digits = "".join(_DIGITS.get(character, character) for character in told)
    return digits if digits.isdecimal() else str(_sum(digits))


def _sum(told: str) -> int:
    """The value of digits and units: each large unit multiplies what stands before it."""
    total = section = 0
    digits = ""
    for character in told:
        if character in _LARGE:
            total, section = (total + section + int(digits or not (total or section))) * _LARGE[character], 0
            digits = ""
        elif character in _UNITS:
            section += int(digits or 1) * _UNITS[character]
            digits = ""
        else:
            digits += character
    return total + section + int(digits or 0)
