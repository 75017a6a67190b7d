"""pii.person: names of persons, Chinese ones by learned weights, foreign ones by how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np

from guiju.checks.pii import foreign
from guiju.checks.pii.identifier import Identifier
from guiju.checks.pii.weighing import Numbers, candidates, likely, points, scores, weights, windows

RISK = "pii.person"

LEAST = 0.5
"""Below this score a candidate is not shown."""

_DOTTED, _ADDRESSED = 0.999, 0.6
_LIMIT = 30.0
_WORTH = 2.2
"""Log odds below zero from which a candidate adds nothing to those that begin where it does."""
_TITLES = (
    "先生|女士|小姐|太太|老师|教授|医生|大夫|律师|经理|主任|局长|处长|科长|校长|院长|师傅|阿姨|叔叔|大爷|大妈|某某?"
)
_PRACTISED = frozenset("练学复温补预实自研")
_TITLED = re.compile(_TITLES)


@cache
def _nobody() -> frozenset[str]:
    return frozenset((files("guiju.checks") / "data" / "pii_words.txt").read_text(encoding="utf-8").split())


def prepare() -> None:
    """Reads the words that are no names, so that the first text need not wait for them."""
    _nobody()


def people(text: str, phrase: Numbers) -> Iterator[Identifier]:
    """Names in a text whose characters belong to the numbered phrases (and an end to none)."""
    for start, end in foreign.dotted(text, phrase):
        yield Identifier(RISK, start, end, _DOTTED)
    codes = points(text)
    begin, form = candidates(codes)
    whole = phrase[begin] == phrase[begin + form % 10 - 1]
    begin, form = begin[whole], form[whole]
    if not len(begin):
        return
    known = weights()
    kept = likely(codes, phrase, begin, form, known)
    begin, form = begin[kept], form[kept]
    if not len(begin):
        return
    size = form % 10
    odds = scores(windows(codes, phrase, begin, form), known)
    near = np.flatnonzero(odds > -_WORTH)
    score = 1 / (1 + np.exp(np.maximum(-odds[near], -_LIMIT)))
    begins = dict[int, tuple[float, int, float]]()
    for at, length, value in zip(begin[near].tolist(), size[near].tolist(), score.tolist(), strict=True):
        best, longest, total = begins.get(at, (0.0, 0, 0.0))
        begins[at] = (value, length, total + value) if value > best else (best, longest, total + value)
    for at, (_, length, total) in begins.items():
        value = min(total, 1.0)
        if value < LEAST:
            continue
        if text[at : at + length] in _nobody() or (text[at] == "习" and text[at - 1 : at] in _PRACTISED):
            continue
        titled = _TITLED.match(text, at + 1) or _TITLED.match(text, at + 2, at + length) if length > 1 else None
        yield Identifier(
            RISK, at, at + length, min(value, _ADDRESSED) if titled and titled.end() <= at + length else value
        )
