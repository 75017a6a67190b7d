"""Waiting for evidence to be durable."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guiju.core.evidence import Evidence
from guiju.core.facts import ServiceStopped
from guiju.gateway.durable import Durable
from guiju.gateway.errors import Fault
from guiju.ledger import open_ledger


def stopped(number: int) -> Evidence:
    return Evidence(ServiceStopped.kind, f"s{number}", None, "gateway", datetime.now(UTC), ServiceStopped(number))


async def test_what_is_done_is_in_the_ledger_in_order(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'g.db'}", tmp_path / "keys") as ledger:
        durable = Durable(asyncio.get_running_loop(), ledger)
        await asyncio.gather(*(durable.keep([stopped(2 * n), stopped(2 * n + 1)]) for n in range(20)))
        kept = [e.facts for e in ledger.find(kind=ServiceStopped.kind)]
        assert kept == [ServiceStopped(number) for number in range(40)]


async def test_what_cannot_be_kept_is_a_fault(tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'g.db'}", tmp_path / "keys")
    ledger.close()
    with pytest.raises(Fault) as caught:
        await Durable(asyncio.get_running_loop(), ledger).keep([stopped(1)])
    assert caught.value.status == 503


async def test_who_stops_waiting_does_not_stop_the_others(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'g.db'}", tmp_path / "keys") as ledger:
        durable = Durable(asyncio.get_running_loop(), ledger)
        one, two = durable.keep([stopped(1)]), durable.keep([stopped(2)])
        one.cancel()
        await two
        assert len(list(ledger.find(kind=ServiceStopped.kind))) == 2
