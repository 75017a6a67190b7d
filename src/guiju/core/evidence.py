"""Evidence: an immutable record of facts, and its canonical bytes."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import orjson

from guiju.core.facts import KINDS, Digest, Facts, Id
from guiju.core.facts.words import DIGEST_PATTERN, ID_PATTERN

_SUBJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/+-]{0,127}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record: what happened (``facts`` of a ``kind``), in which matter (``subject``), to whom, by whom, when.

    ``subject`` is the id of the matter (a request, a case …). ``user`` is a pseudonym or None. ``actor`` is who or
    what acted: ``gateway``, ``ledger``, ``officer:NAME`` … ``demo`` marks what a demonstration left; it is never
    counted with the rest. ``place`` is (writer, seq) once the ledger holds it.
    """

    kind: str
    subject: str
    user: str | None
    actor: str
    at: datetime
    facts: Facts
    demo: bool = False
    place: tuple[str, int] | None = field(default=None, compare=False)


def encode(evidence: Evidence) -> bytes:
    """The canonical JSON bytes of evidence, ``place`` apart: sorted keys, UTF-8, no spaces, times in UTC.

    Raises ValueError where the kind does not fit its facts, an id is no id, or a time has no zone.
    """
    if evidence.kind != type(evidence.facts).kind:
        raise ValueError(f"evidence of kind {evidence.kind} holds facts of kind {type(evidence.facts).kind}")
    if evidence.at.tzinfo is None:
        raise ValueError(f"evidence {evidence.kind} {evidence.subject}: time without a zone")
    for name, value in (("subject", evidence.subject), ("actor", evidence.actor), ("user", evidence.user or "-none")):
        if value != "-none" and not _SUBJECT.fullmatch(value):
            raise ValueError(f"evidence {evidence.kind}: {name} is no identifier")
    body = {
        "actor": evidence.actor,
        "at": evidence.at.astimezone(UTC),
        "demo": evidence.demo,
        "facts": evidence.facts,
        "kind": evidence.kind,
        "subject": evidence.subject,
        "user": evidence.user,
    }
    return canonical(orjson.dumps(body, option=orjson.OPT_UTC_Z))


def canonical(body: bytes) -> bytes:
    """The one spelling of JSON: keys sorted at every depth, UTF-8, no spaces. Raises ValueError for what is no JSON."""
    return orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)


def decode(body: bytes) -> Evidence:
    """Evidence from its canonical bytes. Fields unknown to this version are left out, missing ones take defaults.

    Raises ValueError for bytes that are no evidence of a known kind.
    """
    raw = orjson.loads(body)
    shape = KINDS.get(raw.get("kind", ""))
    if shape is None:
        raise ValueError(f"unknown kind of evidence {raw.get('kind')!r}: a newer version of guiju wrote it")
    return Evidence(
        raw["kind"], raw["subject"], raw["user"], raw["actor"], datetime.fromisoformat(raw["at"]),
        _built(shape, raw["facts"]), raw.get("demo", False),
    )  # fmt: skip


@cache
def _hints(shape: type[Any]) -> Mapping[str, Any]:
    known = {f.name for f in fields(shape)}
    return {name: hint for name, hint in get_type_hints(shape).items() if name in known}


def _built(shape: type, raw: dict[str, Any]) -> Any:
    names, readers = _readers(shape)
    known = raw if raw.keys() <= names else {name: value for name, value in raw.items() if name in names}
    for name, read in readers:
        if name in known:
            known[name] = read(known[name])
    return shape(**known)


@cache
def _readers(shape: type) -> tuple[frozenset[str], tuple[tuple[str, Callable[[Any], Any]], ...]]:
    """The fields of a shape, and how those are read that JSON does not hold as they are."""
    readers = {name: _reader(hint) for name, hint in _hints(shape).items()}
    return frozenset(readers), tuple((name, read) for name, read in readers.items() if read)


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0])
        return tuple if item is None else lambda raw: tuple(map(item, raw))
    if hint is datetime:
        return datetime.fromisoformat
    if is_dataclass(hint) and isinstance(hint, type):
        return partial(_built, hint)
    return None


def faults(facts: Facts) -> list[str]:
    """What in these facts is no fact: ids that are no ids, digests that are none, words outside a vocabulary."""
    shape: Any = type(facts)
    return [f"{name}: {what}" for name, hint in _hints(shape).items() for what in _faults(hint, getattr(facts, name))]


def _faults(hint: Any, value: Any) -> list[str]:
    if hint is Id:
        return [] if value == "" or ID_PATTERN.fullmatch(value) else ["is no identifier"]
    if hint is Digest:
        return [] if value == "" or DIGEST_PATTERN.fullmatch(value) else ["is no digest"]
    origin = get_origin(hint)
    if origin is Literal:
        return [] if value in get_args(hint) else ["is outside its vocabulary"]
    if origin is tuple:
        return [what for item in value for what in _faults(get_args(hint)[0], item)]
    if origin in (Union, types.UnionType):
        return [] if value is None else _faults(next(a for a in get_args(hint) if a is not type(None)), value)
    if is_dataclass(hint):
        return faults(value)
    return [] if isinstance(value, (bool, int, float, datetime)) else ["is free text"]
