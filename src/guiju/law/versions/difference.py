"""Difference: what one pack says otherwise than another, part by part and field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from guiju.core.control import Control
from guiju.core.pack import Pack, Risk

Part = Literal[
    "head", "instruments", "articles", "scope", "remarks", "obligations", "relations", "controls", "risks",
    "parameters", "penalties", "cites",
]  # fmt: skip
How = Literal["added", "removed", "changed"]
Entries = dict[str, dict[str, Any]]
"""The entries of one part of a pack by their id, each as its fields by name."""

_HEAD = ("title", "version", "jurisdiction", "since", "until", "starts", "replaces")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry and what stands in it on either side."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of a pack that was added, removed or changed; only a changed one lists its fields.

    ``id`` is the entry's own within its pack: an obligation is ``4.1`` and not ``PACK/4.1``.
    """

    part: Part
    id: str
    how: How
    fields: tuple[Field, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name, if it changed."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Side:
    """Which pack one side of a difference is."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What ``new`` says otherwise than ``old``, in the order of a pack; nothing where they say the same."""

    old: Side
    new: Side
    changes: tuple[Change, ...]

    def of(self, part: Part, how: How | None = None) -> tuple[Change, ...]:
        """The changes of one part, all or of one sort."""
        return tuple(one for one in self.changes if one.part == part and how in (None, one.how))


def compare(old: Pack, new: Pack) -> Difference:
    """What the new pack says otherwise than the old one: two versions of one pack, or two packs."""
    changes = (change for part, entries in _PARTS.items() for change in _changes(part, entries(old), entries(new)))
    return Difference(side(old), side(new), tuple(changes))


def side(pack: Pack) -> Side:
    """Which pack this is: what a status, a term or a difference cites."""
    return Side(pack.id, pack.version, pack.digest)


def _changes(part: Part, old: Entries, new: Entries) -> Iterator[Change]:
    yield from (Change(part, name, "removed") for name in old if name not in new)
    for name, entry in new.items():
        if name not in old:
            yield Change(part, name, "added")
        elif found := tuple(_fields(old[name], entry)):
            yield Change(part, name, "changed", found)


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Field]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Field(name, old.get(name), new.get(name))


def _shape(entry: Any) -> dict[str, Any]:
    return {field.name: getattr(entry, field.name) for field in fields(entry) if field.name != "id"}


def _named(entries: Iterable[tuple[str, Any]]) -> Entries:
    """Entries by their name; the second of one name is ``NAME#2``."""
    found: Entries = {}
    for name, entry in entries:
        count = 1 + sum(one.partition("#")[0] == name for one in found)
        found[name if count == 1 else f"{name}#{count}"] = _shape(entry)
    return found


def _local(pack: Pack, name: str) -> str:
    return name.removeprefix(f"{pack.id}/")


def _control(control: Control) -> dict[str, Any]:
    """A control with its reading laid open, so that each change of how evidence is read is one field."""
    told = _shape(control)
    reading = told.pop("reading")
    return told | {"planned": control.planned} | (_shape(reading) if reading else {})


def _risk(risk: Risk) -> dict[str, Any]:
    """A risk with one field for the floor at each stage."""
    told = _shape(risk)
    return told | {stage.value: floor for stage, floor in told.pop("floors").items()}


_PARTS: dict[Part, Callable[[Pack], Entries]] = {
    "head": lambda p: {"pack": {name: getattr(p, name) for name in _HEAD}},
    "instruments": lambda p: _named(p.instruments.items()),
    "articles": lambda p: _named((one.number, one) for one in p.articles),
    "scope": lambda p: _named((one.clause, one) for one in p.scope),
    "remarks": lambda p: _named((one.clause, one) for one in p.remarks),
    "obligations": lambda p: _named((_local(p, one.id), one) for one in p.obligations),
    "relations": lambda p: _named((f"{_local(p, one.this)}~{one.that}", one) for one in p.relations),
    "controls": lambda p: {name: _control(one) for name, one in p.controls.items()},
    "risks": lambda p: {name: _risk(one) for name, one in p.risks.items()},
    "parameters": lambda p: _named(p.parameters.items()),
    "penalties": lambda p: _named(p.penalties.items()),
    "cites": lambda p: {name: {"article": number} for name, number in p.cites.items()},
}
