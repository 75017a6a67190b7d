"""What has no structure of its own: names and places by the phrase, what is sensitive by the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

import numpy as np

from guiju.checks.pii import bodies, latin, names, places, sensitive
from guiju.checks.pii.identifier import Identifier
from guiju.checks.pii.phrase import phrase_cut, phrase_ends
from guiju.checks.pii.sentence import sentence_cut, sentence_ends

_HAN = re.compile("[\u4e00-\u9fff]")
_LETTERS = re.compile("[A-Z][a-z]")
_PIECE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9\uff10-\uff19·：:#_（）()\-－—~]{4,}")
_FEW, _FEWEST = 4, 2
_PARTS = re.compile("[省市区县镇乡村路街巷弄道号栋幢室苑厦园府庄公集团学院行局会所社部台厂馆]")


def natural(text: str, taken: list[Identifier]) -> tuple[list[Identifier], list[int]]:
    """What a text tells beside the numbers that are taken, and where it may be cut."""
    sentences, phrases = sentence_ends(text), phrase_ends(text)
    last = min(sentence_cut(text, sentences), phrase_cut(text, phrases))
    stand = frozenset(phrases)
    cuts = [at for at in sentences if at <= last and at in stand]
    found = list(_by_phrase(text, phrases)) if _HAN.search(text) else []
    for start, end in _holding(_LETTERS, text, sentences):
        found += latin.latin(text[start:end], start)
    kept = list(placed(found, [(one.start, one.end) for one in taken], len(text)))
    who = [(one.start, one.end) for one in sorted((*kept, *taken), key=lambda one: one.start) if _is_somebody(one)]
    return [*kept, *_by_sentence(text, sentences, who)], cuts


def _holding(sign: re.Pattern[str], text: str, ends: list[int], few: int = _FEW) -> Iterator[tuple[int, int]]:
    """The spans of more than a few characters in which a sign begins."""
    end = 0
    while found := sign.search(text, end):
        number = bisect_right(ends, found.start())
        start, end = ends[number - 1] if number else 0, ends[number]
        if end - start > few:
            yield start, end


def _by_phrase(text: str, ends: list[int]) -> Iterator[Identifier]:
    for start, end in _holding(_PARTS, text, ends):
        for piece in _PIECE.finditer(text, start, end):
            yield from places.addresses(piece[0], piece.start())
            yield from bodies.bodies(piece[0], piece.start())
    yield from latin.transliterated(text, ends)
    numbers = np.zeros(len(text) + 1, np.intp)
    numbers[ends] = 1
    numbers.cumsum(out=numbers)
    numbers[-1] = -1
    yield from names.people(text, numbers)


def _by_sentence(text: str, ends: list[int], who: list[tuple[int, int]]) -> Iterator[Identifier]:
    firsts = [first for first, _ in who]
    for start, end in _holding(sensitive.worth(), text, ends, _FEWEST):
        mine = who[bisect_left(firsts, start) : bisect_left(firsts, end)]
        within = [(first - start, min(last, end) - start) for first, last in mine]
        yield from sensitive.sensitive(text[start:end], start, within)


def _is_somebody(one: Identifier) -> bool:
    return one.risk in ("pii.person", "pii.id_card", "pii.phone", "pii.passport") and one.score >= latin.TOLD - 0.05


def placed(found: Iterable[Identifier], taken: Iterable[tuple[int, int]], length: int) -> Iterator[Identifier]:
    """The candidates that stay, in the order of the text: none over what is taken, of others the surer by its kind."""
    held = bytearray(length)
    for start, end in taken:
        held[start:end] = b"\1" * (end - start)
    kept = list[Identifier]()
    for one in sorted(found, key=_rank):
        if not held.count(1, one.start, one.end):
            held[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return iter(sorted(kept, key=lambda one: one.start))


def _rank(one: Identifier) -> tuple[int, float, int]:
    order = (
        0
        if one.risk == places.RISK and one.score > names.LEAST
        else 1
        if one.risk == bodies.RISK and one.score > names.LEAST
        else 2
    )
    return order, -one.score, one.start - one.end
