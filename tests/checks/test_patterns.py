"""Every pattern of the checks reads a text in time that grows as the text does, whatever the text repeats."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import guiju.checks

SHORT, LONG = 2_000, 8_000
AT_MOST = 40
"""Times the work for four times the text: a square would be 16, a cube 64; noise below a millisecond is not judged."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(guiju.checks.__path__, "guiju.checks."):
        for name, value in vars(importlib.import_module(module.name)).items():
            members = value if isinstance(value, tuple | list) else [value]
            for number, member in enumerate(members):
                if isinstance(member, re.Pattern) and isinstance(member.pattern, str):
                    yield f"{module.name.removeprefix('guiju.checks.')}.{name}.{number}", member


def letters(node: Any) -> Iterator[str]:
    """Characters that a pattern speaks of: its literals, and the ends of its ranges."""
    for kind, value in node:
        if kind is kinds.LITERAL:
            yield chr(value)
        elif kind is kinds.RANGE:
            yield chr(value[0])
        elif kind is kinds.IN:
            yield from letters(value)
        elif kind is kinds.CATEGORY:
            yield {kinds.CATEGORY_DIGIT: "7", kinds.CATEGORY_SPACE: " "}.get(value, "a")
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            yield from letters(value[2])
        elif kind is kinds.SUBPATTERN:
            yield from letters(value[3])
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from letters(branch)
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            yield from letters(value[1])
        elif kind is kinds.ATOMIC_GROUP:
            yield from letters(value)


def hostile(pattern: re.Pattern[str]) -> list[str]:
    """Units to repeat: each character it speaks of (some of them), pairs of neighbours, and all in a row."""
    spoken = list(dict.fromkeys(letters(parser.parse(pattern.pattern, pattern.flags))))[:400]
    few = spoken[:: max(1, len(spoken) // 8)]
    pairs = [one + other for one, other in itertools.pairwise(few)]
    return ["a", " ", "7", "好", *few, *pairs, "".join(spoken)[:300]]


def cost(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - begun


@pytest.mark.parametrize("pattern", [pytest.param(pattern, id=name) for name, pattern in patterns()])
def test_no_pattern_explodes(pattern):
    for unit in hostile(pattern):
        long = cost(pattern, (unit * LONG)[:LONG] + "\x01")
        if long > 0.02:
            short = min(cost(pattern, (unit * SHORT)[:SHORT] + "\x01") for _ in range(3))
            assert min(long, cost(pattern, (unit * LONG)[:LONG] + "\x01")) < AT_MOST * short, f"on {unit!r}"
