"""What else a text says to whoever reads its escapes: every reader downstream may be laxer than JSON is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

import orjson

LEAVES: Final = 20_000
"""Strings, names and numbers that one text of JSON may hold; more is denied, because each is judged."""

_LEVELS: Final = 3
_OPENS: Final = ("{", "[", '"')
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROLS: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HALF: Final = re.compile("[\ud800-\udfff]")


def readings(text: str) -> list[str]:
    """The other readings of a text, innermost last, at most three: each is the one before with its escapes read once
    more, and JSON within it as the strings, names and numbers that it holds, a line for each. Empty for plain text.

    Raises ValueError where JSON within it holds more than LEAVES.
    """
    told: list[str] = []
    parts: Sequence[str] = (text,)
    for _ in range(_LEVELS):
        if not any("\\" in part or part.lstrip().startswith(_OPENS) for part in parts):
            break
        opened = [each for part in parts for each in _opened(part)]
        if len(opened) > LEAVES:
            raise ValueError(f"JSON holds more than {LEAVES} strings and numbers")
        if opened == parts:
            break
        parts = opened
        told.append("\n".join(parts))
    return told


def decoded(text: str) -> Any:
    """A text of JSON decoded, surrogate pairs joined. Raises ValueError where it is none, or where an object names a
    field twice: readers differ in which of the two they take."""
    try:
        return json.loads(mended(text), object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("JSON is nested too deep") from None


def received(data: bytes) -> Any:
    """JSON as it came from an upstream, decoded; half a surrogate pair stays what it is, for its other half may come
    with the next piece. Raises ValueError."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(data.decode())
    except RecursionError:
        raise ValueError("JSON is nested too deep") from None


def number_text(value: float) -> str:
    """A number as text; a whole one has no point and no exponent, whichever way it was written."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e21 else str(value)


def mended(text: str) -> str:
    """A text with surrogate pairs joined and lone halves replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _HALF.search(text) else text


def _opened(text: str) -> list[str]:
    """A text with its escapes read once: the leaves of JSON, or the text itself."""
    if text.lstrip().startswith(_OPENS):
        try:
            return [mended(leaf) for leaf in _leaves(json.loads(text, strict=False, object_pairs_hook=_flat))]
        except (ValueError, RecursionError):
            pass
    return [mended(_ESCAPE.sub(_read, text))] if "\\" in text else [text]


def _read(escape: re.Match[str]) -> str:
    """What an escape stands for; what none is, is the character itself."""
    name = escape.group(1)
    return chr(int(name[1:], 16)) if len(name) > 1 else _CONTROLS.get(name, name)


def _leaves(value: Any) -> list[str]:
    left, out = [value], []
    while left:
        node = left.pop()
        if isinstance(node, list):
            left.extend(reversed(node))
        elif isinstance(node, str):
            out.append(node)
        elif isinstance(node, (int, float)) and not isinstance(node, bool):
            out.append(number_text(node))
    return out


def _flat(pairs: list[tuple[str, Any]]) -> list[Any]:
    """An object as the list of its names and values: a name that is there twice stays there twice."""
    return [each for pair in pairs for each in pair]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("JSON names a field twice")
    return value
