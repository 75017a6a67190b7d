"""Weighing: what stands in and around a candidate for a name, as numbers, and the learned weights of these."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from guiju.checks.pii.surnames import DOUBLE, SINGLE

Numbers = npt.NDArray[Any]

BEFORE, AFTER = 3, 2
"""Characters left and right of a candidate that its score may depend on."""
LONGEST = 4
WORD_BITS = 18
"""The table of words has so many places, as a power of two."""

_INSIDE = 4
_COLUMNS = BEFORE + _INSIDE + AFTER + 1
_BITS, _GATE_BITS = 18, 16
_FINE = 511
_SPREAD = np.uint32(0x9E3779B1)
_GATE = [3, 10, 4, 6]
_GATE_COLUMNS = [2, 3, 4, 6, 9]
# Of a candidate: three before (0 1 2), itself (3 4 5 6, the last of these always in 6), two after (7 8), its form (9).
_FEATURES = (
    (3,), (4,), (6,), (3, 4), (4, 6), (3, 6), (3, 4, 6), (2,), (1, 2), (0, 1, 2), (2, 3), (2, 3, 4), (1, 2, 3),
    (7,), (7, 8), (6, 7), (6, 7, 8), (2, 7), (5, 6, 7), (4, 6, 7),
)  # fmt: skip
_WORDS = ((2, 3), (1, 2, 3), (2, 3, 4), (3, 4), (3, 4, 6), (4, 6), (6, 7), (6, 7, 8), (4, 6, 7))
_LEFT, _RIGHT = np.arange(-BEFORE, 0), np.arange(1, AFTER + 1)
_NOWHERE = np.full(BEFORE, -1)
_FORMS = np.zeros((15, 4), np.float32)
_FORMS[[2, 3, 13, 14], range(4)] = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned, in whole numbers, so that a sum is the same in whatever order it is made.

    ``gate`` and ``gate_least``: a few features that tell what is worth weighing, and the least sum; ``features``: a
    weight per feature's place; ``words``: how common the word at a place is; ``places`` and ``letters``: each
    character's place among the letters, and these as vectors; ``inner`` and ``outer``: a layer over the letters of a
    window and its words, and its outcome. A scale makes log odds of each sum.
    """

    gate: Numbers
    gate_least: int
    features: Numbers
    features_scale: float
    words: Numbers
    places: Numbers
    letters: Numbers
    whole: int
    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_scale: float
    bias: float


@cache
def weights() -> Weights:
    """The weights that are shipped."""
    with (
        (files("guiju.checks") / "data" / "pii_names.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as kept,
    ):
        places = np.zeros(0x10000, np.uint16)
        places[kept["letters"]] = np.arange(1, len(kept["letters"]) + 1)
        letter = float(kept["embedded_scale"])
        inner, outer = kept["inner"].astype(np.float64), kept["outer"].astype(np.float64)
        inner_scale, outer_scale = float(np.abs(inner).max()) / _FINE, float(np.abs(outer).max()) / _FINE
        return Weights(
            kept["gate"],
            int(kept["gate_least"]),
            kept["features"],
            float(kept["scale"]),
            kept["words"],
            places,
            kept["embedded"],
            round(1 / letter),
            np.round(inner / inner_scale).astype(np.float32),
            np.round(kept["inner_bias"] / (letter * inner_scale)).astype(np.float32),
            np.round(outer / outer_scale),
            letter * inner_scale * outer_scale,
            float(kept["outer_bias"][0]),
        )


@cache
def _odd() -> Numbers:
    made = np.random.Generator(np.random.PCG64(7)).integers(0, 2**32, (_COLUMNS, len(_FEATURES)), np.uint32)
    return made | np.uint32(1)


@cache
def _feature_mixers() -> Numbers:
    """One column of odd numbers per feature, zero where a character takes no part: the product is its hash."""
    mask = np.zeros((_COLUMNS, len(_FEATURES)), np.uint32)
    for column, group in enumerate(_FEATURES):
        mask[[*group, 9], column] = 1
    return _odd() * mask


@cache
def _gate_mixers() -> Numbers:
    return np.ascontiguousarray(_feature_mixers()[_GATE_COLUMNS][:, _GATE])


@cache
def _word_mixers() -> Numbers:
    """The same for words, whose hash is the same wherever they stand."""
    made = np.zeros((_COLUMNS, len(_WORDS)), np.uint32)
    for column, group in enumerate(_WORDS):
        made[list(group), column] = _odd()[: len(group), 0]
    return made


@cache
def _classes() -> Numbers:
    """Each character as itself or as its class, and what may be a letter of a name: as two tables in one."""
    known = np.arange(0x10000, dtype=np.uint16)
    for char in range(0x10000):
        if chr(char).isdecimal():
            known[char] = ord("0")
        elif chr(char).isspace():
            known[char] = ord(" ")
        elif chr(char).isalpha() and not 0x3400 <= char <= 0x9FFF:
            known[char] = ord("A")
    for wide, plain in zip("：，；（）！？“”•", ':,;()!?""·', strict=True):
        known[ord(wide)] = ord(plain)
    return known


@cache
def _starts() -> tuple[Numbers, Numbers]:
    single, double = np.zeros(0x10000, bool), np.zeros(0x10000, bool)
    single[[ord(char) for char in SINGLE]] = True
    double[[ord(name[0]) for name in DOUBLE]] = True
    return single, double


def points(text: str) -> Numbers:
    """The code points of a text, those beyond the first plane as one, with room for a window on both sides."""
    raw = np.frombuffer(
        text.encode("utf-32-le" if sys.byteorder == "little" else "utf-32-be", "surrogatepass"), np.uint32
    )
    kept = np.zeros(len(raw) + BEFORE + LONGEST + AFTER, np.uint32)
    kept[BEFORE : BEFORE + len(raw)] = np.minimum(raw, 0xFFFF)
    return _classes()[kept].astype(np.uint32)


def candidates(codes: Numbers) -> tuple[Numbers, Numbers]:
    """Where a name may begin, and its length: a surname and one or two characters, or two and one or two."""
    single, double = _starts()
    inner = codes[BEFORE : len(codes) - LONGEST - AFTER + 1]
    han = (codes >= 0x4E00) & (codes <= 0x9FFF)
    ones = np.flatnonzero(single[inner] & han[BEFORE + 1 : BEFORE + 1 + len(inner)])
    twos = np.flatnonzero(double[inner]).tolist()
    pairs = [at for at in twos if chr(inner[at]) + chr(codes[BEFORE + at + 1]) in DOUBLE]
    begin, size = [ones], [np.full(len(ones), 2)]
    third = ones[han[BEFORE + ones + 2]]
    begin.append(third)
    size.append(np.full(len(third), 3))
    for length in (3, 4):
        more = np.array([at for at in pairs if han[BEFORE + at + 2 : BEFORE + at + length].all()], np.intp)
        begin.append(more)
        size.append(np.full(len(more), length + 10))
    return np.concatenate(begin), np.concatenate(size)


def windows(codes: Numbers, phrase: Numbers, begin: Numbers, form: Numbers) -> Numbers:
    """A row of characters per candidate, as the features count them. A form over 10 has a surname of two characters.

    ``phrase`` numbers the phrase of each character and ends with a number of no phrase: what is beyond is not seen.
    """
    size = form % 10
    rows = np.empty((len(begin), _COLUMNS), np.uint32)
    at = begin + BEFORE
    last = at + size - 1
    left, right = at[:, None] + _LEFT, last[:, None] + _RIGHT
    beside = np.concatenate([_NOWHERE, phrase, _NOWHERE])
    own = phrase[begin][:, None]
    rows[:, :BEFORE] = codes[left] * (beside[left] == own)
    rows[:, 3], rows[:, 4], rows[:, 5], rows[:, 6] = codes[at], codes[at + 1], codes[last - 1], codes[last]
    rows[:, 7:9] = codes[right] * (beside[right] == own)
    rows[:, 9] = form
    return rows


def hashed(rows: Numbers) -> Numbers:
    """The place of each feature in the weights."""
    return ((rows @ _feature_mixers()) * _SPREAD) >> np.uint32(32 - _BITS)


def likely(codes: Numbers, phrase: Numbers, begin: Numbers, form: Numbers, known: Weights) -> Numbers:
    """Which candidates are worth weighing, by themselves and the character before them."""
    at = begin + BEFORE
    before = codes[at - 1] * (phrase[begin - 1] == phrase[begin])
    rows = np.stack([before, codes[at], codes[at + 1], codes[at + form % 10 - 1], form.astype(np.uint32)], axis=1)
    places = (rows @ _gate_mixers() * _SPREAD) >> np.uint32(32 - _GATE_BITS)
    kept: Numbers = known.gate[places].sum(1, dtype=np.int32) >= known.gate_least
    return kept


def word_places(rows: Numbers) -> Numbers:
    """The place of each group of neighbours in the table of words."""
    return ((rows @ _word_mixers()) * _SPREAD) >> np.uint32(32 - WORD_BITS)


def word_place(word: str) -> int:
    """The place of one word in the table of words."""
    total = sum(int(odd) * int(_classes()[ord(char)]) for odd, char in zip(_odd()[:, 0], word, strict=False))
    return ((total & 0xFFFFFFFF) * 0x9E3779B1 & 0xFFFFFFFF) >> (32 - WORD_BITS)


def scores(rows: Numbers, known: Weights) -> Numbers:
    """The log odds that each candidate is a name."""
    levels = known.words[word_places(rows)]
    seen = np.empty((len(rows), len(known.inner)), np.float32)
    letters = 9 * known.letters.shape[1]
    seen[:, :letters] = known.letters[known.places[rows[:, :9]]].reshape(len(rows), letters)
    seen[:, letters : letters + 4] = _FORMS[rows[:, 9]] * known.whole
    half = letters + 4 + levels.shape[1]
    seen[:, letters + 4 : half] = np.round(levels * (known.whole / 7))
    seen[:, half:] = (levels > 0) * np.float32(known.whole)
    inner = np.maximum(seen @ known.inner + known.inner_bias, 0).astype(np.float64)
    plain = known.features[hashed(rows)].sum(1, dtype=np.int32)
    total: Numbers = plain * known.features_scale + (inner @ known.outer) * known.outer_scale + known.bias
    return total
