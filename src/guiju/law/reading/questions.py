"""Questions: the facts about a service that scope asks for, with their answers and what is assumed without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from guiju.core.expression import Expression, FactValues, Value
from guiju.core.text import Text
from guiju.law.reading.expression_shape import expression
from guiju.law.reading.located import read_yaml

FACTS = "_facts.yaml"
"""In a folder of packs: the facts that conditions may ask for."""

MOST = 10**12
"""The largest number that answers a question: more users than there are people."""

Type = Literal["bool", "number", "choice", "list"]


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is assumed in place of the usual where other facts hold; it rests on none that has one of its own."""

    when: Expression
    value: Value


@dataclass(frozen=True, slots=True)
class Question:
    """One fact: its path, the answers it takes, what is assumed where none is given, and how it is asked."""

    path: str
    type: Type
    choices: tuple[str, ...]
    assumed: Value
    ask: Text
    supposed: Supposition | None = None

    @property
    def name(self) -> str:
        """The last part of the path, by which an answer tells what would change it."""
        return self.path.rpartition(".")[2]

    def assumed_by(self, facts: FactValues) -> Value:
        """What is assumed of it where the other facts are these."""
        other = self.supposed
        return other.value if other and other.when.holds(facts, lambda pack: False) else self.assumed

    def fits(self, value: object) -> bool:
        """Whether a value is an answer to it."""
        match self.type:
            case "bool":
                return isinstance(value, bool)
            case "number":
                return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
            case "choice":
                return value in self.choices
            case "list":
                return isinstance(value, (list, tuple)) and all(one in self.choices for one in value)

    @property
    def wants(self) -> str:
        """What answers there are, for a message."""
        told = {"bool": "true or false", "number": f"a whole number from 0 to {MOST}"}
        return told.get(self.type) or f"{'one' if self.type == 'choice' else 'a list'} of {', '.join(self.choices)}"


@cache
def questions(folder: Path) -> Mapping[str, Question]:
    """Every question of a folder of packs, by its path and in the order in which they are asked."""
    return {path: _question(path, raw) for path, raw in read_yaml(folder / FACTS).data["facts"].items()}


def _question(path: str, raw: Mapping[str, Any]) -> Question:
    where = raw.get("assumed_where")
    supposed = Supposition(expression(where["when"]), _value(where["value"])) if where else None
    choices = tuple(raw.get("choices", ()))
    return Question(path, raw["type"], choices, _value(raw["assumed"]), Text(**raw["ask"]), supposed)


def _value(raw: bool | int | str | list[str]) -> Value:
    return tuple(raw) if isinstance(raw, list) else raw
