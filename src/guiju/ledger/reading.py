"""Reading the records back: heads, cursors, and pages of rows in the order of each chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, func, select, tuple_

from guiju.core.evidence import Evidence, decode
from guiju.core.facts import KINDS, Digest, Head, Id
from guiju.ledger.broken import Broken
from guiju.ledger.chain import Record
from guiju.ledger.tables import records

PAGE = 1_000

Place = tuple[str, int]
_KEY = records.c.writer, records.c.seq
_KINDS = frozenset(
    (str, int, int, str, str, user, bool, content, content, bytes, bytes, bytes)
    for user in (str, type(None))
    for content in (bytes, type(None))
)
"""What stands in the columns of a record. SQLite keeps whatever was put there."""


def cursor(engine: Engine) -> dict[str, int]:
    """The newest sequence number of each writer; costs a few look-ups per writer, not a scan."""
    with engine.connect() as connection:
        return {_numbered(row).writer: row.seq for row in connection.execute(_heads())}


def heads(engine: Engine) -> tuple[Head, ...]:
    """The end of each writer's chain, in the order of their names."""
    ends = _heads().subquery()
    both = and_(records.c.writer == ends.c.writer, records.c.seq == ends.c.seq)
    query = select(records.c.writer, records.c.seq, records.c.link).select_from(ends.join(records, both))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(records.c.writer)).all()
    return tuple(Head(Id(_numbered(row).writer), row.seq, Digest(row.link.hex())) for row in rows)


def link_at(engine: Engine, writer: str, seq: int) -> bytes | None:
    """The link stored at a place, or None where there is none."""
    query = select(records.c.link).where(records.c.writer == writer, records.c.seq == seq)
    with engine.connect() as connection:
        return connection.execute(query).scalar()


def rows(
    engine: Engine, *, upto: Mapping[str, int] | None = None, after: Mapping[str, int] | None = None, **where: str
) -> Iterator[Record]:
    """Records by writer and sequence number, a page at a time, so that no transaction stays open. Raises Broken.

    ``where`` names columns and their values, an empty one is not asked for; ``after`` and ``upto`` bound each writer,
    and ``upto`` says which writers.
    """
    wanted = [records.c[name] == value for name, value in where.items() if value]
    if after is None and upto is None:
        yield from _pages(engine, wanted, _beyond_place, ("", 0))
        return
    ends, begun = cursor(engine) if upto is None else upto, after or {}
    for writer in sorted(ends):
        if begun.get(writer, 0) < ends[writer]:
            bound = records.c.seq <= ends[writer]
            yield from _pages(engine, [*wanted, bound], _beyond_seq, (writer, begun.get(writer, 0)))


def _pages(
    engine: Engine, wanted: list[ColumnElement[bool]], beyond: Callable[[Place], ColumnElement[bool]], place: Place
) -> Iterator[Record]:
    while True:
        query = select(records).where(*wanted, beyond(place)).order_by(*_KEY).limit(PAGE)
        with engine.connect() as connection:
            page = [_record(row) for row in connection.execute(query)]
        yield from page
        if len(page) < PAGE:
            return
        place = page[-1].writer, page[-1].seq


def evidence_of(row: Record, body: bytes) -> Evidence:
    """The evidence of a record, with its place. Raises Broken, and ValueError for a kind of a newer version."""
    try:
        read = decode(body)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        if row.kind not in KINDS and type(error) is ValueError:
            raise
        raise Broken(0, f"record {row.seq} of {row.writer}: its body is no evidence") from None
    return Evidence(
        read.kind, read.subject, read.user, read.actor, read.at, read.facts, read.demo, (row.writer, row.seq)
    )


def _record(row: Row[*tuple[Any, ...]]) -> Record:
    if tuple(map(type, row)) not in _KINDS:
        raise Broken(0, f"record {row.seq} of {row.writer}: a column holds another kind of value than was written")
    return Record(*row)


def _numbered(row: Row[*tuple[Any, ...]]) -> Row[*tuple[Any, ...]]:
    if type(row.seq) is not int or type(row.writer) is not str:
        raise Broken(0, f"record {row.seq} of {row.writer}: it has no place in a chain")
    return row


def _beyond_place(place: Place) -> ColumnElement[bool]:
    return tuple_(*_KEY) > tuple_(*place)


def _beyond_seq(place: Place) -> ColumnElement[bool]:
    """Within one writer: said so plainly that every database finds the page by its key, however far in it lies."""
    return and_(records.c.writer == place[0], records.c.seq > place[1])


def _heads() -> Select[Any]:
    """Each writer and its newest sequence number, by jumping from writer to writer along the primary key."""
    first = select(func.min(records.c.writer).label("writer")).cte("writers", recursive=True)
    following = select(func.min(records.c.writer)).where(records.c.writer > first.c.writer).scalar_subquery()
    writers = first.union_all(select(following).where(first.c.writer.is_not(None)))
    newest = select(func.max(records.c.seq)).where(records.c.writer == writers.c.writer).scalar_subquery()
    return select(writers.c.writer, newest.label("seq")).where(writers.c.writer.is_not(None))
