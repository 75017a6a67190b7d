"""The one thread that commits: whatever waits goes into one transaction, and a future is done when that is durable."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from guiju import __version__
from guiju.core.evidence import Evidence, encode
from guiju.core.facts import Id, WriterOpened
from guiju.core.ledger import Receipt
from guiju.ledger.broken import Broken
from guiju.ledger.chain import GENESIS, SALT_BYTES, Record, sealed
from guiju.ledger.reading import evidence_of, heads, link_at, rows
from guiju.ledger.store import insert, writing

LARGEST_COMMIT = 500
"""Records in one transaction at most; a submission is never split."""

_PROBE_S = 0.25
_FAILURES = (SQLAlchemyError, OSError, Broken)

Bodies = Sequence[tuple[Evidence, bytes]]


class Submission(NamedTuple):
    """Evidence with its canonical bytes, and whom to tell once it is durable."""

    bodies: Bodies
    done: Future[Receipt]


class Tail(NamedTuple):
    """Where the next record of a chain goes."""

    writer: str
    seq: int
    link: bytes


class Writer:
    """Commits submissions in order, in groups, to a chain of its own; one per process life.

    After a failure the chain is left as it stands and the next success begins a new one, which names it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._writing = engine, writing(engine)
        self._queue: SimpleQueue[Submission | None] = SimpleQueue()
        self._starting = Lock()
        self._thread: Thread | None = None
        self._tail: Tail | None = None
        self._connection: Connection | None = None
        self._closed = False
        self.healthy = True

    def submit(self, bodies: Bodies) -> Future[Receipt]:
        """Queues evidence; the future cannot be cancelled. Raises ValueError once the writer has ended."""
        done: Future[Receipt] = Future()
        done.set_running_or_notify_cancel()
        if self._thread is None:
            self._start()
        if self._closed:
            raise ValueError("the ledger is closed: nothing more can be recorded")
        self._queue.put(Submission(bodies, done))
        return done

    def close(self) -> None:
        """Commits what waits and ends the thread."""
        with self._starting:
            self._closed = True
            thread = self._thread
        if thread is not None:
            self._queue.put(None)
            thread.join()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None and not self._closed:
                self._thread = Thread(target=self._run, name="guiju-ledger", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        group: list[Submission] = []
        try:
            while (waiting := self._waiting()) is not None:
                group = waiting
                self._commit(group)
        finally:
            self._end(group)
            self._disconnect()

    def _end(self, group: list[Submission]) -> None:
        """Leaves nobody waiting, should the thread die of something nobody foresaw."""
        self._closed, self.healthy = True, False
        while not self._queue.empty():
            submission = self._queue.get()
            group += [] if submission is None else [submission]
        for submission in group:
            if not submission.done.done():
                submission.done.set_exception(ConnectionError("the ledger's writer has ended"))

    def _waiting(self) -> list[Submission] | None:
        """What waits, up to one commit's worth; an empty list asks for a probe; None says that the end has come."""
        try:
            first = self._queue.get(timeout=None if self.healthy else _PROBE_S)
        except Empty:
            return []
        if first is None:
            return None
        group, count = [first], len(first.bodies)
        while count < LARGEST_COMMIT and not self._queue.empty():
            more = self._queue.get()
            if more is None:
                self._queue.put(None)
                break
            group.append(more)
            count += len(more.bodies)
        return group

    def _commit(self, group: list[Submission]) -> None:
        bodies = [pair for submission in group for pair in submission.bodies]
        try:
            tail = self._written(bodies)
        except _FAILURES as error:
            self._tail, self.healthy = None, False
            for submission in group:
                submission.done.set_exception(error)
            return
        seq, self._tail, self.healthy = tail.seq - len(bodies), tail, True
        for submission in group:
            seq += len(submission.bodies)
            submission.done.set_result(Receipt(tail.writer, seq))

    def _written(self, bodies: Bodies) -> Tail:
        """The chain's new end once the bodies are durable. A lost connection is tried once more, on a new chain."""
        try:
            return self._attempt(bodies)
        except _FAILURES as error:
            if not _is_lost(error):
                raise
            self._tail = None
            return self._attempt(bodies)

    def _attempt(self, bodies: Bodies) -> Tail:
        added = _chained(self._tail or _fresh(), [*(self._opening() if self._tail is None else ()), *bodies])
        last = added[-1]
        try:
            connection = self._connected()
            with connection.begin():
                insert(connection, added)
        except _FAILURES:
            self._disconnect()
            if link_at(self._engine, last.writer, last.seq) != last.link:
                raise
        return Tail(last.writer, last.seq, last.link)

    def _connected(self) -> Connection:
        """The one connection, kept from commit to commit: fetching it anew costs as much as a third of a commit."""
        if self._connection is None:
            self._connection = self._writing.connect()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _opening(self) -> Bodies:
        """The first record of a chain: it names the ends of all chains that no other chain has continued."""
        openings = rows(self._engine, kind=WriterOpened.kind)
        opened = [evidence_of(row, row.body).facts for row in openings if row.body is not None]
        continued = {(h.writer, h.seq) for facts in opened if isinstance(facts, WriterOpened) for h in facts.continues}
        open_ends = tuple(head for head in heads(self._engine) if (head.writer, head.seq) not in continued)
        facts = WriterOpened(Id(__version__), open_ends)
        evidence = Evidence(facts.kind, "ledger", None, "ledger", datetime.now(UTC), facts)
        return [(evidence, encode(evidence))]


def _fresh() -> Tail:
    """The beginning of a new chain. Names sort by the time of their opening, so chains read in that order."""
    return Tail(f"w{time.time_ns() // 1_000_000:012x}-{secrets.token_hex(8)}", 0, GENESIS)


def _chained(tail: Tail, bodies: Iterable[tuple[Evidence, bytes]]) -> list[Record]:
    bodies = list(bodies)
    salts = os.urandom(SALT_BYTES * len(bodies))
    writer, seq, prev = tail
    added = []
    for number, (evidence, body) in enumerate(bodies):
        salt = salts[number * SALT_BYTES : (number + 1) * SALT_BYTES]
        record = sealed(writer, seq + number + 1, prev, salt, evidence, body)
        added.append(record)
        prev = record.link
    return added


def _is_lost(error: Exception) -> bool:
    return isinstance(error, OSError) or (isinstance(error, DBAPIError) and error.connection_invalidated)
