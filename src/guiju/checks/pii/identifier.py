"""Identifier: one candidate in a run, and what its neighbours must not be."""

from __future__ import annotations

from dataclasses import dataclass

CERTAIN = 1.0
LIKELY = 0.9
SHAPE_ONLY = 0.4
"""Scores: structure and check digit hold · structure holds and there is no check digit · the check digit is wrong."""

ALONE_BEFORE = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z]-)(?<!\d\.)"
ALONE_AFTER = r"(?![0-9A-Za-z_])(?!-[0-9A-Za-z])(?!\.\d)"
"""What keeps a number from being a piece of a longer number, code or decimal. Correct beside Han characters."""

LETTER = "A-Za-z\uff21-\uff3a\uff41-\uff5a"
SPACES = " \u00a0\u3000"
HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63"
DOTS = "·•‧∙⋅・"
HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
INSIDE = rf"[{LETTER}\d_@.%+\-\uff3f\uff20\uff0e\uff05\uff0b\uff0d{HYPHENS}{DOTS}{HIDDEN}]"
"""What runs are made of, spaces apart."""

GAP = "[ -]{0,2}"
"""What may stand between two digits."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A candidate: its risk, its span in the run, its score."""

    risk: str
    start: int
    end: int
    score: float


def digits(text: str) -> str:
    """The text without gaps."""
    return text.replace(" ", "").replace("-", "")


def luhn(number: str) -> bool:
    """Whether the last digit is the check digit of ISO/IEC 7812-1 annex B."""
    total = sum(map(int, number[-1::-2])) + sum(sum(divmod(2 * int(d), 10)) for d in number[-2::-2])
    return total % 10 == 0
