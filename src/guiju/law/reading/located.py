"""YAML read with the line of every value, so that an error can name it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from guiju.law.reading.wrong import wrong

Path_ = tuple[str | int, ...]
Fault = tuple[Path_, str]
"""A place in a document, and what is wrong there and what to do."""
DEEPEST = 30
"""Levels of a document; a pack has fewer than ten."""
LARGEST = 2_000_000
"""Bytes of a file; the longest pack has a tenth of that."""
MOST = 10**15
"""The largest number, either side of nought: every sum and count that is told here is far below it."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML document as plain data, and the line (from 1) of every key and list item in it by its path."""

    file: Path
    data: Any
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int:
        """The line of a value, or of the nearest one around it that is in the document."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, what: str) -> str:
        """``file:line: what is wrong``."""
        return f"{self.file}:{self.line(path)}: {what}"


def read_yaml(file: Path) -> Located:
    """One YAML document. Raises ValueError naming file and line for what is no YAML, a key twice, an alias or a tag."""
    with file.open("rb") as opened:
        raw = opened.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ValueError(f"{file}: larger than {LARGEST} bytes; split it, or check that it is the file you mean")
    try:
        return parsed(raw.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error


def parsed(text: str, file: Path) -> Located:
    """The YAML document that a text holds; errors name ``file``. Raises ValueError as ``read_yaml`` does."""
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        _bounded(text, loader, file)
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ValueError(f"{file}:{line}: not YAML: {error.problem}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ValueError(f"{file}:{line}: not YAML: a control character; remove it") from error
    if node is None:
        raise ValueError(f"{file}:1: the file is empty; write it, or remove it")
    lines: dict[Path_, int] = {}
    return Located(file, _plain(node, (), lines, file, yaml.SafeLoader("")), lines)


def _bounded(text: str, loader: Any, file: Path) -> None:
    """Refuses aliases, which may hold themselves or multiply without end, depth that no parser's stack bears, and tags,
    by which a value would be read as something else than it looks like."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if what := _unfit(event, depth):
            raise ValueError(f"{file}:{event.start_mark.line + 1 if event.start_mark else 1}: {what}")


def _unfit(event: Event, depth: int) -> str:
    """Why an event of the parser is not taken; empty where it is."""
    if depth > DEEPEST:
        return "nested too deep; write it flat"
    if isinstance(event, AliasEvent):
        return "an alias (*); write the value out"
    if getattr(event, "tag", None) is not None:
        return "a tag (!); write the value without it"
    return ""


def _plain(node: Node, path: Path_, lines: dict[Path_, int], file: Path, scalars: yaml.SafeLoader) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        pairs = list(_pairs(node, file))
        lines.update({(*path, key.value): key.start_mark.line + 1 for key, _ in pairs})
        return {key.value: _plain(value, (*path, key.value), lines, file, scalars) for key, value in pairs}
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, i), lines, file, scalars) for i, item in enumerate(node.value)]
    try:
        value = scalars.construct_object(node)
    except (yaml.MarkedYAMLError, ValueError, ArithmeticError) as error:
        why = error.problem if isinstance(error, yaml.MarkedYAMLError) else error
        raise ValueError(f"{file}:{node.start_mark.line + 1}: {_shown(node.value)} is no value: {why}") from error
    if isinstance(value, (int, float)) and MOST < abs(value) < inf:
        raise ValueError(f"{file}:{node.start_mark.line + 1}: {_shown(node.value)} is too large a number; correct it")
    return value


def _shown(told: str) -> str:
    return repr(told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…")


def _pairs(node: MappingNode, file: Path) -> Iterator[tuple[ScalarNode, Node]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            raise ValueError(f"{file}:{line}: a key must be plain text")
        if key.value in seen:
            first = seen[key.value]
            raise ValueError(f"{file}:{line}: key {key.value!r} stands twice (first in line {first}); remove one")
        seen[key.value] = line
        yield key, value


def told(located: Located, error: ValidationError) -> list[str]:
    """What pydantic found wrong, one fault for each place: ``file:line: what is wrong``."""
    found: dict[tuple[str | int, ...], str] = {}
    for one in error.errors():
        place: tuple[str | int, ...] = ()
        for step in one["loc"]:
            if (*place, step) in located.lines:
                place = (*place, step)
        named = ".".join(str(step) for step in place) or "the document"
        match one["type"]:
            case "extra_forbidden":
                what = f"{named}: unknown key; remove it or correct its spelling"
            case "missing":
                what = f"{named}: {str(one['loc'][-1])!r} is missing; add it"
            case "model_type" | "dict_type":
                what = f"{named}: must be a map, as in `key: value`"
            case _:
                what = f"{named}: {wrong(one)}"
        found.setdefault(place, located.fault(place, what))
    return list(found.values())
