"""Wrong: what pydantic found wrong with a value, told in the words of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SHOWN = 60
_WANTS = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "string": "text, in quotes where it looks like a number",
    "list": "a list, as in [a, b]",
    "date": "a date, as in 2026-01-31",
}
"""What a type of value is called, by the first word of pydantic's name of the fault."""


def wrong(one: Mapping[str, Any]) -> str:
    """What is wrong with the value of a fault, as pydantic lists it, and what to write instead."""
    limits: dict[str, Any] = one.get("ctx", {})
    shown = _shown(one["input"])
    match one["type"]:
        case "literal_error":
            return f"{shown} is none of {_choices(str(limits['expected']))}"
        case "string_too_short" | "too_short" | "list_too_short":
            return "it is empty; write it"
        case "greater_than_equal":
            return f"{shown} is less than {limits['ge']}"
        case "finite_number":
            return f"{shown} is no amount; write a number"
        case "int_type" | "int_parsing" if one["loc"][-1:] == ("int",):  # whole or not, either would do
            return f"{shown} is not {_WANTS['float']}"
        case kind if (first := kind.partition("_")[0]) in _WANTS and kind.endswith(("_type", "_parsing")):
            return f"{shown} is not {_WANTS[first]}"
        case _:
            return str(one["msg"]).replace("Input should", f"{shown} should")


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _shown(raw: object) -> str:
    told = str(raw).lower() if isinstance(raw, bool) else repr(raw)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
