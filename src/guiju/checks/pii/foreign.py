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

BITS = 16
"""The table of weights has so many places, as a power of two."""

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
_NONE, _KIND, _LAST = 0, 0x9E3779B1, (1 << BITS) - 1


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


def prepare() -> None:
    """Reads the weights, so that the first text need not wait for them."""
    _weights()


def _kept(mixed: int) -> int:
    return ((mixed & 0xFFFFFFFF) * 0x2545F491 >> 13) & _LAST


def whole_place(name: str) -> int:
    """The place of a name as a whole."""
    made = 0
    for char in name:
        made = (made * 31 + ord(char)) & 0xFFFFFFFF
    return _kept(12 * _KIND + made * 0x85EBCA6B)


def length_place(size: int) -> int:
    """The place of a length."""
    return _kept(11 * _KIND + size * 0x85EBCA6B)


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
    one, two, three = ([code * factor for code in codes] for factor in (0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F))
    begins, ends = list[tuple[int, ...]](), list[tuple[int, ...]]()
    for at in range(3, 3 + stop - start):
        begins.append((
            _kept(2 * _KIND + one[at]), _kept(3 * _KIND + one[at - 1]), _kept(4 * _KIND + one[at - 1] + two[at - 2]),
            _kept(5 * _KIND + one[at - 1] + two[at - 2] + three[at - 3]), _kept(6 * _KIND + one[at - 1] + two[at]),
        ))  # fmt: skip
        ends.append((
            _kept(7 * _KIND + one[at]), _kept(8 * _KIND + one[at + 1]), _kept(9 * _KIND + one[at + 1] + two[at + 2]),
            _kept(10 * _KIND + one[at] + two[at + 1]),
        ))  # fmt: skip
    pairs = [_kept(1 * _KIND + one[at] + two[at + 1]) for at in range(3, 2 + stop - start)]
    return Run(start, pairs, begins, ends, text[start:stop])


def names(text: str, ends: list[int], least: float) -> Iterator[tuple[int, int, float]]:
    """Where names stand that are at least so likely: none over another."""
    weights, scale = _weights()
    for run in runs(text, ends):
        size = len(run.text)
        begin = [sum(weights[place] for place in places) for places in run.begins]
        end = [sum(weights[place] for place in places) for places in run.ends]
        found = list[tuple[float, int, int]]()
        for first in range(size - 1):
            inner = begin[first]
            for last in range(first + 1, min(size, first + LONGEST)):
                inner += weights[run.pairs[last - 1]]
                total = inner + end[last] + weights[length_place(last - first + 1)]
                total += weights[whole_place(run.text[first : last + 1])]
                chance = 1 / (1 + math.exp(max(-30.0, -total * scale)))
                if chance >= least:
                    found.append((chance, first, last + 1))
        done = list[tuple[int, int]]()
        for chance, first, last in sorted(found, key=lambda one: (-one[0], one[1])):
            if all(last <= a or b <= first for a, b in done):
                done.append((first, last))
                yield run.start + first, run.start + last, chance


def dotted(text: str, phrase: Numbers) -> Iterator[tuple[int, int]]:
    """Names whose parts a dot joins, without what their first and last part seem to begin and end with."""
    if not _DOT.search(text):
        return
    weights, scale = _weights()
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
        begins = [sum(weights[place] for place in places) for places in first.begins]
        ends = [sum(weights[place] for place in places) for places in last.ends]
        inner = [weights[place] for place in first.pairs], [weights[place] for place in last.pairs]
        front = [begins[at] + sum(inner[0][at:]) for at in range(len(begins))]
        back = [ends[at] + sum(inner[1][:at]) for at in range(len(ends))]
        if max(front) > front[0] + _MARGIN / scale:
            start += front.index(max(front))
        if max(back) > back[-1] + _MARGIN / scale:
            end = dots[-1] + 2 + back.index(max(back))
        yield start, end
