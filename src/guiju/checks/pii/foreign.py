"""Names of other languages written in Han characters without a dot (安切洛蒂), by learned weights."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from guiju.checks.pii.weighing import Numbers

PLACES = 65_521
"""The table of weights has so many places."""

LONGEST, SHORTEST = 8, 2
SYLLABLES = (
    "阿埃艾安奥巴柏拜班邦保堡贝本比彼别宾波伯勃博布查茨达大戴丹当道德登迪蒂丁东杜顿多俄厄恩尔法凡菲费芬丰佛弗夫福盖甘"
    "冈高戈格根古瓜圭哈海汉豪赫亨洪胡华怀惠霍基吉济加贾简杰金喀卡凯坎康考柯科可克肯孔库夸昆拉莱赖兰朗劳勒雷黎里利丽莉"
    "连列林琳留龙卢鲁路伦罗洛马麦曼芒毛梅门蒙米密缅明摩莫默姆木穆拿纳娜南瑙内尼涅宁纽农努女诺欧帕潘庞佩彭皮普其奇齐恰"
    "强乔切琴丘曲瑞若萨塞赛桑瑟森沙莎山珊尚绍舍什圣施史舒斯思丝苏索塔泰坦汤唐陶特滕提廷图托瓦万旺威韦维魏温文翁沃乌伍"
    "武西希锡夏香肖谢辛欣休许雪雅亚延扬尧耶叶伊依易因英永尤于约云扎詹珍芝治朱兹祖佐弥妮薇黛露蕾茜溥觉新罕逊翰各柔廉奈"
    "迭茱芙璐葛玻蓬娅珀朵柴弩厚娄玛买迈鲍卜烈隆泽彻历理席松汗琼卫莲昂修杭培侬孟立富吕哥狄奎捷斐娃范爱申钱毕伏契季墨甫"
    "良采律略谟灵冯腾歇廖慕柳歌迦茹沁乃略蔡"
)
"""What names of other languages are written with."""

_SURE = (
    "斯尔德克姆森逊顿伯勒弗娜拉莉丽蒂妮卡尼亚诺特莎丝蕾菲柯赫恩茨奥艾埃鲁迪洛罗塔格科托巴里利马穆维萨"
    "兹佩帕哈戈瓦塞莫耶杰布"
)
_RUN = re.compile(rf"[{SYLLABLES}]{{{SHORTEST},}}+")
_DOTTED = re.compile(rf"[{SYLLABLES}]{{1,8}}(?:[·•・‧][{SYLLABLES}]{{1,10}}){{1,4}}")
_DOT = re.compile("[·•・‧]")
_SURE_ONE = re.compile(f"(?=.?.?[{_SURE}])[{SYLLABLES}]{{3}}|[{_SURE}]{{2}}")
_LIMIT, _MARGIN = 24, 1.0
_WHOLE = 127
"""No weight is greater."""
_NONE, _KIND, _FACTORS = 0, 7_919, (30_011, 17_389, 52_361)


class Run(NamedTuple):
    """A stretch of syllables in one phrase, and the places of what is counted of a name in it.

    ``pairs``: of each two neighbours; ``begins`` and ``ends``: of a name that begins or ends at a character.
    """

    start: int
    pairs: list[int]
    begins: list[tuple[int, ...]]
    ends: list[tuple[int, ...]]
    text: str


@cache
def _weights() -> tuple[list[int], float]:
    with (files("guiju.checks") / "data" / "pii_foreign.npz").open("rb") as file, np.load(file) as kept:
        return kept["weights"].tolist(), float(kept["scale"])


@cache
def _lengths() -> list[int]:
    weights, _ = _weights()
    return [weights[length_place(size)] for size in range(LONGEST + 1)]


def prepare() -> None:
    """Reads the weights, so that the first text need not wait for them."""
    _lengths()


def whole_place(name: str) -> int:
    """The place of a name as a whole."""
    made = 12 * _KIND
    for char in name:
        made = (made * 31 + ord(char)) % PLACES
    return made


def length_place(size: int) -> int:
    """The place of a length."""
    return (11 * _KIND + size * _FACTORS[0]) % PLACES


def runs(text: str, ends: list[int]) -> Iterator[Run]:
    """The runs of a text whose phrases end there."""
    for found in _RUN.finditer(text):
        start, stop = found.span()
        if not _SURE_ONE.search(text, start, stop):
            continue
        number = bisect_right(ends, start)
        while start < stop:
            high = min(stop, ends[number], start + _LIMIT)
            if high - start >= SHORTEST and _SURE_ONE.search(text, start, high):
                yield _run(text, start, high, ends[number - 1] if number else 0, ends[number])
            number += high == ends[number]
            start = high


def _run(text: str, start: int, stop: int, low: int, high: int) -> Run:
    left, right = max(low, start - 3), min(high, stop + 2)
    codes = [_NONE] * (3 - (start - left)) + [ord(c) for c in text[left:right]] + [_NONE] * (2 - (right - stop))
    one, two, three = ([code * factor for code in codes] for factor in _FACTORS)
    begins, ends = list[tuple[int, ...]](), list[tuple[int, ...]]()
    for at in range(3, 3 + stop - start):
        own, before, after = one[at], one[at - 1], one[at + 1]
        both = before + two[at - 2]
        begins.append((
            (2 * _KIND + own) % PLACES, (3 * _KIND + before) % PLACES, (4 * _KIND + both) % PLACES,
            (5 * _KIND + both + three[at - 3]) % PLACES, (6 * _KIND + before + two[at]) % PLACES,
        ))  # fmt: skip
        ends.append((
            (7 * _KIND + own) % PLACES, (8 * _KIND + after) % PLACES, (9 * _KIND + after + two[at + 2]) % PLACES,
            (10 * _KIND + own + two[at + 1]) % PLACES,
        ))  # fmt: skip
    pairs = [(_KIND + one[at] + two[at + 1]) % PLACES for at in range(3, 2 + stop - start)]
    return Run(start, pairs, begins, ends, text[start:stop])


def names(text: str, ends: list[int], least: float) -> Iterator[tuple[int, int, float]]:
    """Where names stand that are at least so likely: none over another."""
    weights, scale = _weights()
    weight, worth = weights.__getitem__, math.log(least / (1 - least)) / scale
    for run in runs(text, ends):
        size = len(run.text)
        begin = [sum(map(weight, places)) for places in run.begins]
        end = [sum(map(weight, places)) for places in run.ends]
        pair = [weights[place] for place in run.pairs]
        found = list[tuple[float, int, int]]()
        for first in range(size - 1):
            inner = begin[first]
            for last in range(first + 1, min(size, first + LONGEST)):
                inner += pair[last - 1]
                total = inner + end[last] + _lengths()[last - first + 1]
                if total > worth - _WHOLE:
                    total += weights[whole_place(run.text[first : last + 1])]
                    if total >= worth:
                        found.append((total, first, last + 1))
        done = list[tuple[int, int]]()
        for odds, first, last in sorted(found, key=lambda one: (-one[0], one[1])):
            if all(last <= a or b <= first for a, b in done):
                done.append((first, last))
                yield run.start + first, run.start + last, 1 / (1 + math.exp(-min(30.0, odds * scale)))


def dotted(text: str, phrase: Numbers) -> Iterator[tuple[int, int]]:
    """Names whose parts a dot joins, without what their first and last part seem to begin and end with."""
    if not _DOT.search(text):
        return
    weights, scale = _weights()
    weight = weights.__getitem__
    for found in _DOTTED.finditer(text):
        start, end = found.span()
        if phrase[start] != phrase[end - 1]:
            continue
        dots = [dot.start() for dot in _DOT.finditer(text, start, end)]
        low, high = max(0, start - 3), min(len(text), end + 2)
        while phrase[low] != phrase[start]:
            low += 1
        while phrase[high - 1] != phrase[start]:
            high -= 1
        first, last = _run(text, start, dots[0], low, high), _run(text, dots[-1] + 1, end, low, high)
        begins = [sum(map(weight, places)) for places in first.begins]
        ends = [sum(map(weight, places)) for places in last.ends]
        inner = list(map(weight, first.pairs)), list(map(weight, last.pairs))
        front = [begins[at] + sum(inner[0][at:]) for at in range(len(begins))]
        back = [ends[at] + sum(inner[1][:at]) for at in range(len(ends))]
        if max(front) > front[0] + _MARGIN / scale:
            start += front.index(max(front))
        if max(back) > back[-1] + _MARGIN / scale:
            end = dots[-1] + 2 + back.index(max(back))
        yield start, end
