"""Refuses what is no fact before it can become evidence, at the cost of a few microseconds."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from guiju.core.evidence import Evidence, encode, faults
from guiju.core.facts import Digest, Id
from guiju.core.facts.words import DIGEST_PATTERN, ID_PATTERN

Test = Callable[[Any], bool]

_PLAIN = frozenset((bool, int, float, datetime))
_digest = DIGEST_PATTERN.fullmatch


def checked(evidence: Evidence) -> bytes:
    """The canonical bytes of evidence. Raises ValueError, naming the field, where it holds anything but facts."""
    facts = evidence.facts
    shape: Any = type(facts)
    if not _test(shape)(facts):
        raise ValueError(f"evidence {evidence.kind} is refused: {'; '.join(faults(facts)) or 'a field is no fact'}")
    return encode(evidence)


@lru_cache(maxsize=4096)
def _is_id(value: str) -> bool:
    return value == "" or ID_PATTERN.fullmatch(value) is not None


def _is_digest(value: str) -> bool:
    return value == "" or _digest(value) is not None


def _is_plain(value: Any) -> bool:
    return type(value) in _PLAIN


@cache
def _test(shape: Any) -> Test:
    """One function that tells whether every field of a facts class holds a fact."""
    hints = get_type_hints(shape)
    tests = [(attrgetter(f.name), _for(hints[f.name])) for f in fields(shape)]
    return lambda facts: all(test(get(facts)) for get, test in tests)


def _for(hint: Any) -> Test:
    if hint is Id:
        return _is_id
    if hint is Digest:
        return _is_digest
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return frozenset(arguments).__contains__
    if origin is tuple:
        each = _for(arguments[0])
        return lambda items: all(map(each, items))
    if origin in (Union, types.UnionType):
        some = _for(next(a for a in arguments if a is not types.NoneType))
        return lambda value: value is None or some(value)
    if is_dataclass(hint) and isinstance(hint, type):
        return _test(hint)
    return _is_plain
