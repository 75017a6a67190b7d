"""What the gateways are fed with: ordinary text in deltas, and 10,000 invented words that are not in it."""

from __future__ import annotations

import random
import time
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path

_PROSE = (
    "秋天的早晨，小镇的集市很热闹。卖豆腐的师傅一边切一边和邻居聊天，孩子们背着书包从桥上跑过。"
    "If you have never been there, start with the old street near the river and walk slowly. "
    "我们先把问题拆成三步：第一步读数据，第二步画图，第三步写结论。每一步都要留下记录，方便以后检查。"
    "The recipe needs two eggs, some flour, a little salt and about half an hour of patience. "
    "图书馆下午五点关门，周末延长到晚上八点；借书最多可以借十本，期限是一个月。"
    "A good test says what should happen, what did happen, and where to look when they differ. "
    "今年的气温比去年高了大约 2 度，雨水却少了一些，所以果园的主人决定提前浇水。"
)

NEW = "stub-new"
"""The model that is asked, and answers, with another text each time: nothing judged before helps."""

PROMPT = "请用三句话介绍一下秋天的集市，再给一个简单的周末计划。Please keep it short."


_PLACES = ["早晨", "午后", "傍晚", "河边", "桥头", "山脚", "村口", "田间", "湖畔", "林中"]


def another() -> str:
    """A beginning that is another each time, in Han characters and without digits."""
    number = f"{time.monotonic_ns() // 1000 % 10**7:07}"
    return "秋日的" + "、".join(_PLACES[int(digit)] for digit in number) + "，"


def deltas(count: int) -> list[str]:
    """``count`` pieces of ordinary Chinese and English text, always the same: one to four characters or a word."""
    return list(islice(cycle(_pieces(_PROSE)), count))


def _pieces(text: str) -> list[str]:
    chance, pieces, here = random.Random(7), [], 0
    while here < len(text):
        step = chance.choice((1, 1, 2, 2, 2, 3, 4)) if ord(text[here]) > 0x2E7F else _word(text, here)
        pieces.append(text[here : here + step])
        here += step
    return pieces


def _word(text: str, here: int) -> int:
    """The length of a Latin word with the space behind it."""
    end = here
    while end < len(text) and ord(text[end]) <= 0x2E7F:
        end += 1
        if text[end - 1] == " ":
            break
    return end - here


def invented(count: int = 10_000) -> list[str]:
    """``count`` different invented words of two to eight Han characters, none in the ordinary text, noise left out, and
    none that stands in nearly every text, which no lexicon may let decide.

    Half of their characters come from the ordinary text, so that at nearly every position some word might begin.
    """
    chance = random.Random(11)
    common = list(filter(_is_han, _PROSE))
    rare = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
    everyday = (files("guiju.checks") / "data" / "everyday.txt").read_text("utf-8")
    told = "\n".join([*("".join(filter(_is_han, text)) for text in (_PROSE * 2, PROMPT)), everyday])
    words: set[str] = set()
    while len(words) < count:
        length = chance.choice((2, 3, 3, 4, 4, 4, 5, 6, 8))
        word = "".join(chance.choice(common if chance.random() < 0.5 else rare) for _ in range(length))
        if word not in told:
            words.add(word)
    return sorted(words)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def lexicon(path: Path, risk: str) -> Path:
    """The invented words as an operator's lexicon file: phrase, risk, weight."""
    path.write_text("".join(f"{word}\t{risk}\t1\n" for word in invented()), encoding="utf-8")
    return path
