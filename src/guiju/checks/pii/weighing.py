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
WORD_BITS = _BITS = 18
"""The tables of words and of features have so many places, as a power of two."""

_INSIDE = 4
_COLUMNS = BEFORE + _INSIDE + AFTER + 1
_GATE_BITS = 16
_FINE = 511
_SPREAD = np.uint32(0x9E3779B1)
GATE = [3, 10, 4, 6, 15]
"""Of the features those that tell what is worth weighing."""
_GATE_COLUMNS = [2, 3, 4, 6, 7, 9]
# Of a candidate: three before (0 1 2), itself (3 4 5 6, the last of these always in 6), two after (7 8), its form (9).
_FEATURES = (
    (3,), (4,), (6,), (3, 4), (4, 6), (3, 6), (3, 4, 6), (2,), (1, 2), (0, 1, 2), (2, 3), (2, 3, 4), (1, 2, 3),
    (7,), (7, 8), (6, 7), (6, 7, 8), (2, 7), (5, 6, 7), (4, 6, 7),
)  # fmt: skip
_WORDS = ((2, 3), (1, 2, 3), (2, 3, 4), (3, 4), (3, 4, 6), (4, 6), (6, 7), (6, 7, 8), (4, 6, 7))
# Where these stand, from the first character of the candidate, by its size; for the gate fewer of them.
_WINDOW = np.array([[-3, -2, -1, 0, 1, size - 2, size - 1, size, size + 1] for size in range(LONGEST + 1)])
_GATE_WINDOW = np.array([[-1, 0, 1, size - 1, size] for size in range(LONGEST + 1)])
_SINGLE, _DOUBLE, _HAN = (np.uint8(bit) for bit in (1, 2, 4))
_NOWHERE = np.full(BEFORE, -1)
_FORMS = np.zeros((15, 4), np.float32)
_FORMS[[2, 3, 13, 14], range(4)] = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned, in whole numbers, so that a sum is the same in whatever order it is made.

    ``gate`` and ``gate_least``: a few features that tell what is worth weighing, and the least sum; ``features``: a
    weight per feature's place; ``words``: how common the word at a place is, and ``levels`` what each level counts and
    that there is any; ``places`` and ``letters``: each character's place among the letters, and these as vectors;
    ``inner``, ``inner_words``, ``inner_forms`` and ``outer``: a layer over the letters of a window, its words and its
    form, and its outcome. A scale makes log odds of each sum.
    """

    gate: Numbers
    gate_least: int
    features: Numbers
    features_scale: float
    words: Numbers
    levels: Numbers
    places: Numbers
    letters: Numbers
    inner: Numbers
    inner_words: Numbers
    inner_forms: Numbers
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
        whole = round(1 / letter)
        inner, outer = kept["inner"].astype(np.float64), kept["outer"].astype(np.float64)
        inner_scale, outer_scale = float(np.abs(inner).max()) / _FINE, float(np.abs(outer).max()) / _FINE
        level = np.arange(256)
        layer = np.round(inner / inner_scale).astype(np.float32)
        letters = 9 * kept["embedded"].shape[1]
        forms, words = layer[letters : letters + 4], layer[letters + 4 :].reshape(2, len(_WORDS), -1)
        bias = np.round(kept["inner_bias"] / (letter * inner_scale)).astype(np.float32)
        return Weights(
            kept["gate"],
            int(kept["gate_least"]),
            kept["features"],
            float(kept["scale"]),
            kept["words"],
            np.stack([np.round(level * (whole / 7)), (level > 0) * whole], axis=1).astype(np.float32),
            places,
            kept["embedded"].astype(np.float32),
            np.ascontiguousarray(layer[:letters]),
            np.ascontiguousarray(words.transpose(1, 0, 2)).reshape(2 * len(_WORDS), -1),
            _FORMS @ forms * whole + bias,
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
    return np.ascontiguousarray(_feature_mixers()[_GATE_COLUMNS][:, GATE])


@cache
def _word_mixers() -> Numbers:
    """The same for words, whose hash is the same wherever they stand."""
    made = np.zeros((_COLUMNS, len(_WORDS)), np.uint32)
    for column, group in enumerate(_WORDS):
        made[list(group), column] = _odd()[: len(group), 0]
    return made


@cache
def _all_mixers() -> Numbers:
    return np.hstack([_feature_mixers(), _word_mixers()]).astype(np.float64)


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
def _kinds() -> Numbers:
    """Of each character whether it is one of Han, a surname, or the first of a surname of two."""
    kinds = np.zeros(0x10000, np.uint8)
    kinds[0x4E00:0xA000] |= _HAN
    kinds[[ord(char) for char in SINGLE]] |= _SINGLE
    kinds[[ord(name[0]) for name in DOUBLE]] |= _DOUBLE
    return kinds


def planes(text: str) -> Numbers:
    """The code points of a text, those beyond the first plane as one."""
    raw = np.frombuffer(
        text.encode("utf-32-le" if sys.byteorder == "little" else "utf-32-be", "surrogatepass"), np.uint32
    )
    return np.minimum(raw, 0xFFFF)


def points(text: str) -> Numbers:
    """The same, digits, letters and spaces each as one, with room for a window on both sides."""
    kept = np.zeros(len(text) + BEFORE + LONGEST + AFTER, np.uint32)
    kept[BEFORE : BEFORE + len(text)] = planes(text)
    return _classes()[kept].astype(np.uint32)


def candidates(codes: Numbers) -> tuple[Numbers, Numbers]:
    """Where a name may begin, and its length: a surname and one or two characters, or two and one or two."""
    kinds = _kinds().take(codes)[BEFORE:]
    inner = kinds[: 1 - LONGEST - AFTER]
    ones = (inner & (kinds[1 : 1 + len(inner)] // _HAN) & _SINGLE).nonzero()[0]
    third = ones[kinds.take(ones + 2) >= _HAN]
    begin = [ones, third]
    form = [2] * len(ones) + [3] * len(third)
    twos = (inner & _DOUBLE).nonzero()[0].tolist()
    pairs = [at for at in twos if chr(codes[BEFORE + at]) + chr(codes[BEFORE + at + 1]) in DOUBLE]
    for length in (3, 4) if pairs else ():
        more = [at for at in pairs if (kinds[at + 2 : at + length] >= _HAN).all()]
        begin.append(np.array(more, np.intp))
        form += [length + 10] * len(more)
    return np.concatenate(begin), np.array(form, np.intp)


def windows(codes: Numbers, phrase: Numbers, begin: Numbers, form: Numbers) -> Numbers:
    """A row of characters per candidate, as the features count them. A form over 10 has a surname of two characters.

    ``phrase`` numbers the phrase of each character and ends with a number of no phrase: what is beyond is not seen.
    """
    rows = np.empty((len(begin), _COLUMNS), np.uint32)
    at = (begin + BEFORE)[:, None] + _WINDOW.take(form % 10, 0)
    beside = np.concatenate([_NOWHERE, phrase, _NOWHERE])
    np.multiply(codes.take(at), beside.take(at) == phrase.take(begin)[:, None], out=rows[:, :9])
    rows[:, 9] = form
    return rows


def hashed(rows: Numbers) -> Numbers:
    """The place of each feature in the weights."""
    return ((rows @ _feature_mixers()) * _SPREAD) >> np.uint32(32 - _BITS)


def likely(codes: Numbers, phrase: Numbers, begin: Numbers, form: Numbers, known: Weights) -> Numbers:
    """Which candidates are worth weighing, by themselves and the characters before and after them."""
    rows = np.empty((len(begin), len(_GATE_COLUMNS)), np.uint32)
    size, own = form % 10, phrase.take(begin)
    rows[:, :5] = codes.take((begin + BEFORE)[:, None] + _GATE_WINDOW.take(size, 0))
    rows[:, 0] *= phrase.take(begin - 1) == own
    rows[:, 4] *= phrase.take(begin + size) == own
    rows[:, 5] = form
    places = (rows @ _gate_mixers() * _SPREAD) >> np.uint32(32 - _GATE_BITS)
    kept: Numbers = known.gate.take(places).sum(1, dtype=np.int32) >= known.gate_least
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
    letters = known.letters.take(known.places.take(rows[:, :9]), 0).reshape(len(rows), -1)
    # As floating-point numbers the hashes are exact, being sums of at most six products below 2**48.
    made = (rows.astype(np.float64) @ _all_mixers()).astype(np.uint64).astype(np.uint32)
    places = (made * _SPREAD) >> np.uint32(32 - _BITS)
    words = known.levels.take(known.words.take(places[:, len(_FEATURES) :]), 0).reshape(len(rows), -1)
    inner = letters @ known.inner
    inner += words @ known.inner_words
    inner += known.inner_forms.take(rows[:, 9], 0)
    np.maximum(inner, 0, out=inner)
    plain = known.features.take(places[:, : len(_FEATURES)]).sum(1, dtype=np.int32)
    total: Numbers = plain * known.features_scale + (inner @ known.outer) * known.outer_scale + known.bias
    return total
