"""What is known of Han characters: how they sound, their two parts, what looks like them, which two are common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import ascii_lowercase, digits

import numpy as np
from numpy.typing import NDArray

from guiju.checks.fold import POINTS

_FIRST_CODE, _LAST_CODE = 0xE000, 0xF8FF
FIRST, LAST = chr(_FIRST_CODE), chr(_LAST_CODE)
"""The first and the last code that a sound may have."""


@dataclass(frozen=True, slots=True, eq=False)
class Han:
    """``sounds`` has a character's pinyin with its tone, ``parts`` its two parts, ``alike`` what looks like it;
    ``common`` has two characters that commonly stand side by side. ``codes`` has, by code point, one code for all
    characters of a sound, tones apart, and other characters as they are, ``spoken`` the same for str.translate;
    ``syllables`` has that of a sound in letters.
    """

    sounds: Mapping[str, str]
    parts: Mapping[str, str]
    alike: Mapping[str, str]
    common: frozenset[str]
    codes: NDArray[np.uint32]
    spoken: Mapping[int, int]
    syllables: Mapping[str, str]

    def coded(self, dense: str, points: NDArray[np.unsignedinteger] | None = None) -> str:
        """A folded text, of a long one with its code points, by its sounds: of the same length."""
        if points is None:
            return dense.translate(self.spoken)
        return str(self.codes[points].tobytes(), "utf-32-le")


@cache
def han() -> Han:
    """The project's tables, read once."""
    sounds: dict[str, str] = {}
    parts: dict[str, str] = {}
    alike: dict[str, str] = {}
    for line in _lines("han.txt"):
        match line.split(" "):
            case ["S", sound, read]:
                sounds.update(dict.fromkeys(read, sound))
            case ["P", whole]:
                parts[whole[0]] = whole[1:]
            case ["L", group]:
                for char in group:
                    alike[char] = alike.get(char, "") + group.replace(char, "")
    common = frozenset(line[0] + second for line in _lines("common.txt") for second in line[1:])
    codes = np.arange(POINTS, dtype=np.uint32)
    known = {sound: _FIRST_CODE + at for at, sound in enumerate(sorted({s[:-1] for s in sounds.values()}))}
    spoken = {ord(char): known[sound[:-1]] for char, sound in sounds.items()}
    codes[list(spoken)] = list(spoken.values())
    spoken |= {ord(char): ord(char) for char in ascii_lowercase + digits}
    return Han(sounds, parts, alike, common, codes, spoken, {sound: chr(code) for sound, code in known.items()})


def _lines(name: str) -> list[str]:
    return (files("guiju.checks") / "data" / name).read_text("utf-8").splitlines()
