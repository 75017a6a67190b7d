"""Run: an unbroken stretch of letters, digits and what may stand between them; identifiers never cross its ends."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from guiju.checks.pii.weighing import planes

RUN_LIMIT = 512
"""Characters of a run; a longer one is read as several, so that none has to be held without end."""

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_ENDS = "挂学警港澳"
PASSPORT, CARD, PERMIT = "护照", "卡", "证"
"""What a number may be called right before it; names in Latin letters would have to be held in every stream."""

_LEAST = 5
_SPACES = " \u00a0\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63"
_DOTS = "·•‧∙⋅・"
_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
_LETTER = "A-Za-z\uff21-\uff3a\uff41-\uff5a"
_INSIDE = rf"[{_LETTER}\d_@.%+\-\uff3f\uff20\uff0e\uff05\uff0b\uff0d{_HYPHENS}{_DOTS}{_HIDDEN}]"
_STEP = rf"(?:[\d{_HIDDEN}](?:[{_SPACES}]{{1,2}}(?=[\d{_HIDDEN}]))?|{_INSIDE})"
_FRONT = rf"[{PROVINCES}](?:[{_LETTER}][{_SPACES}](?=[{_LETTER}\d{_HIDDEN}]))?"
_CALLING = "号码是为:："
_CALLED = rf"(?:{PASSPORT}|{CARD}|{PERMIT})[{_CALLING}{_SPACES}]{{0,4}}"

_RUN = re.compile(rf"(?:{_FRONT})?{_STEP}{{{_LEAST},{RUN_LIMIT}}}+[{PLATE_ENDS}]?")
_BLOCK = re.compile(rf"(?:{_CALLED})?(?:{_FRONT})?{_STEP}{{1,{RUN_LIMIT}}}+")
_CALLED_LAST = re.compile(rf"(?:{PASSPORT[0]}|{_CALLED})\Z")
_CALLED_ENDS = frozenset(PASSPORT + CARD + PERMIT + _CALLING)
_CALLED_LONGEST = 6
_WORTH = re.compile(r"[\d@\uff20]")
_SHORT = 64
_OUT, _IN, _SIGN = b".", b"a", b"0"
_HIDDEN_ONE = re.compile(rf"[{_HIDDEN}]")
_BESIDE_SPACES = re.compile(rf"[\d{_HIDDEN}]")
_INSIDE_ONE = re.compile(_INSIDE)
_LETTER_ONE = re.compile(rf"[{_LETTER}]")


@cache
def _plain() -> dict[int, str]:
    """Each digit of any script, full-width form, space, hyphen and dot as its ASCII or plain form."""
    plain = {ord(c): str(unicodedata.decimal(c)) for c in re.findall(r"\d", _every_character()) if c > "\x7f"}
    plain |= {p: chr(p - 0xFEE0) for p in range(0xFF01, 0xFF5F)}
    return plain | str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_DOTS, "·"))


@cache
def _inside() -> frozenset[str]:
    """The characters of which runs are made, spaces apart."""
    return frozenset(_INSIDE_ONE.findall(_every_character()))


@cache
def _sides() -> npt.NDArray[np.uint8]:
    """Of each character of the first plane whether it is worth a look, may stand in a run, or in none."""
    known = np.full(0x10000, ord(_OUT), np.uint8)
    for char in _every_character()[:0xFFFF]:
        if char in _inside() or char in _SPACES + PROVINCES + PLATE_ENDS:
            known[ord(char)] = ord(_SIGN if _WORTH.match(char) else _IN)
    known[0xFFFF] = ord(_SIGN)
    return known


def _every_character() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))


def prepare() -> None:
    """Builds the tables, so that the first text need not wait for them."""
    _plain()
    _inside()
    _sides()


@dataclass(frozen=True, slots=True)
class Run:
    """A run in plain characters, hidden ones left out; ``at`` has for each, and for the end, its place in the text.

    ``called`` begins with PASSPORT, CARD or PERMIT where the text right before the run calls it so.
    """

    text: str
    at: range | list[int]
    called: str = ""


def runs(text: str) -> Iterator[Run]:
    """The runs of a text that are long enough to hold an identifier."""
    for start, end in _stretches(text):
        for found in _RUN.finditer(text, start, end):
            if _WORTH.search(found[0]):
                yield _run(found[0], found.start(), _called(text, found.start()))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has nothing but what may stand in a run, with a sign that one is worth a look."""
    if len(text) < _SHORT:
        if _WORTH.search(text):
            yield 0, len(text)
        return
    sides, end = _sides()[planes(text)].tobytes(), 0
    while (sign := sides.find(_SIGN, end)) >= 0:
        start = sides.rfind(_OUT, end, sign) + 1 or end
        end = sides.find(_OUT, sign) % (len(text) + 1)
        if end - start >= _LEAST:
            yield start, end


def _run(source: str, start: int, called: str) -> Run:
    if source.isascii():
        return Run(source, range(start, start + len(source) + 1), called)
    if not _HIDDEN_ONE.search(source):
        return Run(source.translate(_plain()), range(start, start + len(source) + 1), called)
    kept = [n for n, char in enumerate(source) if not _HIDDEN_ONE.match(char)]
    plain = "".join(source[n] for n in kept).translate(_plain())
    return Run(plain, [*(start + n for n in kept), start + len(source)], called)


def settled(text: str) -> int:
    """The start of the run that the end of the text may still belong to, and of what it is called."""
    if not text or not _may_go_on(text):
        return len(text)
    start, inside = len(text), _inside()
    while start and (step := 1 if text[start - 1] in inside else _spaces(text, start)):
        start -= step
    start -= start > 0 and text[start - 1] in PROVINCES
    start -= len(_called(text, start))
    if len(text) - start <= RUN_LIMIT:
        return start
    return max((block.start() for block in _BLOCK.finditer(text, start)), default=start)


def _called(text: str, start: int) -> str:
    """What the text calls a number that begins at ``start``, or may yet call it."""
    before = text[max(0, start - _CALLED_LONGEST) : start]
    if before.rstrip(_SPACES)[-1:] not in _CALLED_ENDS:
        return ""
    found = _CALLED_LAST.search(before)
    return found[0] if found else ""


def _may_go_on(text: str) -> bool:
    last = text[-1]
    return last in _inside() or last in PROVINCES or last in _SPACES or last in _CALLED_ENDS


def _spaces(text: str, end: int) -> int:
    """How many spaces before ``end`` are inside a run, or may come to be."""
    count = 0
    while count < end and count < 3 and text[end - 1 - count] in _SPACES:
        count += 1
    before = text[: end - count][-2:]
    after = text[end : end + 1]
    if count in (1, 2) and _BESIDE_SPACES.match(before[-1:]):
        return count if not after or _BESIDE_SPACES.match(after) else 0
    plate = len(before) == 2 and before[0] in PROVINCES and _LETTER_ONE.match(before[1])
    return 1 if count == 1 and plate else 0
