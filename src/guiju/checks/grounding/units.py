"""Units: what a sentence is made of, so that it can be looked up in passages: pairs of Han characters, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from guiju.core.check import Span

_PIECE: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z][A-Za-z'’]*")
_EMPTY: Final = frozenset(
    "的了在是和与及等也都就而为以于对从向把被让使将又还很更最其这那该此之所者中上下里内外前后时间个位名种项次年月日号人称说表示"
    "并且或但因由到有可能会要已经通过进行方面情况问题以及目前记者介绍指出认为"
)
_COMMON_WORDS: Final = (
    "a an the and or but if of in on at by for with from to into as is are was were be been being it its this that "
    "these those he she they we you i his her their our your my who which what when where how "
    "there here not no do does did "
    "have has had will would can could may might should also than then so such very more most some any all each other "
    "about over after before between during said says according there's it's one"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_ENDINGS: Final = re.compile(r"(?:'s|’s|ing|edly|ed|ies|es|ly|s)$")
_QUOTED: Final = re.compile(r"[“「『《\"]([^“”「」『』《》\"]{3,80})[”」』》\"]")
_NAME: Final = re.compile(r"\b[A-Z][A-Za-z'’]+\b")


class Unit(NamedTuple):
    """One unit as it is looked up, how much it says (0 to 1), and where it stands."""

    text: str
    weight: float
    at: Span


def units(text: str) -> Iterator[Unit]:
    """The units of a text, in order."""
    for found in _PIECE.finditer(text):
        piece, start = found[0], found.start()
        if piece[0] < "\u3400":
            yield Unit(stem(piece), 0.1 if piece.lower() in _COMMON else 1.0, found.span())
        for at in range(len(piece) - 1 if piece[0] >= "\u3400" else 0):
            pair = piece[at : at + 2]
            weight = (1.0, 0.4, 0.1)[(pair[0] in _EMPTY) + (pair[1] in _EMPTY)]
            yield Unit(pair, weight, (start + at, start + at + 2))


def stem(word: str) -> str:
    """An English word without its ending."""
    low = word.lower()
    cut = _ENDINGS.sub("", low)
    return cut if len(cut) > 2 else low


def quotations(text: str) -> Iterator[str]:
    """What stands in quotation marks or title marks."""
    for found in _QUOTED.finditer(text):
        yield found[1]


def names(text: str) -> Iterator[str]:
    """Words written with a capital where English needs none."""
    for found in _NAME.finditer(text):
        before = text[: found.start()].rstrip(" \"'“‘(")
        if before and before[-1] not in ".!?:\n" and found[0].lower() not in _COMMON:
            yield found[0]
