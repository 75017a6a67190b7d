"""The opening: how little of ordinary text is held."""

from __future__ import annotations

import random

from guiju.checks import Lexicon, Words
from guiju.checks.lexicon import entry

ORDINARY = (
    "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少床前明月光疑"
    "是地上霜举头望明月低头思故乡白日依山尽黄河入海流欲穷千里目更上一层楼"
)


def test_ordinary_text_is_held_by_a_character_or_two() -> None:
    pick = random.Random(1)
    han = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]
    listed = {"".join(pick.choices(han, k=pick.randint(2, 8))) for _ in range(10_000)}
    check = Words(Lexicon(tuple(entry(phrase, "a1.a") for phrase in listed), "invented"))
    held = [end - check.settled(ORDINARY[:end]) for end in range(1, len(ORDINARY))]
    assert max(held) <= 3
    assert sum(h <= 1 for h in held) > 0.9 * len(held)


def test_latin_text_is_held_to_the_current_word() -> None:
    check = Words(Lexicon((entry("make a bomb", "a1.a"),), "one"))
    text = "people who bake bread every day are happy"
    for end in range(1, len(text)):
        assert text[check.settled(text[:end]) : end] == text[:end].rpartition(" ")[2]
