"""Library: what packs share: the controls of the house, the closed vocabularies, and the facts that scope asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from guiju.core.text import Text
from guiju.law.reading.control_faults import control_faults
from guiju.law.reading.located import read_yaml, told
from guiju.law.reading.questions import Question, questions
from guiju.law.reading.schema import ControlYaml, Name

CONTROLS = "_controls.yaml"
WORDS = "_words.yaml"
_CONTROLS: TypeAdapter[dict[str, ControlYaml]] = TypeAdapter(dict[Name, ControlYaml])


@dataclass(frozen=True, slots=True)
class Library:
    """The controls by their id, the names of events and triggers in both languages, and the questions by their path."""

    controls: Mapping[str, ControlYaml]
    events: Mapping[str, Text]
    triggers: Mapping[str, Text]
    questions: Mapping[str, Question]


@cache
def read_library(folder: Path) -> Library:
    """What the packs of a folder share. Raises ValueError with every fault, one a line: file, line, what is wrong."""
    words = read_yaml(folder / WORDS).data
    return Library(_controls(folder / CONTROLS), _texts(words["events"]), _texts(words["triggers"]), questions(folder))


def _controls(file: Path) -> dict[str, ControlYaml]:
    located = read_yaml(file)
    try:
        controls = _CONTROLS.validate_python(located.data)
    except ValidationError as error:
        raise ValueError("\n".join(told(located, error))) from error
    found = [f for name, control in controls.items() for f in control_faults((name,), control, None)]
    if found:
        raise ValueError("\n".join(located.fault(path, what) for path, what in found))
    return controls


def _texts(raw: Mapping[str, Mapping[str, str]]) -> dict[str, Text]:
    return {name: Text(**text) for name, text in raw.items()}
