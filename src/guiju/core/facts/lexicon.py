"""words.updated/1: the lexicon of words became another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from guiju.core.facts.words import Digest, Facts, Id


@dataclass(frozen=True, slots=True)
class RiskCount:
    """How many phrases of the lexicon are of one risk."""

    risk: Id
    phrases: int


@dataclass(frozen=True, slots=True)
class WordsUpdated(Facts):
    """The lexicon in use after an import, the shipped one and the imported lists together.

    ``previous`` is the digest before. ``short`` counts the minima of the packs, over all and by risk, that it misses.
    """

    kind: ClassVar[str] = "words.updated/1"

    digest: Digest
    previous: Digest
    total: int
    counts: tuple[RiskCount, ...]
    added: int
    removed: int
    short: int
