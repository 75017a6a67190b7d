"""Waiting, on the event loop, for evidence to be durable."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Final

from guiju.core.evidence import Evidence
from guiju.core.ledger import Ledger, Receipt
from guiju.gateway.errors import Fault

_MOST_TURNS: Final = 32
"""Turns of the loop for which evidence is gathered at most: some tenths of a millisecond of a loop that is busy."""

Group = list[asyncio.Future[None]]


class Durable:
    """Hands evidence to the ledger in groups: what comes up while the loop is busy goes into one commit.

    Gathering ends with the first turn of the loop that brings nothing new, so a lone request waits for one turn. A
    commit costs the same for one record as for twenty; so do waking the ledger's thread and being woken by it.
    """

    __slots__ = ("_gathered", "_ledger", "_loop", "_seen", "_turns", "_waiting")

    def __init__(self, loop: asyncio.AbstractEventLoop, ledger: Ledger) -> None:
        self._loop, self._ledger = loop, ledger
        self._gathered: list[Evidence] = []
        self._waiting: Group = []
        self._seen = self._turns = 0

    def keep(self, evidence: Sequence[Evidence]) -> asyncio.Future[None]:
        """Done when the evidence is durable; fails with a Fault where the ledger could not keep it."""
        waiting: asyncio.Future[None] = self._loop.create_future()
        if not self._waiting:
            self._seen = self._turns = 0
            self._loop.call_soon(self._turn)
        self._gathered += evidence
        self._waiting.append(waiting)
        return waiting

    def _turn(self) -> None:
        """One turn of the loop: waits for another while this one brought something."""
        count = len(self._gathered)
        self._turns += 1
        if count > self._seen and self._turns < _MOST_TURNS:
            self._seen = count
            self._loop.call_soon(self._turn)
        else:
            self._hand_over()

    def _hand_over(self) -> None:
        gathered, waiting = self._gathered, self._waiting
        self._gathered, self._waiting = [], []
        try:
            done = self._ledger.submit(*gathered)
        except ValueError:
            _tell(waiting, failed=True)
            return
        done.add_done_callback(lambda kept: self._loop.call_soon_threadsafe(_told, waiting, kept))


def _told(waiting: Group, kept: Future[Receipt]) -> None:
    _tell(waiting, failed=kept.exception() is not None)


def _tell(waiting: Group, *, failed: bool) -> None:
    for each in waiting:
        if each.done():
            continue
        if failed:
            each.set_exception(_lost())
        else:
            each.set_result(None)


def _lost() -> Fault:
    return Fault(503, "ledger_unavailable", "the evidence of this request could not be kept; try again")
