"""Names in Latin letters, names from them without a dot (玛丽), and addresses as they are written in English."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from guiju.checks.pii import foreign
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
_AFTER_ROLE = re.compile(
    "(?:候选人|应聘者|同事|室友|患者|病人|学生|员工|实习生|教授|博士|医生|律师|"
    "工程师|主持人|导演|歌手|演员|作家|球员|教练|总裁|总监|创始人) ?"
    rf"(?P<name>{_NAME}(?: [A-Z]\.)? {_NAME})(?![A-Za-z@_]| [A-Z])"
)
_TYPE = (
    "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Highway|Hwy|Parkway|Pkwy|Terrace|Crescent|"
    "Court|Ct|Circle|Place|Pl|Square|Sq|Gardens|Grove"
)
_CITY = r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
_POSTAL = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
_ROOM = r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Room|Rm|Flat|#)\.? ?#?[0-9A-Z-]{1,5}(?![a-z]))?"
_STREET = re.compile(
    r"(?<![A-Za-z0-9_.,$£€-])(?<![Ii]n )(?<!ince )(?!\d+ (?:Hour|Day|Week|Minute|Year|Mile|Meter|Step)s?\b)"
    r"\d{1,5}[A-Z]? (?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.? )?"
    rf"(?:[A-Z][a-z'’]+|\d{{1,3}}(?:st|nd|rd|th))(?: [A-Z][a-z'’]+){{0,2}}? (?:{_TYPE})(?![A-Za-z])(?:\.(?=,| [A-Z]))?"
    rf"{_ROOM}"
    rf"(?:,? (?!(?:Apt|Suite)){_CITY}(?=,| [A-Z]))?(?:,? (?P<state>[A-Z]{{2}}) \d{{5}}(?:-\d{{4}})?|,? {_POSTAL})?"
    r"(?:, (?:USA|UK|U\.S\.A\.|United States|United Kingdom|Canada|Australia))?"
)
_TOWNED = re.compile(
    rf"(?<![A-Za-z0-9_.,$£€-])\d{{1,6}} [A-Z][a-z'’]+(?: [A-Z][a-z'’]+){{1,3}}{_ROOM}"
    rf", {_CITY},? (?P<state>[A-Z]{{2}}) \d{{5}}(?:-\d{{4}})?(?![\w-])"
)
_BOX = re.compile(r"(?<![A-Za-z])P\.? ?O\.? ?Box \d{1,6}(?!\d)")
_TOWN = re.compile(rf"(?<![A-Za-z]){_CITY}, (?P<state>[A-Z]{{2}}) \d{{5}}(?:-\d{{4}})?(?![\w-])")
_DIGIT = re.compile(r"\d")

_HARD = "斯尔德克姆森逊顿伯勒弗娜拉莉丽蒂妮卡尼亚诺特莎丝蕾菲柯赫恩茨奥艾埃鲁迪洛罗塔格科托"
_OF_A_THING = (
    "[州市省湾岛港山河湖城县区街路杯猫曲奖队节桥号塔军营宫堡峡]|大学|学院|定律|效应|方程|公式|法则|原理|公司|集团|主义|"
    "指数|函数|变换|分布|优化|定理|算法|电气|干酪|牌"
)
_THING = re.compile(_OF_A_THING)
_GOES_ON = re.compile(f"内斯|[{_HARD}·苏蓝绿希昂]|{_OF_A_THING}")
_LONGEST, _LEAST = 6, 0.5
_NOT_BEFORE = frozenset(_HARD + "·圣")
_CALLED = (
    "同事|朋友|老板|经理|老师|同学|客户|室友|男友|女友|丈夫|妻子|老公|老婆|导演|歌手|演员|设计师|总监|教练|作者|助理|"
    "[联关]系|约|问|叫|跟|和|与|给|对|让|被|请|告诉|认识|嘱咐|抄送|@|"
    "(?:Dear|Hi|Hello|Hey|Thanks,?|colleague|friend|brother|sister) "
)
_DOES = (
    "说|表示|认为|告诉|问|回复|提到|觉得|老师|经理|总监|先生|女士|小姐|同学|医生|教授|"
    "的(?:邮箱|电话|微信|手机|生日|老板|号码|地址)"
)
_ALONE = re.compile(
    rf"(?<![A-Za-z0-9_./-])(?P<left>(?:{_CALLED}) ?)?(?P<name>{_WORD})(?! ?[A-Za-z0-9_/@-]| ?[.·][A-Za-z])"
    rf"(?P<right> ?(?:{_DOES}))?"
)


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
    foreign.prepare()


def latin(text: str, at: int) -> Iterator[Identifier]:
    """Names and addresses of a sentence that begins at ``at``."""
    if _CAPITAL.search(text):
        for name in (*_TITLED.finditer(text), *_TOLD.finditer(text), *_AFTER_ROLE.finditer(text)):
            if not _lists()["none"] & set(name["name"].split()):
                alone = name.re is _TITLED and " " not in name["name"]
                yield Identifier(PERSON, at + name.start("name"), at + name.end(), ADDRESSED if alone else TOLD)
        yield from _pairs(text, at)
        for name in _ALONE.finditer(text):
            if (name["left"] or name["right"]) and name["name"] in _lists()["alone"]:
                yield Identifier(PERSON, at + name.start("name"), at + name.end("name"), TOLD)
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
    for start, end, chance in foreign.names(text, ends, _LEAST):
        _, high = _phrase(ends, start)
        if text[start:end] not in _lists()["country"] and not _THING.match(text, end, high):
            yield Identifier(PERSON, start, end, chance)


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
        western = first in known["given"] and last in known["surname"]
        if western or (
            not found[2] and (_pinyin(first, last) or (first not in known["single"] and _pinyin(last, first)))
        ):
            end = found.end(3)
            yield Identifier(PERSON, at + found.start(), at + end, SURE)
        elif first in known["alone"] and not {last, found[2].strip()} & known["none"]:
            end = found.end(3)
            yield Identifier(PERSON, at + found.start(), at + end, TOLD)


def _pinyin(surname: str, given: str) -> bool:
    known = _lists()
    if surname not in known["pinyin"] or surname == given:
        return False
    plain = given.lower().replace("-", "")
    return given in known["single"] or (len(plain) > 3 and bool(_two_syllables().fullmatch(plain)))


def _addresses(text: str, at: int) -> Iterator[Identifier]:
    states = _lists()["state"]
    for found in (*_TOWNED.finditer(text), *_STREET.finditer(text), *_BOX.finditer(text), *_TOWN.finditer(text)):
        state = found.groupdict().get("state")
        if state is None or state in states:
            yield Identifier(ADDRESS, at + found.start(), at + found.end(), TOLD)
