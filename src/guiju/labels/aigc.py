"""The implicit label as the AIGC object of GB 45438-2025, annex E."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.core.label import Label

_KEYS = {
    "Label": "label",
    "ContentProducer": "content_producer",
    "ProduceID": "produce_id",
    "ReservedCode1": "reserved_code1",
    "ContentPropagator": "content_propagator",
    "PropagateID": "propagate_id",
    "ReservedCode2": "reserved_code2",
}
_LABELS = ("1", "2", "3")
_ALLOWED = frozenset(chr(code) for code in range(0x21, 0x7F)) - {'"', "\\"}


def aigc(label: Label) -> dict[str, dict[str, str]]:
    """``{"AIGC": {seven fields}}`` in the standard's order and spelling.

    Raises ValueError where a value holds a character that annex E does not allow, ``label`` is not 1, 2 or 3, or the
    code and the number that must name the content are missing.
    """
    values = {key: getattr(label, name) for key, name in _KEYS.items()}
    for key, value in values.items():
        _allowed(key, value)
    _named(label)
    return {"AIGC": values}


def read_aigc(obj: object) -> Label:
    """The label in an AIGC object, keys in any order; a ``Label`` that is a number is read as its digit.

    Raises ValueError for anything that ``aigc`` would not have written otherwise.
    """
    if not isinstance(obj, Mapping) or set(obj) != {"AIGC"} or not isinstance(obj["AIGC"], Mapping):
        raise ValueError('AIGC label: must be an object {"AIGC": {...}}')
    fields = obj["AIGC"]
    if set(fields) != set(_KEYS):
        missing, unknown = len(set(_KEYS) - set(fields)), len(set(fields) - set(_KEYS))
        raise ValueError(f"AIGC label: {missing} of the seven keys are missing, {unknown} keys are unknown")
    label = Label(**{name: _text(key, fields[key]) for key, name in _KEYS.items()})
    aigc(label)
    return label


def _allowed(key: str, value: str) -> None:
    for place, character in enumerate(value):
        if character not in _ALLOWED:
            raise ValueError(f"AIGC label: {key} has a character at {place} that is not allowed (printable ASCII, "
                             'no space, no ", no \\)')  # fmt: skip


def _named(label: Label) -> None:
    if label.label not in _LABELS:
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
