"""Inspects the database in place: every row, every derived column, every checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import Engine

from guiju.core.facts import Head
from guiju.ledger.broken import Broken
from guiju.ledger.chain import Record
from guiju.ledger.checkpoint import Checkpoint, believe, numbers, stored
from guiju.ledger.proof import Step, Walk
from guiju.ledger.reading import rows
from guiju.ledger.signing import Verifier


def inspect(engine: Engine, key: Verifier | None, against: tuple[Checkpoint, ...] = ()) -> Walk:
    """Walks the whole database and holds it to its own checkpoints and to others. Raises Broken, naming the row.

    Raises FileNotFoundError where there are checkpoints and no key.
    """
    walk = walk_of(engine, key, against)
    for _ in proved(engine, walk):
        pass
    return walk


def inspect_new(engine: Engine, key: Verifier | None, before: Checkpoint | None, ends: tuple[Head, ...]) -> None:
    """Walks what came since a checkpoint, up to these ends of the chains; raises like ``inspect``.

    What that checkpoint covers was walked before it was signed: a walk each hour must not grow with the ledger.
    """
    begun = before.heads if before else ()
    _believed((before,) if before else (), key)
    walk = Walk(begun=begun)
    for _ in proved(engine, walk, after=_reach(begun), upto=_reach(ends)):
        pass
    walk.matches(ends, 0)


def walk_of(engine: Engine, key: Verifier | None, against: tuple[Checkpoint, ...] = ()) -> Walk:
    """A walk from the beginning, held to the database's checkpoints and to others; raises like ``inspect``."""
    own = tuple(stored(engine))
    if [checkpoint.number for checkpoint in own] != list(range(1, len(own) + 1)):
        raise Broken(0, "a checkpoint is missing from the database")
    _believed(own, key)
    _believed(against, key)
    return Walk((*own, *against))


def proved(
    engine: Engine, walk: Walk, *, after: Mapping[str, int] | None = None, upto: Mapping[str, int] | None = None
) -> Iterator[Record]:
    """The records, each once it is proved; whoever reads to the end knows that none is missing. Raises Broken."""
    for number, row in enumerate(rows(engine, after=after, upto=upto), 1):
        walk.take(_step(row, number), number)
        yield row
    walk.finish(walk.records)
    lost = walk.signed - numbers(engine)
    if lost:
        raise Broken(0, f"checkpoint {min(lost)} is recorded as signed and missing from the database")


def _believed(told: tuple[Checkpoint, ...], key: Verifier | None) -> None:
    if told and key is None:
        raise FileNotFoundError("there are checkpoints and no key to hold them to: ledger.key is not among the keys")
    if key is not None:
        believe(told, key)


def _reach(ends: tuple[Head, ...]) -> dict[str, int]:
    return {str(head.writer): head.seq for head in ends}


def _step(row: Record, number: int) -> Step:
    raw: Any = None
    if row.body is not None:
        try:
            raw = orjson.loads(row.body)
            sound = orjson.dumps(raw, option=orjson.OPT_SORT_KEYS) == row.body
        except ValueError:
            sound = False
        if not sound or not isinstance(raw, dict):
            raise Broken(number, f"record {row.seq} of {row.writer}: its body is not spelled as evidence is")
    derived = (raw.get("subject"), raw.get("user"), raw.get("demo")) if raw else ("", None, False)
    if derived != (row.subject, row.user, row.demo) or (row.body is None) != (row.salt is None):
        raise Broken(number, f"record {row.seq} of {row.writer}: a column differs from its body")
    return Step(row.writer, row.seq, row.at, row.kind, row.prev, row.commit, row.link, row.salt, row.body, raw)
