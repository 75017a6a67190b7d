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

from guiju.checks.pii.identifier import DOTS, HIDDEN, HYPHENS, INSIDE, LETTER, SPACES
from guiju.checks.pii.naming import LONGEST, Name, begun, label, may_lead, named
from guiju.checks.pii.weighing import planes

RUN_LIMIT = 512
"""Characters of a run; a longer one is read as several, so that none has to be held without end."""

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_ENDS = "挂学警港澳"

_LEAST = 5
_STEP = rf"(?:[\d{HIDDEN}](?:[{SPACES}]{{1,2}}(?=[\d{HIDDEN}]))?|{INSIDE})"
_FRONT = rf"[{PROVINCES}](?:[{LETTER}][{SPACES}](?=[{LETTER}\d{HIDDEN}]))?"

_RUN = re.compile(rf"(?:{_FRONT})?{_STEP}{{{_LEAST},{RUN_LIMIT}}}+[{PLATE_ENDS}]?")
_BLOCK = re.compile(rf"(?:{_FRONT})?{_STEP}{{1,{RUN_LIMIT}}}+")
MANY_DIGITS = re.compile(r"(?:\D*+\d){7}")
"""What has fewer digits is called nothing, for it may only be a plate or an address of mail."""
_WORTH = re.compile(r"[\d@\uff20]")
_SHORT = 64
_OUT, _IN, _SIGN = b".", b"a", b"0"
_HIDDEN_ONE = re.compile(rf"[{HIDDEN}]")
_BESIDESPACES = re.compile(rf"[\d{HIDDEN}]")
_INSIDE_ONE = re.compile(INSIDE)
_LETTER_ONE = re.compile(rf"[{LETTER}]")


@cache
def _plain() -> dict[int, str]:
    """Each digit of any script, full-width form, space, hyphen and dot as its ASCII or plain form."""
    plain = {ord(c): str(unicodedata.decimal(c)) for c in re.findall(r"\d", _every_character()) if c > "\x7f"}
    plain |= {p: chr(p - 0xFEE0) for p in range(0xFF01, 0xFF5F)}
    return plain | str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(DOTS, "·"))


@cache
def _inside() -> frozenset[str]:
    """The characters of which runs are made, spaces apart."""
    return frozenset(_INSIDE_ONE.findall(_every_character()))


@cache
def _sides() -> npt.NDArray[np.uint8]:
    """Of each character of the first plane whether it is worth a look, may stand in a run, or in none."""
    known = np.full(0x10000, ord(_OUT), np.uint8)
    for char in _every_character()[:0xFFFF]:
        if char in _inside() or char in SPACES + PROVINCES + PLATE_ENDS:
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

    ``called`` is what the text right before the run calls it.
    """

    text: str
    at: range | list[int]
    called: Name = Name.NONE

    def name(self, start: int) -> Name:
        """What the number is called that starts there in the run."""
        return named(self.called, self.text[:start]) if self.called else Name.NONE


def plain(text: str) -> str:
    """The text with as many characters, each of them in its plain form."""
    return text.translate(_plain())


def runs(text: str) -> Iterator[Run]:
    """The runs of a text that are long enough to hold an identifier."""
    for start, end in _stretches(text):
        for found in _RUN.finditer(text, start, end):
            if _WORTH.search(found[0]):
                before = label(text, found.start()) if MANY_DIGITS.match(found[0]) else None
                yield _run(found[0], found.start(), before.name if before else Name.NONE)


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


def _run(source: str, start: int, called: Name) -> Run:
    if source.isascii():
        return Run(source, range(start, start + len(source) + 1), called)
    if not _HIDDEN_ONE.search(source):
        return Run(plain(source), range(start, start + len(source) + 1), called)
    kept = [n for n, char in enumerate(source) if not _HIDDEN_ONE.match(char)]
    return Run(plain("".join(source[n] for n in kept)), [*(start + n for n in kept), start + len(source)], called)


def settled(text: str) -> int:
    """The start of the run that the end of the text may still belong to, and of what leads to it."""
    if not text or not _may_go_on(text):
        return len(text)
    start, inside = len(text), _inside()
    while start and (step := 1 if text[start - 1] in inside else _spaces(text, start)):
        start -= step
    start -= start > 0 and text[start - 1] in PROVINCES
    before = begun(text, start)
    if len(text) - start <= RUN_LIMIT:
        return before
    blocks = [block.start() for block in _BLOCK.finditer(text, start)]
    # Behind a block as short as a label, what begins as one would be one, which it is not within a longer run.
    last = next((block for block in reversed(blocks) if len(text) - block > LONGEST), start)
    return last if last > start else before


def _may_go_on(text: str) -> bool:
    last = text[-1]
    return last in _inside() or last in PROVINCES or last in SPACES or may_lead(last)


def _spaces(text: str, end: int) -> int:
    """How many spaces before ``end`` are inside a run, or may come to be."""
    count = 0
    while count < end and count < 3 and text[end - 1 - count] in SPACES:
        count += 1
    before = text[: end - count][-2:]
    after = text[end : end + 1]
    if count in (1, 2) and _BESIDESPACES.match(before[-1:]):
        return count if not after or _BESIDESPACES.match(after) else 0
    plate = len(before) == 2 and before[0] in PROVINCES and _LETTER_ONE.match(before[1])
    return 1 if count == 1 and plate else 0
