"""The implicit label as the AIGC object of GB 45438-2025, annex E: written strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import orjson

from guiju.core.label import Label

FIELDS: Final[Mapping[str, str]] = {
    "Label": "label",
    "ContentProducer": "content_producer",
    "ProduceID": "produce_id",
    "ReservedCode1": "reserved_code1",
    "ContentPropagator": "content_propagator",
    "PropagateID": "propagate_id",
    "ReservedCode2": "reserved_code2",
}
"""The seven keys in the standard's order and spelling, and the attribute of ``Label`` that each is."""

VALUES: Final = ("1", "2", "3")
"""Is generated; may be; is suspected."""

ALLOWED: Final = frozenset(chr(code) for code in range(0x21, 0x7F)) - {'"', "\\"}
"""The characters of a value; the reserved codes may hold quotation marks besides, which JSON escapes."""

_RESERVED: Final = ("ReservedCode1", "ReservedCode2")


def aigc(label: Label) -> dict[str, dict[str, str]]:
    """``{"AIGC": {seven fields}}`` in the standard's order and spelling.

    Raises ValueError where a value holds a character that annex E does not allow, ``label`` is not 1, 2 or 3, or the
    code and the number that must name the content are missing.
    """
    return {"AIGC": _fields(label)}


def aigc_fields(label: Label) -> dict[str, str]:
    """The seven fields of a label as they are, by the standard's keys; also of one that annex E would not allow."""
    return {key: getattr(label, name) for key, name in FIELDS.items()}


def value(label: Label) -> str:
    """The seven fields as one JSON string: what stands in a field of a file whose name is AIGC. Raises as ``aigc``."""
    return orjson.dumps(_fields(label)).decode()


def read_aigc(obj: object) -> Label:
    """The label in an AIGC object, keys in any order; a ``Label`` that is a number is read as its digit.

    Raises ValueError for anything that ``aigc`` would not have written otherwise.
    """
    if not isinstance(obj, Mapping) or set(obj) != {"AIGC"} or not isinstance(obj["AIGC"], Mapping):
        raise ValueError('AIGC label: must be an object {"AIGC": {...}}')
    fields = obj["AIGC"]
    if set(fields) != set(FIELDS):
        missing, unknown = len(set(FIELDS) - set(fields)), len(set(fields) - set(FIELDS))
        raise ValueError(f"AIGC label: {missing} of the seven keys are missing, {unknown} keys are unknown")
    label = Label(**{name: _text(key, fields[key]) for key, name in FIELDS.items()})
    aigc(label)
    return label


def strange(key: str, text: str) -> int | None:
    """The place of the first character in the value of a key that annex E does not allow."""
    return next((n for n, one in enumerate(text) if one not in ALLOWED and not (one == '"' and key in _RESERVED)), None)


def _fields(label: Label) -> dict[str, str]:
    values = aigc_fields(label)
    for key, text in values.items():
        place = strange(key, text)
        if place is not None:
            raise ValueError(f"AIGC label: {key} has a character at {place} that is not allowed (printable ASCII, "
                             'no space, no ", no \\)')  # fmt: skip
    _named(label)
    return values


def _named(label: Label) -> None:
    if label.label not in VALUES:
        raise ValueError("AIGC label: Label must be 1 (is generated), 2 (may be) or 3 (suspected)")
    if bool(label.content_producer) != bool(label.produce_id):
        raise ValueError("AIGC label: ContentProducer and ProduceID go together; one of them is empty")
    if bool(label.content_propagator) != bool(label.propagate_id):
        raise ValueError("AIGC label: ContentPropagator and PropagateID go together; one of them is empty")
    if label.label == "1" and not label.content_producer:
        raise ValueError("AIGC label: ContentProducer and ProduceID are needed where Label is 1")
    if not label.content_producer and not label.content_propagator:
        raise ValueError("AIGC label: neither a producer nor a propagator is named")


def _text(key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if key == "Label" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"AIGC label: {key} must be a string")
