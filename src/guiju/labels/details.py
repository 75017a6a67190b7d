"""Details in Chinese: what carriers say of damage, and what is wrong with a provider code, by the English phrase."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, cast

import orjson

_TOLD: Final = Path(__file__).parent / "data" / "details.json"
_GAP: Final = re.escape("{}")


def in_chinese(detail: str) -> str:
    """A detail in Chinese, numbers and names as they stand; as it is where the table has no such phrase."""
    for pattern, chinese in _phrases():
        found = pattern.fullmatch(detail)
        if found:
            return chinese.format(*found.groups())
    return detail


@cache
def phrases() -> dict[str, str]:
    """The Chinese of each phrase; ``{}`` stands for a number or a name."""
    return cast(dict[str, str], orjson.loads(_TOLD.read_bytes()))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The phrases as patterns, those that say most of themselves first."""
    ranked = sorted(phrases().items(), key=lambda one: -len(one[0].replace("{}", "")))
    return tuple((_pattern(phrase), chinese) for phrase, chinese in ranked)


def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase with its gaps: one word each, but what a library says, at the end."""
    words = re.escape(phrase).replace(_GAP, "([^ ]*)")
    return re.compile(words.removesuffix("([^ ]*)") + "(.+)" if phrase.endswith("{}") else words, re.DOTALL)
