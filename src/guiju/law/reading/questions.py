"""Questions: the facts about a service that scope asks for, with their answers and what is assumed without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from guiju.core.expression import Value
from guiju.core.text import Text
from guiju.law.reading.located import read_yaml

FACTS = "_facts.yaml"
"""In a folder of packs: the facts that conditions may ask for."""

Type = Literal["bool", "number", "choice", "list"]


@dataclass(frozen=True, slots=True)
class Question:
    """One fact: its path, the answers it takes, what is assumed where none is given, and how it is asked."""

    path: str
    type: Type
    choices: tuple[str, ...]
    assumed: Value
    ask: Text

    @property
    def name(self) -> str:
        """The last part of the path, by which an answer tells what would change it."""
        return self.path.rpartition(".")[2]

    def fits(self, value: object) -> bool:
        """Whether a value is an answer to it."""
        match self.type:
            case "bool":
                return isinstance(value, bool)
            case "number":
                return isinstance(value, int) and not isinstance(value, bool) and value >= 0
            case "choice":
                return value in self.choices
            case "list":
                return isinstance(value, (list, tuple)) and all(one in self.choices for one in value)

    @property
    def wants(self) -> str:
        """What answers there are, for a message."""
        told = {"bool": "true or false", "number": "a whole number of at least 0"}
        return told.get(self.type) or f"{'one' if self.type == 'choice' else 'a list'} of {', '.join(self.choices)}"


@cache
def questions(folder: Path) -> Mapping[str, Question]:
    """Every question of a folder of packs, by its path and in the order in which they are asked."""
    return {
        path: Question(path, raw["type"], tuple(raw.get("choices", ())), _value(raw["assumed"]), Text(**raw["ask"]))
        for path, raw in read_yaml(folder / FACTS).data["facts"].items()
    }


def _value(raw: bool | int | str | list[str]) -> Value:
    return tuple(raw) if isinstance(raw, list) else raw
