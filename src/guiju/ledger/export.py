"""Exports: every record of the ledger as a file that anybody can verify, with a signed last line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from guiju.core.evidence import canonical
from guiju.core.facts import CheckpointSigned, RecordRedacted, WriterOpened
from guiju.ledger import lines
from guiju.ledger.attesting import is_due, sign
from guiju.ledger.chain import Record
from guiju.ledger.checkpoint import Checkpoint, newest
from guiju.ledger.drafts import drafted
from guiju.ledger.inspect import proved, walk_of
from guiju.ledger.ledger import SqlLedger
from guiju.ledger.signing import Signer, kept_public

DOMAIN = "guiju.export/1"
_NEEDED = frozenset((WriterOpened.kind, RecordRedacted.kind, CheckpointSigned.kind))
"""Kinds that are about the chains alone: a partial export holds them in full."""

Wanted = Callable[[Record], bool]
"""Which records a partial export holds in full; of the others it holds the links alone."""


def export_lines(ledger: SqlLedger, now: datetime, wanted: Wanted | None = None) -> Iterator[bytes]:
    """The lines of an export, each with its line's end, the signed one last. Raises Broken before signing anything
    that does not hold."""
    walk = walk_of(ledger.engine, kept_public(ledger.keys))
    checkpoint = _checkpoint(ledger, now)
    upto = {str(head.writer): head.seq for head in checkpoint.heads}
    digest, count, withheld = hashlib.sha256(), 0, 0
    for record in proved(ledger.engine, walk, upto=upto):
        hide = wanted is not None and record.kind not in _NEEDED and not wanted(record)
        line = lines.line(record, withhold=hide) + b"\n"
        digest.update(line)
        count, withheld = count + 1, withheld + (hide and record.body is not None)
        yield line
    walk.matches(checkpoint.heads, count)
    yield _end(Signer(ledger.keys), checkpoint, now, count, withheld, digest.hexdigest())


def write_jsonl(source: Iterable[bytes], out: Path) -> None:
    """Writes the lines of an export into a file: whole, or not at all. Raises OSError."""
    with drafted(out) as file:
        file.writelines(source)


def _checkpoint(ledger: SqlLedger, now: datetime) -> Checkpoint:
    """The checkpoint up to which is exported: a new one where anything came after the last."""
    last = newest(ledger.engine)
    return sign(ledger, now) if last is None or is_due(ledger, now, timedelta(0)) else last


def _end(signer: Signer, checkpoint: Checkpoint, now: datetime, count: int, withheld: int, digest: str) -> bytes:
    statement = canonical(
        orjson.dumps(
            {
                "at": now.astimezone(UTC),
                "checkpoint": orjson.Fragment(checkpoint.line),
                "count": count,
                "digest": digest,
                "key": signer.public.id,
                "withheld": withheld,
            },
            option=orjson.OPT_UTC_Z,
        )
    )
    return lines.end(statement, signer.sign(DOMAIN, statement)) + b"\n"
