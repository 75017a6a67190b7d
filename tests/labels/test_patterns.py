"""Every pattern of the labels reads a file in time that grows as the file does, whatever the file repeats."""

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

import guiju.labels
from tests.checks.test_patterns import AT_MOST, LONG, MATCHED, REPEATS, SHORT, cost, explodes, letters, sample, units

SOURCES = {
    ".".join(file.relative_to(guiju.labels.__path__[0]).with_suffix("").parts): file.read_text("utf-8")
    for file in Path(guiju.labels.__path__[0]).rglob("*.py")
}

ANCHORED = {"carriers.source._FIRST", "carriers.source._PHP"}
"""Patterns that are fields of a format, which matches them."""

LINE = 120
"""Characters that the patterns of notices are asked about, and no more: those of a notice."""

LINE_SECONDS = 0.01

MANY = 400

SLOW = 0.01
"""Seconds below which eight thousand characters are not judged."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of all modules, those over bytes as patterns over the characters of these numbers."""
    for module in pkgutil.walk_packages(guiju.labels.__path__, "guiju.labels."):
        found = importlib.import_module(module.name)
        for name, value in vars(found).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name.removeprefix('guiju.labels.')}.{name}", plain(value)


def plain(pattern: re.Pattern[str] | re.Pattern[bytes]) -> re.Pattern[str]:
    if isinstance(pattern.pattern, str):
        return pattern  # type: ignore[return-value]
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags & ~re.UNICODE | re.ASCII)


def is_anchored(name: str) -> bool:
    """Whether a pattern is asked about one place of a text alone."""
    module, _, called_so = name.rpartition(".")
    if name in ANCHORED:
        return True
    called = re.findall(rf"\b{called_so}\.(\w+)\(", SOURCES[module])
    return bool(called) and all(method in MATCHED for method in called)


def words(node: Any) -> list[str]:
    """Texts that a part of a pattern takes, each branch of its alternatives among them, some hundreds at most."""
    out = [""]
    for kind, value in node:
        if kind is kinds.BRANCH:
            options = [one for branch in value[1] for one in words(branch)]
        elif kind is kinds.SUBPATTERN:
            options = words(value[3])
        elif kind is kinds.ATOMIC_GROUP:
            options = words(value)
        elif kind in REPEATS:
            options = ["", *words(value[2])] if value[0] == 0 else [one * value[0] for one in words(value[2])]
        else:
            options = [sample([(kind, value)], 0, 1)]
        out = [one + other for one in out for other in options][:MANY]
    return list(dict.fromkeys(out))


def repeated(node: Any) -> Iterator[str]:
    """What may stand many times: the texts of every part that repeats."""
    for kind, value in node:
        if kind in REPEATS:
            if value[1] > 1:
                yield from words(value[2])
            yield from repeated(value[2])
        elif kind is kinds.SUBPATTERN:
            yield from repeated(value[3])
        elif kind is kinds.ATOMIC_GROUP:
            yield from repeated(value)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from repeated(branch)


def begun(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The first pieces of a pattern, and a unit that may come behind them many times."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    spoken = list(dict.fromkeys(letters(tree)))
    few = ["a", " ", *spoken[:: max(1, len(spoken) // 6)]]
    for branch, optional in itertools.product((0, 1, 2), (0, 1)):
        told = sample(tree, branch, optional)
        for last in range(1, min(len(told), 60) + 1):
            yield from ((told[:last], unit) for unit in few)


def drags(pattern: re.Pattern[str]) -> str:
    """A beginning and what is repeated behind it, such as <?xml and blanks, that cost a square; empty for none."""
    for first, unit in dict.fromkeys(begun(pattern)):
        short, long = (first + (unit * size)[:size] + "\x01" for size in (SHORT, LONG))
        if cost(pattern, long, anchored=True) > SLOW:
            taken = min(cost(pattern, long, anchored=True) for _ in range(3))
            if taken > SLOW and taken > AT_MOST * min(cost(pattern, short, anchored=True) for _ in range(3)):
                return f"{first} and {unit!r} repeated"
    return ""


def slowest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """The most seconds that a line takes, and the unit that it repeats; the lines grow, so that one that would take
    for ever is seen while it takes a moment."""
    worst = (0.0, "")
    for unit in dict.fromkeys([*units(pattern), *repeated(parser.parse(pattern.pattern, pattern.flags))]):
        for size in range(10, LINE + 1, 5):
            line = (unit * size)[:size] + "\x01"
            begun = time.process_time()
            pattern.fullmatch(line)
            worst = max(worst, (time.process_time() - begun, unit))
            if worst[0] > 10 * LINE_SECONDS:
                return worst
    return worst


EVERY = dict(patterns())
OF_LINES = [name for name in EVERY if name.startswith("noticing.")]


@pytest.mark.parametrize("name", sorted(EVERY.keys() - set(OF_LINES)))
def test_no_pattern_explodes(name: str) -> None:
    assert explodes(EVERY[name], anchored=is_anchored(name)) == ""
    assert drags(EVERY[name]) == ""


@pytest.mark.parametrize("name", OF_LINES)
def test_a_pattern_of_notices_reads_the_longest_line_in_a_moment(name: str) -> None:
    seconds, unit = slowest(EVERY[name])
    assert seconds < LINE_SECONDS, unit


@pytest.mark.parametrize("written", ["(?:图|文|图文)*AI", "(?:ab|a|b)*?c"])
def test_alternatives_that_are_two_others_in_a_row_are_seen(written: str) -> None:
    assert slowest(re.compile(written))[0] > LINE_SECONDS


def test_a_square_behind_a_beginning_is_seen() -> None:
    assert drags(re.compile(r"\A(<\?xml[^>]*?)\s+encoding")) != ""
