"""A row of JSONL as it was written, with members more: what is not ours to read is not ours to write anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from json import JSONDecoder
from typing import Any

import orjson

_BETWEEN = re.compile(r"[ \t\r\n,:]*")
_DECODER = JSONDecoder(parse_int=str, parse_float=str)


def gained(line: bytes, row: Mapping[str, Any], more: Mapping[str, Any]) -> bytes:
    """The line of the object ``row`` with ``more`` at its end, in place of members of these names that it has.

    ``line`` is JSON in UTF-8 and ``row`` what it says, with at least one member that ``more`` has not. Numbers stay as
    they were written, however many digits they have. Raises ValueError for a row to be changed that nests too deeply.
    """
    line = line.strip()
    if row.keys().isdisjoint(more):
        kept = line[:-1].rstrip()
    else:
        kept = b"{" + b",".join(piece.encode() for name, piece in _members(line.decode()) if name not in more)
    return kept + b"," + orjson.dumps(more)[1:] + b"\n"


def _members(line: str) -> Iterator[tuple[str, str]]:
    """(name, the member as written) of an object that is well formed."""
    end = _after(line, 1)
    while line[end] != "}":
        start = end
        try:
            name, end = _DECODER.raw_decode(line, start)
            _, end = _DECODER.raw_decode(line, _after(line, end))
        except RecursionError:
            raise ValueError("the row nests too deeply to be changed") from None
        yield name, line[start:end]
        end = _after(line, end)


def _after(line: str, end: int) -> int:
    found = _BETWEEN.match(line, end)
    return found.end() if found else end
