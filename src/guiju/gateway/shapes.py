"""The shapes that a request may have. What a shape does not know is denied; every text it meets is gathered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from guiju.gateway.errors import Fault
from guiju.gateway.readings import decoded, number_text

DEPTH: Final = 64
"""Levels of nesting that a request may have."""

ITEMS: Final = 20_000
"""Entries that all lists and free objects of a request may hold together, those of JSON within its texts included."""

_LARGEST: Final = 1_000_000_000
"""No setting is larger; a larger number could tell a person apart."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One text of a request: where it stands (``owner[key]``), who speaks, and a path in the gateway's own words.

    ``fixed`` says that it cannot be rewritten where it stands: whatever would edit it refuses the request.
    """

    owner: Any
    key: Any
    role: str
    path: str
    text: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message: who speaks, the places of its texts among the slots, and of those that are its content."""

    role: str
    slots: range
    said: range


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text that is JSON: where it stands, its decoded form, and the places of the leaves of that."""

    owner: Any
    key: Any
    value: Any
    slots: range


@dataclass(slots=True)
class Walk:
    """One reading of one request body: the texts and messages met so far, and the role that speaks."""

    slots: list[Slot] = field(default_factory=list)
    encoded: list[Encoded] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    role: str = "system"
    said: range = range(0)
    items: int = 0

    def add(self, owner: Any, key: Any, path: str) -> None:
        """Gathers the text at ``owner[key]``."""
        if owner[key]:
            self.slots.append(Slot(owner, key, self.role, path, owner[key]))

    def room(self, items: int, path: str) -> None:
        """Counts entries that are about to be read. Raises Fault where the request holds too many."""
        self.items += items
        if self.items > ITEMS:
            raise Fault(400, "too_many_values", f"{path}: a request may hold at most {ITEMS} values", path)

    def encode(self, edited: Set[int]) -> None:
        """Writes JSON within texts anew where one of the slots ``edited`` lies in it; any other stays as it came."""
        for one in self.encoded:
            if not edited.isdisjoint(one.slots):
                one.owner[one.key] = json.dumps(one.value, ensure_ascii=False, separators=(",", ":"))


Shape = Callable[[Walk, Any, Any, str], None]
"""Reads ``owner[key]``, which stands at a path; raises Fault where it is not what it should be."""


def wrong(path: str, wanted: str) -> Fault:
    """The field at ``path`` is not what it has to be."""
    return Fault(400, "invalid_type", f"{path} must be {wanted}", path)


def text(walk: Walk, owner: Any, key: Any, path: str) -> None:
    """Text that is judged."""
    if type(owner[key]) is not str:
        raise wrong(path, "a string")
    walk.add(owner, key, path)


def boolean(walk: Walk, owner: Any, key: Any, path: str) -> None:
    """true or false."""
    if type(owner[key]) is not bool:
        raise wrong(path, "true or false")


def number(walk: Walk, owner: Any, key: Any, path: str) -> None:
    """A number, of a size that a setting has."""
    if type(owner[key]) not in (int, float) or not -_LARGEST <= owner[key] <= _LARGEST:
        raise wrong(path, f"a number from -{_LARGEST} to {_LARGEST}")


def numeral(walk: Walk, owner: Any, key: Any, path: str) -> None:
    """A whole number of any size, judged as text."""
    if type(owner[key]) is not int:
        raise wrong(path, "a whole number of at most 64 bits")
    walk.slots.append(Slot(owner, key, walk.role, path, str(owner[key]), fixed=True))


def whole(low: int, high: int) -> Shape:
    """A whole number from ``low`` to ``high``."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        if type(owner[key]) is not int or not low <= owner[key] <= high:
            raise wrong(path, f"a whole number from {low} to {high}")

    return read


def word(*words: str) -> Shape:
    """One of these words."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        if owner[key] not in words:
            raise wrong(path, "one of " + ", ".join(words))

    return read


def optional(shape: Shape) -> Shape:
    """What ``shape`` reads, or null."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        if owner[key] is not None:
            shape(walk, owner, key, path)

    return read


def dropped(walk: Walk, owner: Any, key: Any, path: str) -> None:
    """A field that stays at the gateway."""


def denied(message: str) -> Shape:
    """A field that this gateway knows and does not pass on; null and false are as good as absent."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        if owner[key] is not None and owner[key] is not False:
            raise Fault(400, "unsupported_field", f"{path}: {message}", path)

    return read


def record(required: tuple[str, ...] = (), /, **fields: Shape) -> Shape:
    """An object with these fields and no others."""
    known = ", ".join(fields)

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        value = owner[key]
        if type(value) is not dict:
            raise wrong(path, "an object")
        for name in required:
            if name not in value:
                raise Fault(400, "missing_field", f"{path} needs the field {name}", f"{path}.{name}")
        for name in value:
            shape = fields.get(name)
            if shape is None:
                message = f"{path} has a field this gateway does not know; it may have: {known}"
                raise Fault(400, "unknown_field", message, path)
            shape(walk, value, name, f"{path}.{name}")

    return read


def by(name: str, shapes: Mapping[str, Shape], others: str = "") -> Shape:
    """An object whose shape its field ``name`` chooses; ``others`` says why any other is denied."""
    wanted = f"an object whose {name} is one of " + ", ".join(shapes) + (f" ({others})" if others else "")

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        value = owner[key]
        chosen = value.get(name) if type(value) is dict else None
        shape = shapes.get(chosen) if type(chosen) is str else None
        if shape is None:
            raise Fault(400, "unsupported_value", f"{path} must be {wanted}", path)
        shape(walk, owner, key, path)

    return read


def many(shape: Shape, least: int = 0) -> Shape:
    """A list of what ``shape`` reads."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        value = owner[key]
        if type(value) is not list or len(value) < least:
            raise wrong(path, f"a list of at least {least}")
        walk.room(len(value), path)
        for place in range(len(value)):
            shape(walk, value, place, f"{path}.{place}")

    return read


def said(shape: Shape) -> Shape:
    """What ``shape`` reads is the content of a message: one text to whoever reads it, in however many parts."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        start = len(walk.slots)
        shape(walk, owner, key, path)
        walk.said = range(start, len(walk.slots))

    return read


def spoken(shape: Shape, role: Callable[[Any], str]) -> Shape:
    """What ``shape`` reads is a message; ``role`` tells from it who speaks."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        start, before = len(walk.slots), walk.role
        walk.role, walk.said = role(owner[key]), range(0)
        shape(walk, owner, key, path)
        walk.spoken.append(Spoken(walk.role, range(start, len(walk.slots)), walk.said))
        walk.role = before

    return read


def either(as_text: Shape, as_other: Shape) -> Shape:
    """Text, or something else."""

    def read(walk: Walk, owner: Any, key: Any, path: str) -> None:
        (as_text if type(owner[key]) is str else as_other)(walk, owner, key, path)

    return read


def anything(walk: Walk, owner: Any, key: Any, path: str) -> None:
    """Any JSON, such as a schema: every string and number in it is judged, names of fields too."""
    _leaves(walk, owner, key, path, 0)


def _leaves(walk: Walk, owner: Any, key: Any, path: str, depth: int) -> None:
    value = owner[key]
    if depth > DEPTH:
        raise Fault(400, "too_deep", f"{path} is nested more than {DEPTH} levels deep", path)
    if type(value) is str:
        walk.add(owner, key, path)
    elif type(value) in (int, float):
        walk.slots.append(Slot(owner, key, walk.role, path, number_text(value)))
    elif type(value) is list:
        walk.room(len(value), path)
        for place in range(len(value)):
            _leaves(walk, value, place, path, depth + 1)
    elif type(value) is dict:
        walk.room(len(value), path)
        for name in value:
            walk.slots.append(Slot(value, name, walk.role, path, name, fixed=True))
            _leaves(walk, value, name, path, depth + 1)


def encoded(walk: Walk, owner: Any, key: Any, path: str) -> None:
    """Text that may itself be JSON: judged as what it decodes to, because a model reads its escapes."""
    if type(owner[key]) is not str:
        raise wrong(path, "a string")
    try:
        value = orjson.loads(owner[key])
    except orjson.JSONDecodeError:
        value = None
    if type(value) not in (dict, list):
        walk.add(owner, key, path)
        return
    anything(Walk(items=walk.items), [value], 0, path)  # too much is denied before the slower reader meets it
    try:
        holder = [decoded(owner[key])]
    except ValueError:
        raise Fault(400, "duplicate_field", f"{path} holds JSON that names a field twice", path) from None
    start = len(walk.slots)
    anything(walk, holder, 0, path)
    walk.encoded.append(Encoded(owner, key, holder[0], range(start, len(walk.slots))))
