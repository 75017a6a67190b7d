"""Every pattern of the checks reads a text in time that grows as the text does, whatever the text repeats."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import guiju.checks

SHORT, LONG = 2_000, 8_000
AT_MOST = 10
"""Times the work for four times the text: a square is 16, a cube 64; what takes no 20 milliseconds is not judged."""

YARD = re.compile("(?=[^a]{2000})")
YARDS = 3
"""Times the two thousand characters behind each place of a text that a pattern may cost, for a square that is bounded,
such as [^>]{0,200} within [^>]{0,200}, grows as the text does and is a square of its bound all the same."""

BOUNDED = {"lettered._LAST.0", "judge.styles._OBJECT.0"}
"""Patterns that are asked about a few characters alone."""

REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
SOURCE = "\n".join(file.read_text("utf-8") for file in Path(guiju.checks.__path__[0]).rglob("*.py"))
MATCHED = ("match", "fullmatch")
TIMES = (33, 10)
"""How often the first pieces of a pattern stand in a composed unit, and those after them."""


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
        elif kind in REPEATS:
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


def sample(node: Any, branch: int, optional: int) -> str:
    """A text that a part of a pattern takes, or nearly: of branches and sets the given one, what need not be there
    ``optional`` times."""
    out = []
    for kind, value in node:
        if kind is kinds.LITERAL:
            out.append(chr(value))
        elif kind is kinds.IN and value[0][0] is not kinds.NEGATE:
            spoken = [*letters(value)]
            out.append(spoken[branch % len(spoken)])
        elif kind in (kinds.IN, kinds.NOT_LITERAL, kinds.ANY):
            out.append("x")
        elif kind in REPEATS:
            out.append(sample(value[2], branch, optional) * max(value[0], min(int(value[1]), optional)))
        elif kind is kinds.SUBPATTERN:
            out.append(sample(value[3], branch, optional))
        elif kind is kinds.ATOMIC_GROUP:
            out.append(sample(value, branch, optional))
        elif kind is kinds.BRANCH:
            out.append(sample(value[1][branch % len(value[1])], branch, optional))
    return "".join(out)


def composed(pattern: re.Pattern[str]) -> Iterator[str]:
    """Units in which the first pieces of a pattern stand many times, then those after them, and then one more, such
    as ``<x <x … attr attr … >``: each place is looked at from many places before it."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    for branch, optional in itertools.product((0, 1, 4), (0, 1)):
        nodes = [*tree]
        while len(nodes) == 1 and nodes[0][0] in (kinds.BRANCH, kinds.SUBPATTERN):
            kind, value = nodes[0]
            nodes = [*(value[3] if kind is kinds.SUBPATTERN else value[1][branch % len(value[1])])]
        told = [piece for node in nodes if (piece := sample([node], branch, optional))]
        steps = range(1, len(told), max(1, len(told) // 5))
        for one, other in itertools.combinations(steps, 2):
            first, then = "".join(told[:one]) + " ", "".join(told[one:other]) + " "
            yield first * TIMES[0] + then * TIMES[1] + told[other]


def is_anchored(name: str) -> bool:
    """Whether a pattern is asked about one place of a text alone."""
    called = re.findall(rf"\b{name.split('.')[-2]}(?:\[\w+\])?\.(\w+)\(", SOURCE)
    return bool(called) and all(method in MATCHED for method in called)


def cost(pattern: re.Pattern[str], text: str, *, anchored: bool = False) -> float:
    begun = time.process_time()
    if anchored:
        pattern.match(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - begun


def units(pattern: re.Pattern[str]) -> list[str]:
    return list(dict.fromkeys([*hostile(pattern), *composed(pattern)]))


def explodes(pattern: re.Pattern[str], *, anchored: bool = False) -> str:
    """A unit whose repetition costs more than it may; empty where there is none."""

    def least(text: str, asked: re.Pattern[str] = pattern) -> float:
        return min(cost(asked, text, anchored=anchored and asked is pattern) for _ in range(3))

    for unit in units(pattern):
        long, short = ((unit * size)[:size] + "\x01" for size in (LONG, SHORT))
        if cost(pattern, long, anchored=anchored) > 0.01:
            taken = least(long)
            if taken > YARDS * least("b" * LONG, YARD) or (taken > 0.02 and taken > AT_MOST * least(short)):
                return unit
    return ""


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*each, id=each[0]) for each in patterns()])
def test_no_pattern_explodes(name, pattern):
    assert name in BOUNDED or explodes(pattern, anchored=is_anchored(name)) == ""


@pytest.mark.parametrize(
    "written",
    [
        r"\s+\d",
        r"<!--(?:.|\n)*?-->",
        r"<(\w{1,12})\b[^>]{0,200}(?:colour\s*:\s*white|opacity\s*:\s*0\b)[^>]{0,200}>(.{8,600}?)</\1",
    ],
)
def test_a_pattern_that_explodes_is_seen(written):
    assert explodes(re.compile(written)) != ""
