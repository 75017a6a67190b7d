"""Inspects the database in place: every row, every derived column, every checkpoint."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Engine

from guiju.core.evidence import canonical
from guiju.ledger.chain import Record
from guiju.ledger.checkpoint import Checkpoint, stored
from guiju.ledger.proof import Broken, Step, Walk
from guiju.ledger.reading import rows
from guiju.ledger.signing import Verifier
from guiju.ledger.verify import believe


def inspect(engine: Engine, key: Verifier, against: tuple[Checkpoint, ...] = ()) -> Walk:
    """Walks the whole database and holds it to its own checkpoints and to others. Raises Broken, naming the row."""
    own = tuple(stored(engine))
    if [checkpoint.number for checkpoint in own] != list(range(1, len(own) + 1)):
        raise Broken(0, "a checkpoint is missing from the database")
    believe(own, key)
    believe(against, key)
    walk = Walk((*own, *against))
    for number, row in enumerate(rows(engine), 1):
        walk.take(_step(row, number), number)
    walk.finish(walk.records)
    return walk


def _step(row: Record, number: int) -> Step:
    raw: Any = None
    if row.body is not None:
        try:
            raw = orjson.loads(row.body)
            sound = canonical(row.body) == row.body
        except ValueError:
            sound = False
        if not sound or not isinstance(raw, dict):
            raise Broken(number, f"record {row.seq} of {row.writer}: its body is not spelled as evidence is")
    derived = (raw.get("subject"), raw.get("user"), raw.get("demo")) if raw else ("", None, False)
    if derived != (row.subject, row.user, row.demo) or (row.body is None) != (row.salt is None):
        raise Broken(number, f"record {row.seq} of {row.writer}: a column differs from its body")
    return Step(row.writer, row.seq, row.at, row.kind, row.prev, row.commit, row.link, row.salt, row.body, raw)
