"""Seed: the commentary on the draft that this project answers, sentence by sentence, and which duty answers each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guiju.core.pack import Pack
from guiju.core.text import Text
from guiju.law.reading.located import read_yaml

SEED = "_seed.yaml"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: the start of its SHA-256, what it comes to, the duties that answer it, or why none."""

    digest: str
    says: Text
    duties: tuple[str, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences state or imply a duty, and how many of these an obligation answers."""

    sentences: int
    with_duty: int
    covered: int

    @property
    def share(self) -> float:
        """The share of the sentences with a duty that are answered; 0 where there is none."""
        return self.covered / self.with_duty if self.with_duty else 0.0


def sentences(folder: Path) -> tuple[Sentence, ...]:
    """Every sentence of the commentary, in its order."""
    return tuple(
        Sentence(raw["digest"], Text(**raw["says"]), tuple(raw.get("duties", ())), raw.get("none", ""))
        for raw in read_yaml(folder / SEED).data["sentences"]
    )


def coverage(folder: Path, packs: Iterable[Pack]) -> Coverage:
    """How far the obligations of these packs answer the commentary."""
    known = {duty.id for pack in packs for duty in pack.obligations}
    every = sentences(folder)
    asking = [one for one in every if not one.none]
    return Coverage(len(every), len(asking), sum(bool(one.duties) and known >= set(one.duties) for one in asking))


def seed_faults(folder: Path, packs: Iterable[Pack]) -> Iterator[str]:
    """Rows and sentences of the commentary that no obligation answers, each with its file and line."""
    located, packs = read_yaml(folder / SEED), tuple(packs)
    duties = {duty.id: duty for pack in packs for duty in pack.obligations}
    kept = {row for duty in duties.values() for row in duty.seed_rows}
    if not kept:
        return
    for row in located.data["rows"]:
        if int(row) not in kept:
            yield located.fault(("rows", row), f"row {row} has no obligation; name it in the seed_rows of one")
    for place, one in enumerate(sentences(folder)):
        told = ", ".join(sorted(set(one.duties) - duties.keys()))
        if told:
            yield located.fault(("sentences", place), f"sentence {place + 1} names {told}, which stands in no pack")
        if not one.duties and not one.none:
            yield located.fault(("sentences", place), f"sentence {place + 1} has no duty; name one, or say why")
