"""What pii costs on ordinary text, how long it holds a stream, and how its time grows on hostile text.

Run: python -m bench.pii. Times are the best of several rounds, since noise can only add to them.
"""

from __future__ import annotations

import random
import statistics
import time

from bench.pii_numbers import numbers
from guiju.checks import Pii
from guiju.core.content import Content, Kind, Stage

_ORDINARY = (
    "请帮我写一份关于城市交通规划的报告，要求内容详实，字数不少于两千。",
    "昨天下午我们在学校附近的餐厅见面，讨论了项目的时间安排和分工。",
    "李小明说他下周要去北京出差，顺便拜访几位老客户。", "机器学习的方法很多，常见的有决策树、支持向量机和神经网络。",
    "如何在短时间内提高英语口语水平？我每天能用的时间不多。", "王丽娟老师建议把作文再改一遍，重点放在结尾的部分。",
    "公司今年的业绩比去年增长了两成，主要来自海外市场的订单。", "这道题的解法并不复杂，关键在于找到合适的辅助线。",
)  # fmt: skip
_HOSTILE = (
    "王", "王1", "路1号", "北京市", "1", "1-", "a@", "公司", "在公司", "王·", "阿·阿", "路", "a ", "a",
    "一号", "+86 ", "的", "我", "1 ", "（", "省市区",
    "护照", "证：", "0", "\u200b", "1\u200b", "欧阳", "a.", "@", "E1", "京A",
)  # fmt: skip
_ROUNDS = 7


def microseconds(check: Pii, text: str) -> float:
    """The best time of one text."""
    best, batch = float("inf"), [Content("1", Stage.PROMPT, Kind.TEXT, "user", text)]
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        check(batch)
        best = min(best, time.perf_counter() - start)
    return best * 1e6


def ordinary(draw: random.Random, length: int) -> str:
    """Prose, with a number now and then."""
    text = ""
    while len(text) < length:
        text += draw.choice(_ORDINARY) if draw.random() < 0.9 else next(numbers(draw, 1))[0]
    return text[:length]


def main() -> None:
    """Prints it."""
    check, draw = Pii(), random.Random(3)
    texts = [ordinary(draw, 500) for _ in range(100)]
    times = sorted(microseconds(check, text) for text in texts)
    print(f"500 characters: median {times[50]:.0f} µs, 95th of 100 {times[95]:.0f} µs")
    held = sorted(at - check.settled(text[:at]) for text in texts[:20] for at in range(50, 500, 7))
    print(f"held: mean {statistics.mean(held):.1f}, median {held[len(held) // 2]}, longest {held[-1]} characters")
    worst = 0.0
    for piece in _HOSTILE:
        small, large = (microseconds(check, (piece * size)[:size]) for size in (10_000, 40_000))
        worst = max(worst, large / small)
        print(
            f"hostile {piece!r:10} 10,000: {small / 1e3:7.1f} ms   40,000: {large / 1e3:7.1f} ms   x{large / small:.1f}"
        )
    print(f"four times the text, at most {worst:.1f} times the time")


if __name__ == "__main__":
    main()
