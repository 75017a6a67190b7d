"""Redaction: a body and its salt are removed for good, after a record has named them and the reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from guiju.core.evidence import Evidence
from guiju.core.facts import Id, RecordRedacted, WriterOpened
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.store import writing
from guiju.ledger.tables import records

Reason = Literal["erasure", "retention", "order"]
_LASTING = frozenset((RecordRedacted.kind, WriterOpened.kind))
_EMPTY = {"body": None, "salt": None, "subject": "", "user": None, "demo": False}


def redact(ledger: SqlLedger, places: Iterable[tuple[str, int]], reason: Reason, now: datetime) -> int:
    """Redacts the records at these places (writer, seq); how many were named anew. May be run again after a failure.

    Raises LookupError where no record stands, ValueError for a record that the chains themselves need.
    """
    wanted = list(places)
    for writer, seq in wanted:
        _may_go(ledger, writer, seq)
    earlier = [evidence.facts for evidence in ledger.find(kind=RecordRedacted.kind)]
    named = {(facts.writer, facts.seq) for facts in earlier if isinstance(facts, RecordRedacted)}
    new = [place for place in wanted if place not in named]
    if new:
        ledger.append(*(_evidence(RecordRedacted(Id(writer), seq, reason), now) for writer, seq in new))
    with writing(ledger.engine).begin() as connection:
        for writer, seq in wanted:
            here = records.update().where(records.c.writer == writer, records.c.seq == seq)
            connection.execute(here.values(_EMPTY))
    return len(new)


def _may_go(ledger: SqlLedger, writer: str, seq: int) -> None:
    with ledger.engine.connect() as connection:
        query = records.select().where(records.c.writer == writer, records.c.seq == seq)
        row = connection.execute(query).one_or_none()
    if row is None:
        raise LookupError(f"there is no record {seq} of {writer}")
    if row.kind in _LASTING:
        raise ValueError(f"record {seq} of {writer} is {row.kind}: the chains need it")


def _evidence(facts: RecordRedacted, now: datetime) -> Evidence:
    return Evidence(facts.kind, f"{facts.writer}:{facts.seq}", None, "ledger", now, facts)
