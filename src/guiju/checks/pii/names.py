"""pii.person: names of persons, Chinese ones by learned weights, foreign ones by how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np

from guiju.checks.pii.identifier import Identifier
from guiju.checks.pii.weighing import Numbers, candidates, likely, points, scores, weights, windows

RISK = "pii.person"

LEAST = 0.5
"""Below this score a candidate is not shown."""

_DOTTED, _ADDRESSED = 0.999, 0.6
_LIMIT = 30.0
_NEAR = 1e-6
"""Log odds below zero from which a score is surely below LEAST."""
_SYLLABLES = (
    "阿埃艾安奥巴柏拜班邦保堡贝本比彼别宾波伯勃博布查茨达大戴丹当道德登迪蒂丁东杜顿多俄厄恩尔法凡菲费芬丰佛弗夫福盖甘冈高戈格根古瓜圭哈海汉豪赫亨洪胡华怀惠霍基吉济加贾简杰金喀卡凯坎康考柯科可克肯孔库夸昆拉"
    "莱赖兰朗劳勒雷黎里利丽莉连列林琳留龙卢鲁路伦罗洛马麦曼芒毛梅门蒙米密缅明摩莫默姆木穆拿纳娜南瑙内尼涅宁纽农努女诺欧帕潘庞佩彭皮普其奇齐恰强乔切琴丘曲瑞若萨塞赛桑瑟森沙莎山珊尚绍舍什圣施史舒斯思丝"
    "苏索塔泰坦汤唐陶特滕提廷图托瓦万旺威韦维魏温文翁沃乌伍武西希锡夏香肖谢辛欣休许雪雅亚延扬尧耶叶伊依易因英永尤于约云扎詹珍芝治朱兹祖佐弥妮薇黛露蕾茜溥觉新罕逊翰各柔廉奈迭茱芙璐葛玻蓬娅珀朵柴弩厚娄"
)
_FOREIGN = re.compile(rf"[{_SYLLABLES}]{{1,8}}(?:[·•・‧][{_SYLLABLES}]{{1,10}}){{1,4}}")
_TITLES = (
    "先生|女士|小姐|太太|老师|教授|医生|大夫|律师|经理|主任|局长|处长|科长|校长|院长|师傅|阿姨|叔叔|大爷|大妈|某某?"
)
_PRACTISED = frozenset("练学复温补预实自研")
_TITLED = re.compile(_TITLES)


@cache
def _nobody() -> frozenset[str]:
    return frozenset((files("guiju.checks") / "data" / "pii_words.txt").read_text(encoding="utf-8").split())


def prepare() -> None:
    """Reads the words that are no names, so that the first text need not wait for them."""
    _nobody()


def people(text: str, phrase: Numbers) -> Iterator[Identifier]:
    """Names in a text whose characters belong to the numbered phrases (and an end to none)."""
    for found in _FOREIGN.finditer(text) if "·" in text or "•" in text or "・" in text or "‧" in text else ():
        if phrase[found.start()] == phrase[found.end() - 1]:
            yield Identifier(RISK, found.start(), found.end(), _DOTTED)
    codes = points(text)
    begin, form = candidates(codes)
    whole = phrase[begin] == phrase[begin + form % 10 - 1]
    begin, form = begin[whole], form[whole]
    if not len(begin):
        return
    known = weights()
    kept = likely(codes, phrase, begin, form, known)
    begin, form = begin[kept], form[kept]
    if not len(begin):
        return
    size = form % 10
    odds = scores(windows(codes, phrase, begin, form), known)
    near = np.flatnonzero(odds > -_NEAR)
    score = 1 / (1 + np.exp(np.maximum(-odds[near], -_LIMIT)))
    for at, length, value in zip(begin[near].tolist(), size[near].tolist(), score.tolist(), strict=True):
        if value < LEAST:
            continue
        if text[at : at + length] in _nobody() or (text[at] == "习" and text[at - 1 : at] in _PRACTISED):
            continue
        titled = _TITLED.match(text, at + 1) or _TITLED.match(text, at + 2, at + length) if length > 1 else None
        yield Identifier(
            RISK, at, at + length, min(value, _ADDRESSED) if titled and titled.end() <= at + length else value
        )
