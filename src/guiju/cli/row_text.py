"""A row of JSONL as it was written, with members more: what is not ours to read is not ours to write anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from json import JSONDecoder
from typing import Any

import orjson

_BETWEEN = re.compile(r"[ \t\r\n,:]*")
_DECODER = JSONDecoder(parse_int=str, parse_float=str)


def opened(line: bytes, row: Mapping[str, Any], without: Collection[str]) -> bytes:
    """The line of the object ``row``, open at its end for more members, and without its members of these names.

    ``line`` is JSON in UTF-8 and ``row`` what it says. Numbers stay as they were written, however many digits they
    have. Raises RecursionError for a row to be changed that nests too deeply.
    """
    line = line.strip()
    if row.keys().isdisjoint(without):
        return line[:-1].rstrip()
    return b"{" + b",".join(piece.encode() for name, piece in _members(line.decode()) if name not in without)


def closed(start: bytes, more: Mapping[str, Any]) -> bytes:
    """The line of an object that was ``opened``, with ``more`` at its end."""
    return start + (b"," if len(start) > 1 else b"") + orjson.dumps(more)[1:] + b"\n"


def _members(line: str) -> Iterator[tuple[str, str]]:
    """(name, the member as written) of an object that is well formed."""
    end = _after(line, 1)
    while line[end] != "}":
        start = end
        name, end = _DECODER.raw_decode(line, start)
        _, end = _DECODER.raw_decode(line, _after(line, end))
        yield name, line[start:end]
        end = _after(line, end)


def _after(line: str, end: int) -> int:
    found = _BETWEEN.match(line, end)
    return found.end() if found else end
