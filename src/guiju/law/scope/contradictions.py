"""Contradictions: answers about a service that cannot both be true, as ``_facts.yaml`` lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guiju.core.expression import Expression, Fact, FactValues, leaves
from guiju.core.text import Text
from guiju.law.reading.expressions import expression, unfit
from guiju.law.reading.located import read_yaml
from guiju.law.reading.questions import FACTS, questions

_PART = "contradictions"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that exclude each other where ``when`` holds, and why."""

    when: Expression
    text: Text

    @property
    def paths(self) -> tuple[str, ...]:
        """The facts that it is about, each once."""
        return tuple(dict.fromkeys(leaf.path for leaf in leaves(self.when) if isinstance(leaf, Fact)))


@cache
def contradictions(folder: Path) -> tuple[Contradiction, ...]:
    """Those of a folder of packs. Raises ValueError naming the line of a condition that could never hold."""
    located, known = read_yaml(folder / FACTS), questions(folder)
    rows = located.data.get(_PART, [])
    faults = [
        located.fault((_PART, i, "when"), what)
        for i, row in enumerate(rows)
        for what in (*unfit(row["when"], known), *(["a pack is no fact"] if "pack" in row["when"] else []))
    ]
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(Contradiction(expression(row["when"]), Text(**row["text"])) for row in rows)


def contradicted(given: FactValues, known: tuple[Contradiction, ...]) -> Iterator[Contradiction]:
    """Which of them these facts fall under; one about a fact that is not given is none, so nothing assumed is held
    against anyone."""
    for one in known:
        if given.keys() >= set(one.paths) and one.when.holds(given, lambda pack: False):
            yield one
