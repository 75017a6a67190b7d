"""Naming: what the text calls a number right before it: a passport, a card, a permit, or a thing that is nobody's.

Every beginning of such a label, or of an area in brackets, is told too, so that a stream can wait for what it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from importlib.resources import files
from typing import Final, NamedTuple

from guiju.checks.pii.identifier import HYPHENS, INSIDE, SPACES

LONGEST: Final = 40
"""Characters of a label at most."""


class Name(StrEnum):
    """What a number is called. LOOSE: a thing, in words that may as well stand before somebody's telephone."""

    NONE = ""
    PASSPORT = "passport"
    CARD = "card"
    PERMIT = "permit"
    THING = "thing"
    LOOSE = "loose"


class Label(NamedTuple):
    """Where a label begins and what it says."""

    start: int
    name: Name


def _any(words: Iterable[str]) -> str:
    listed = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?=[{''.join(sorted({word[0] for word in listed}))}])(?:{'|'.join(map(re.escape, listed))})"


def _begun(words: Iterable[str]) -> str:
    """Every beginning of the words, they themselves too."""
    return _any(word[:size] for word in words for size in range(1, len(word) + 1))


def _rows() -> dict[str, list[str]]:
    text = (files("guiju.checks") / "data" / "pii_labels.txt").read_text(encoding="utf-8")
    return {name: words for name, *words in map(str.split, text.splitlines())}


_ROWS: Final = _rows()
"""What is a person's though it ends as others do; what is a thing's as it stands; things, which have the kinds; who
brings them and may be called; and in English codes, and things."""

_CALLING: Final = f"[号码是为:：{SPACES}]{{0,4}}"
_LINKS: Final = f"是为:：=＝#＃№\"'“”‘’(（\\[【「\t{SPACES}"
_LINK: Final = f"[{_LINKS}]{{0,6}}"
_SET: Final = f"[{SPACES}]?[是为:：=＝#＃№]{_LINK}"

_KINDS_EN: Final = r"(?:[ _-]?(?:no|nr|num|number|id|code)\.?| ?[#＃№])"
_FIRST: Final = rf"(?<!{INSIDE})"
_HAN: Final = [word for row in ("own", "numbered", "things", "couriers") for word in _ROWS[row]]
_OWN, _NUMBERED, _THINGS, _COURIERS, _KINDS, _CODES, _ENGLISH = map(_any, _ROWS.values())
_LOOSE: Final = _any((*_ROWS["things"], *_ROWS["couriers"]))
_ID: Final = rf"[{SPACES}]?(?i:id|no|number|code)\.?"
_KIND: Final = rf"的?(?:{_KINDS}(?:{_ID})?|{_ID})"
_IS: Final = f"(?i: is)?{_LINK}"
_LABEL: Final = re.compile(
    rf"(?:(?P<own>{_OWN}[号码{_LINKS}]{{0,6}})|(?P<passport>护照{_CALLING})"
    rf"|(?P<thing>{_NUMBERED}(?:{_ID})?{_LINK}|{_THINGS}(?:{_KIND}{_LINK}|{_SET})|{_COURIERS}{_ID}{_LINK}"
    rf"|{_FIRST}(?i:(?:{_CODES})(?:{_KINDS_EN})?|(?:{_ENGLISH}){_KINDS_EN}){_IS})"
    rf"|(?P<loose>{_LOOSE}{_LINK}|{_FIRST}(?i:{_ENGLISH}){_IS})"
    rf"|(?P<card>卡{_CALLING})|(?P<permit>证{_CALLING}))\Z"
)
_BEGUN: Final = re.compile(rf"(?:护|{_begun(_HAN)}|{_THINGS}的?(?:{_begun(_ROWS['kinds'])})?|{_FIRST}(?i:[sp]/))\Z")
_LONGEST_WORD: Final = 8
_AREA_BEGUN: Final = re.compile(
    rf"(?:{_FIRST}(?:[+\uff0b]|00)\d{{1,3}}[{SPACES}{HYPHENS}\uff0d-]{{0,2}})?[(（](?:\d{{1,4}}[)）][{SPACES}]{{0,2}})?\Z"
)
_ENDS: Final = frozenset("".join((*_HAN, *_ROWS["kinds"])) + "护照卡证的/)）" + _LINKS)
_LAST_HAN: Final = frozenset(word[-1] for word in (*_HAN, *_ROWS["kinds"])) | frozenset("护照卡证")
_LAST_WORDS: Final = (
    *("no", "nr", "num", "number", "id", "code", ".", "is"),
    *_ROWS["codes"],
    *_ROWS["english"],
)
_NAMES: Final = {name.value: name for name in Name}
_FURTHER: Final = re.compile(r"(?i:(no|nr|num|number)\.)?[-.+]*")


def may_lead(char: str) -> bool:
    """Whether a label or an area, or a beginning of one, may end in a character that no run has."""
    return char in _ENDS


def label(text: str, end: int) -> Label | None:
    """The label that ends at ``end``."""
    if not end or text[end - 1] not in _ENDS or not _may_end(text[max(0, end - LONGEST) : end]):
        return None
    found = _LABEL.search(text, max(0, end - LONGEST), end)
    return Label(found.start(), _NAMES.get(found.lastgroup or "", Name.NONE)) if found else None


def _may_end(text: str) -> bool:
    """Whether the last word is one of a label, so that it is worth a look."""
    word = text.rstrip(_LINKS)
    return not word or word[-1] in _LAST_HAN or (word[-1] < "\x7f" and word.lower().endswith(_LAST_WORDS))


def begun(text: str, end: int) -> int:
    """Where the label or the area begins that ends at ``end``, or that may yet go on there; else ``end``."""
    if not end or text[end - 1] not in _ENDS:
        return end
    whole, area = label(text, end), _AREA_BEGUN.search(text, max(0, end - LONGEST), end)
    word = _BEGUN.search(text, max(0, end - _LONGEST_WORD), end)
    return min(whole.start if whole else end, area.start() if area else end, word.start() if word else end)


def named(name: Name, before: str) -> Name:
    """What a number is called that has ``before`` between its label and itself."""
    if not before or name in (Name.NONE, Name.PASSPORT, Name.CARD, Name.PERMIT):
        return name
    found = _FURTHER.fullmatch(before)
    return Name.NONE if not found else Name.THING if found[1] else name
