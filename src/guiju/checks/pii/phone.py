"""pii.phone: mobile numbers of mainland China, landlines, service numbers, and numbers with a country code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.identifier import ALONE_AFTER, ALONE_BEFORE, CERTAIN, GAP, INSIDE, LIKELY, SHAPE_ONLY, Identifier
from guiju.checks.pii.run import Run, plain

RISK = "pii.phone"

_NAMES = ("tel", "phone", "mobile", "mob", "cell", "call", "qq", "wx", "vx", "wechat", "weixin", "whatsapp")
_CALLED = f"(?<=[A-Za-z])(?i:{'|'.join(f'(?<={name})' for name in _NAMES)})[_-]?"
_GROUPS = rf"{GAP}\d{{4}}{GAP}\d{{4}}|{GAP}\d{{3}}{GAP}\d{{5}}|\.\d{{4}}\.\d{{4}}"
_EXTENSION, _WORD = r"-\d{1,4}(?![0-9A-Za-z_-])", "[A-Za-z]{3,}(?![0-9A-Za-z_])"
_PHONE = re.compile(
    rf"(?:{ALONE_BEFORE}|{_CALLED})((?:(?:\+|00)?86{GAP})?1[3-9]\d(?:{_GROUPS}))(?:{ALONE_AFTER}|(?={_EXTENSION}|{_WORD}))"
)

_AREA = r"(?:10|2[0-57-9]|[3-9]\d{2})"
_LANDLINE = re.compile(
    rf"{ALONE_BEFORE}((?:(?:\+|00)86{GAP}{_AREA}|0{_AREA})(-| {{1,2}}|)"
    rf"[2-8]\d{{2,3}}{GAP}\d{{4}}(?:-\d{{1,5}})?){ALONE_AFTER}"
)
_SERVICE = re.compile(rf"{ALONE_BEFORE}([48]00([ -])\d{{3}}\2?\d{{4}}|[48]00([ -])\d{{4}}\3?\d{{3}}){ALONE_AFTER}")
_ABROAD = re.compile(
    rf"(?:{ALONE_BEFORE})((?:\+|00)(?:852|853){GAP}[2-9]\d{{3}}{GAP}\d{{4}}|(?:\+|00)886{GAP}0?9\d{{2}}{GAP}\d{{3}}{GAP}\d{{3}}"
    rf"|(?:\+|00)886{GAP}0?[2-8]{GAP}\d{{3,4}}{GAP}\d{{4}}|09\d{{2}}-\d{{3}}-?\d{{3}}"
    rf"|\+(?!86)[1-9]\d{{0,2}}[ -]\d{{1,5}}(?:[ -]\d{{2,5}}){{1,4}}){ALONE_AFTER}"
)
_CODE = rf"(?:(?:\+|00)86{GAP})"
_LOCAL = rf"{GAP}[2-8]\d{{2,3}}{GAP}\d{{4}}(?:-\d{{1,5}})?"
_FIRST = rf"(?<!{INSIDE})"
_BRACKETED = re.compile(
    rf"(?:(?:{_FIRST}{_CODE}\(0?{_AREA}|\(0{_AREA})\){_LOCAL}"
    rf"|{_FIRST}\+(?!86)[1-9]\d{{0,2}}{GAP}\(\d{{1,4}}\){GAP}\d{{2,5}}(?:[ -]?\d{{2,5}}){{1,3}})"
    rf"{ALONE_AFTER}"
)
_OPEN = re.compile(r"[(（]\d{1,4}[)）]")
_LEFT, _RIGHT = 8, 40
_PREFIX = re.compile(r"\+|0[09]")
_DIGITS = range(8, 16)


def phones(run: Run) -> Iterator[Identifier]:
    """Mobile numbers, whole or in the groups people write; landlines with their area; what has a country code."""
    for found in _PHONE.finditer(run.text):
        yield Identifier(RISK, found.start(1), found.end(1), CERTAIN)
    if "0" in run.text or "+" in run.text:
        yield from _others(run)


def in_brackets(text: str) -> Iterator[Identifier]:
    """Numbers whose area stands in brackets, which no run holds: their places are those of the text."""
    for area in _OPEN.finditer(text) if "(" in text or "（" in text else ():
        first = max(0, area.start() - _LEFT)
        for found in _BRACKETED.finditer(plain(text[first : area.end() + _RIGHT])):
            here = first + found.start() + found[0].index("(") == area.start()
            if here and sum(map(str.isdigit, found[0])) in _DIGITS:
                yield Identifier(RISK, first + found.start(), first + found.end(), LIKELY)


def _others(run: Run) -> Iterator[Identifier]:
    for found in _LANDLINE.finditer(run.text):
        whole = not found[2] and found[1][0] == "0" and found[1][1] != "0"
        yield Identifier(RISK, found.start(1), found.end(1), SHAPE_ONLY if whole else LIKELY)
    for found in _SERVICE.finditer(run.text) if "00" in run.text else ():
        yield Identifier(RISK, found.start(1), found.end(1), LIKELY)
    for found in _ABROAD.finditer(run.text) if _PREFIX.search(run.text) else ():
        if sum(char.isdigit() for char in found[1]) in _DIGITS:
            yield Identifier(RISK, found.start(1), found.end(1), LIKELY)
