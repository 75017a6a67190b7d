"""Mending a label: what was meant is kept, what cannot be known is asked for, and nothing is made up."""

from __future__ import annotations

from typing import Final

from guiju.core.label import Label
from guiju.labels.aigc import VALUES, strange
from guiju.labels.examining import Examined
from guiju.labels.producer import CODE_LENGTH, fault

_UNSURE: Final = {
    "disagree": "its labels say different things",
    "sidecar_other": "the label beside it is of another content",
}
"""Remarks that leave open whose label it is that stands there."""


def mended(examined: Examined, producer: str = "", number: str = "", value: str = "") -> Label:
    """The label that a file was meant to have, with what is given in the place of what it says.

    A reserved code, and who passed the content on, are left out where they are not allowed as they stand. Raises
    ValueError where the label does not say enough, or several say different things, and what to give.
    """
    met = examined.label or Label("1", "", "")
    codes = {remark.code for remark in examined.remarks}
    for code, wrong in _UNSURE.items():
        if code in codes and not (producer and number):
            raise ValueError(f"{wrong}: give --producer and --id")
    producer = producer or _kept("ContentProducer", met.content_producer, "--producer CODE")
    number = number or _kept("ProduceID", met.produce_id, "--id ID")
    value = value or met.label
    if value not in VALUES:
        raise ValueError(f"its Label is {value!r}: give --value 1, 2 or 3")
    if len(producer) == CODE_LENGTH and (wrong := fault(producer)):
        raise ValueError(f"its provider code is wrong ({wrong}): give --producer CODE")
    spread = met.content_propagator, met.propagate_id
    if not all(spread) or any(strange("", text) is not None for text in spread):
        spread = "", ""
    changed = (producer, number, value) != (met.content_producer, met.produce_id, met.label)
    reserved1 = "" if changed or strange("ReservedCode1", met.reserved_code1) is not None else met.reserved_code1
    reserved2 = "" if not spread[0] or strange("ReservedCode2", met.reserved_code2) is not None else met.reserved_code2
    return Label(value, producer, number, reserved1, *spread, reserved2)


def _kept(key: str, text: str, option: str) -> str:
    if not text:
        raise ValueError(f"its label has no {key}: give {option}")
    if strange(key, text) is not None:
        raise ValueError(f"its {key} has characters that are not allowed: give {option}")
    return text
