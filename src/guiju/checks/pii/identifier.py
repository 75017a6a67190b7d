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
