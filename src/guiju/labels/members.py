"""A JSON object as its members and the places where they stand, so that one is changed and the rest stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from guiju.labels.carrier import Damaged

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object: its key, the characters where its key begins, where its value begins and ends, and the
    value."""

    key: str
    start: int
    begins: int
    ends: int
    value: Any


def members(text: str, at: int) -> Iterator[Member]:
    """The members of the object that begins at a character, blanks before it passed over. Raises Damaged."""
    at = _after(text, at)
    if text[at : at + 1] != "{":
        raise Damaged("there is no JSON object where one should begin", at)
    at = _after(text, at + 1)
    while text[at : at + 1] != "}":
        start = at
        key, at = _value(text, at)
        at = _after(text, at)
        if not isinstance(key, str) or text[at : at + 1] != ":":
            raise Damaged("a JSON object has a member without key and value", at)
        begins = _after(text, at + 1)
        value, ends = _value(text, begins)
        yield Member(key, start, begins, ends, value)
        at = _after(text, ends)
        if text[at : at + 1] == ",":
            at = _after(text, at + 1)
        elif text[at : at + 1] != "}":
            raise Damaged("a JSON object does not end", at)


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        raise Damaged("the JSON does not parse", at) from None


def _after(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
