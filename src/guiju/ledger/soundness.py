"""Refuses what is no fact before it can become evidence, at the cost of a few microseconds."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from guiju.core.evidence import Evidence, encode
from guiju.core.facts import Digest, Id
from guiju.core.facts.words import DIGEST_PATTERN, ID_PATTERN

Test = Callable[[Any], bool]

_PLAIN = frozenset((bool, int, float, datetime))


def checked(evidence: Evidence) -> bytes:
    """The canonical bytes of evidence. Raises ValueError, naming the field, where it holds anything but facts."""
    facts = evidence.facts
    shape: Any = type(facts)
    if not _whole(shape)(facts):
        wrong = [name for name, get, test in _tests(shape) if not test(get(facts))]
        raise ValueError(f"evidence {shape.kind} is refused: no fact stands in {', '.join(wrong)}")
    return encode(evidence)


@lru_cache(maxsize=4096)
def _matches_id(value: str) -> bool:
    return value == "" or ID_PATTERN.fullmatch(value) is not None


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _matches_id(value)


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and (value == "" or DIGEST_PATTERN.fullmatch(value) is not None)


def _is_plain(value: Any) -> bool:
    return type(value) in _PLAIN


@cache
def _tests(shape: Any) -> list[tuple[str, Callable[[Any], Any], Test]]:
    """Of each field of a dataclass its name, how to get it, and the test of its type."""
    hints = get_type_hints(shape)
    return [(f.name, attrgetter(f.name), _for(hints[f.name])) for f in fields(shape)]


@cache
def _whole(shape: Any) -> Test:
    """One function that tells whether something is a ``shape`` of which every field holds a fact."""
    tests = [(get, test) for _, get, test in _tests(shape)]
    return lambda facts: isinstance(facts, shape) and all(test(get(facts)) for get, test in tests)


def _is_shape(hint: Any) -> bool:
    return is_dataclass(hint)


def _for(hint: Any) -> Test:
    if hint is Id:
        return _is_id
    if hint is Digest:
        return _is_digest
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        words = frozenset(arguments)
        return lambda value: isinstance(value, str) and value in words
    if origin is tuple:
        each = _for(arguments[0])
        return lambda items: isinstance(items, tuple) and all(map(each, items))
    if origin in (Union, types.UnionType):
        some = _for(next(a for a in arguments if a is not types.NoneType))
        return lambda value: value is None or some(value)
    return _whole(hint) if _is_shape(hint) else _is_plain
