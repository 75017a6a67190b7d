"""Names in Latin letters, names from them without a dot (玛丽), and addresses as they are written in English."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from guiju.checks.pii.identifier import Identifier

PERSON, ADDRESS = "pii.person", "pii.address"
KNOWN, SURE, TOLD, ADDRESSED = 0.999, 0.95, 0.85, 0.6
"""Scores: known names that stand together · a given name with a surname · what leads to a name · Mr Smith."""

_WORD = r"[A-Z][a-z]{0,2}['’]?[A-Z]?[a-z]+"
_NAME = rf"{_WORD}(?:-{_WORD})?"
_MIDDLE = rf"(?: [A-Z]\.| {_NAME})?"
_CAPITAL = re.compile("[A-Z][a-z]")
_PAIR = re.compile(rf"(?<![A-Za-z@_./-])(?=({_NAME})({_MIDDLE}) ({_NAME})(?![A-Za-z@_-]|['’][A-Z]))[A-Z]")
_TITLED = re.compile(
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Mx|Dr|Prof)(?:\. ?| )"
    rf"(?P<name>{_NAME}(?: [A-Z]\.)?(?: {_NAME}){{0,2}})(?![A-Za-z@_])"
)
_TOLD = re.compile(
    r"(?i:(?<![a-z])(?:my (?:full |first |last )?name is|my name's|name[:：]|please call me|"
    r"(?:i am|i'm|i’m) called|signed by|yours sincerely,|regards,|我叫|我是|姓名[:：]|名叫))"
    rf" {{0,2}}(?P<name>{_NAME}(?:(?: [A-Z]\.)? {_NAME}){{0,2}})(?![A-Za-z@_])"
)
_TYPE = (
    "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Highway|Hwy|Parkway|Pkwy|Terrace|Crescent|"
    "Court|Ct|Circle|Place|Pl|Square|Sq|Gardens|Grove"
)
_CITY = r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
_POSTAL = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
_STREET = re.compile(
    r"(?<![A-Za-z0-9_.,$£€-])(?<![Ii]n )(?<!ince )(?!\d+ (?:Hour|Day|Week|Minute|Year|Mile|Meter|Step)s?\b)"
    r"\d{1,5}[A-Z]? (?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.? )?"
    rf"(?:[A-Z][a-z'’]+|\d{{1,3}}(?:st|nd|rd|th))(?: [A-Z][a-z'’]+){{0,2}}? (?:{_TYPE})(?![A-Za-z])(?:\.(?=,| [A-Z]))?"
    r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Room|Rm|Flat|#)\.? ?#?[0-9A-Z-]{1,5}(?![a-z]))?"
    rf"(?:,? (?!(?:Apt|Suite)){_CITY}(?=,| [A-Z]))?(?:,? (?P<state>[A-Z]{{2}}) \d{{5}}(?:-\d{{4}})?|,? {_POSTAL})?"
    r"(?:, (?:USA|UK|U\.S\.A\.|United States|United Kingdom|Canada|Australia))?"
)
_BOX = re.compile(r"(?<![A-Za-z])P\.? ?O\.? ?Box \d{1,6}(?!\d)")
_TOWN = re.compile(rf"(?<![A-Za-z]){_CITY}, (?P<state>[A-Z]{{2}}) \d{{5}}(?:-\d{{4}})?(?![\w-])")
_DIGIT = re.compile(r"\d")

_HARD = "斯尔德克姆森逊顿伯勒弗娜拉莉丽蒂妮卡尼亚诺特莎丝蕾菲柯赫恩茨奥艾埃鲁迪洛罗塔格科托"
_GOES_ON = re.compile(
    f"(?:内斯|[{_HARD}·州市省湾岛港山河湖城县区街路杯猫苏曲奖队节桥号塔军营宫堡峡蓝绿希昂]|大学|学院|定律|效应|方程|公式|法则|原理|公司|集团|主义|"
    "指数|函数|变换|分布)"
)
_SPEAKS = re.compile(
    f"(?<=[{_HARD}])(?:表示|认为|指出|说道|告诉|透露|强调|坦言|回忆|先生|女士|太太|夫人|教授|博士|医生|总统|首相|爵士)"
)
_FOREIGN = re.compile(
    rf"(?<![\u4e00-\u9fff·])[{_HARD}阿安巴贝本布查达丹多费汉华怀霍杰金凯康库莱兰朗雷里利林伦马麦曼梅门蒙米莫穆纳欧帕潘佩普乔瑞萨桑沙施史舒苏索泰"
    r"汤图瓦万威韦维温沃乌西希夏谢雅伊约詹]{3,6}\Z"
)
_LONGEST = 6
_NOT_BEFORE = frozenset(_HARD + "·圣")
_HARD_ONE = re.compile(f"[{_HARD}]")


@cache
def _lists() -> dict[str, frozenset[str]]:
    lines = (files("guiju.checks") / "data" / "pii_latin.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: frozenset(line.split()[1:]) for line in lines if line}


@cache
def _pairs_of() -> re.Pattern[str]:
    """Two characters of which the first begins a known name and the second follows in one."""
    names = _lists()["han"]
    return re.compile(f"[{''.join(sorted({n[0] for n in names}))}](?=[{''.join(sorted({n[1] for n in names}))}])")


@cache
def _two_syllables() -> re.Pattern[str]:
    one = "|".join(sorted(_lists()["syllable"], key=len, reverse=True))
    return re.compile(rf"(?:{one}){{2}}")


def prepare() -> None:
    """Reads the lists, so that the first text need not wait for them."""
    _pairs_of()
    _two_syllables()


def latin(text: str, at: int) -> Iterator[Identifier]:
    """Names and addresses of a sentence that begins at ``at``."""
    if _CAPITAL.search(text):
        for name in (*_TITLED.finditer(text), *_TOLD.finditer(text)):
            if not _lists()["none"] & set(name["name"].split()):
                alone = name.re is _TITLED and " " not in name["name"]
                yield Identifier(PERSON, at + name.start("name"), at + name.end(), ADDRESSED if alone else TOLD)
        yield from _pairs(text, at)
        if _DIGIT.search(text):
            yield from _addresses(text, at)


def transliterated(text: str, ends: list[int]) -> Iterator[Identifier]:
    """Names of other languages in Han characters without a dot, each in one phrase: known ones, and some that speak."""
    done = 0
    for found in _pairs_of().finditer(text):
        start = found.start()
        if start < done or not (end := _known_end(text, start)):
            continue
        low, high = _phrase(ends, start)
        if end > high or _GOES_ON.match(text, end, high) or (start > low and text[start - 1] in _NOT_BEFORE):
            continue
        done = end
        yield Identifier(PERSON, start, end, KNOWN)
    for found in _SPEAKS.finditer(text):
        low, high = _phrase(ends, found.start())
        name = _FOREIGN.search(text[max(low, found.start() - _LONGEST - 1) : found.start()])
        if not name or found.end() > high or name[0] in _lists()["country"]:
            continue
        if len(_HARD_ONE.findall(name[0])) > 1:
            yield Identifier(PERSON, found.start() - len(name[0]), found.start(), TOLD)


def _phrase(ends: list[int], at: int) -> tuple[int, int]:
    number = bisect_right(ends, at)
    return (ends[number - 1] if number else 0), ends[number]


def _known_end(text: str, at: int) -> int:
    """Where the one or two known names end that begin there, or 0."""
    known, end = _lists()["han"], at
    for _ in range(2):
        end += next((size for size in range(_LONGEST, 1, -1) if text[end : end + size] in known), 0)
    return end if end > at else 0


def _pairs(text: str, at: int) -> Iterator[Identifier]:
    known, end = _lists(), 0
    for found in _PAIR.finditer(text):
        if found.start() < end:
            continue
        first, last = found[1], found[3]
        foreign = first in known["given"] and last in known["surname"]
        if foreign or (
            not found[2] and (_pinyin(first, last) or (first not in known["single"] and _pinyin(last, first)))
        ):
            end = found.end(3)
            yield Identifier(PERSON, at + found.start(), at + end, SURE)


def _pinyin(surname: str, given: str) -> bool:
    known = _lists()
    if surname not in known["pinyin"] or surname == given:
        return False
    plain = given.lower().replace("-", "")
    return given in known["single"] or (len(plain) > 3 and bool(_two_syllables().fullmatch(plain)))


def _addresses(text: str, at: int) -> Iterator[Identifier]:
    states = _lists()["state"]
    for found in (*_STREET.finditer(text), *_BOX.finditer(text), *_TOWN.finditer(text)):
        state = found.groupdict().get("state")
        if state is None or state in states:
            yield Identifier(ADDRESS, at + found.start(), at + found.end(), TOLD)
