from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from guiju.core.evidence import Evidence
from guiju.core.facts import StandingChanged
from guiju.core.facts.key import KeyRole
from guiju.ledger import SqlLedger
from guiju.users import Application, Limits, Standings
from tests.users.requests import asked, recorded

LIMITS = Limits(3, 5, ZoneInfo("Asia/Shanghai"))
Opening = Callable[[str], SqlLedger]


def _standings(ledger: SqlLedger) -> Standings:
    return Standings(ledger, LIMITS, control="standing")


def _ask(
    ledger: SqlLedger, standings: Standings, *, counted: bool = True, user: str = "u-1", demo: bool = False
) -> str:
    """What a gateway does: the request becomes durable, then it is judged."""
    request = recorded(asked(counted=counted), user, at=datetime.now(UTC), demo=demo)
    ledger.append(request)
    return standings.judge(request)


def _suspensions(ledger: SqlLedger) -> list[Evidence]:
    changes = ledger.find(kind=StandingChanged.kind)
    return [c for c in changes if isinstance(c.facts, StandingChanged) and c.facts.after == "suspended"]


def test_the_third_in_a_row_suspends_and_leaves_its_evidence(ledger: SqlLedger) -> None:
    standings = _standings(ledger)
    assert [_ask(ledger, standings) for _ in range(3)] == ["good", "good", "suspended"]
    assert standings.standing("u-1") == "suspended"
    assert standings.standing("u-2") == "good"
    (change,) = _suspensions(ledger)
    assert (change.user, change.actor, change.demo) == ("u-1", "gateway", False)
    assert change.facts == StandingChanged("good", "suspended", "consecutive", change.facts.control, 3, 3)  # type: ignore[attr-defined]


def test_five_on_one_day_suspend(ledger: SqlLedger) -> None:
    standings = Standings(ledger, Limits(100, 5, ZoneInfo("Asia/Shanghai")), control="standing")
    for _ in range(4):
        assert _ask(ledger, standings) == "good"
        assert _ask(ledger, standings, counted=False) == "good"
    assert _ask(ledger, standings) == "suspended"
    assert _suspensions(ledger)[0].facts.cause == "per_day"  # type: ignore[attr-defined]


def test_an_officer_restores_and_counts_start_anew(ledger: SqlLedger) -> None:
    standings = _standings(ledger)
    for _ in range(3):
        _ask(ledger, standings)
    assert standings.restore("u-1", actor="officer:wang")
    assert not standings.restore("u-1", actor="officer:wang")
    assert standings.standing("u-1") == "good"
    assert [_ask(ledger, standings) for _ in range(3)] == ["good", "good", "suspended"]
    changes = [c.actor for c in ledger.find(kind=StandingChanged.kind)]
    assert changes == ["gateway", "officer:wang", "gateway"]


def test_an_officer_suspends_once(ledger: SqlLedger) -> None:
    standings = _standings(ledger)
    assert standings.suspend("u-7", actor="officer:wang")
    assert not standings.suspend("u-7", actor="officer:li")
    assert standings.standing("u-7") == "suspended"
    assert len(_suspensions(ledger)) == 1


def test_operators_and_requests_without_a_user_are_never_shut_out(ledger: SqlLedger) -> None:
    standings = _standings(ledger)
    standings.suspend("u-1", actor="officer:wang")
    roles: tuple[KeyRole, ...] = ("application", "operator", "demo")
    assert [standings.shut_out(Application("app", role), "u-1") for role in roles] == [True, False, True]
    assert not standings.shut_out(Application("app", "application"), None)
    assert not standings.shut_out(Application("app", "application"), "u-2")
    nobody = recorded(asked(counted=True), None)
    assert standings.judge(nobody) == "good"


def test_a_demonstration_suspends_its_own_users_alone(ledger: SqlLedger) -> None:
    standings = _standings(ledger)
    assert [_ask(ledger, standings, demo=True) for _ in range(3)][-1] == "suspended"
    assert standings.standing("u-1", demo=True) == "suspended"
    assert standings.standing("u-1") == "good"
    assert _suspensions(ledger)[0].demo
    assert [_ask(ledger, standings) for _ in range(2)] == ["good", "good"]


def test_twenty_at_once_suspend_once(each_database: str, opened: Opening) -> None:
    ledger = opened(each_database)
    standings = _standings(ledger)
    with ThreadPoolExecutor(20) as threads:
        after = list(threads.map(lambda _: _ask(ledger, standings), range(20)))
    assert after.count("suspended") >= 18
    assert standings.standing("u-1") == "suspended"
    assert len(_suspensions(ledger)) == 1


def test_many_users_at_once_on_two_gateways(each_database: str, opened: Opening) -> None:
    """More decisions at once than a pool has connections, each of which holds one while it needs another."""
    ledgers = [opened(each_database) for _ in range(2)]
    gateways = [(ledger, _standings(ledger)) for ledger in ledgers]

    def ask(number: int) -> str:
        ledger, standings = gateways[number % 2]
        return _ask(ledger, standings, user=f"u-{number // 2 % 10}")

    with ThreadPoolExecutor(40) as threads:
        list(threads.map(ask, range(80)))
    for _, standings in gateways:
        standings.poll()
        assert [standings.standing(f"u-{n}") for n in range(10)] == ["suspended"] * 10
    assert sorted(str(change.user) for change in _suspensions(ledgers[0])) == [f"u-{n}" for n in range(10)]


def test_another_gateway_learns_at_its_next_poll(each_database: str, opened: Opening) -> None:
    here, there = (_standings(opened(each_database)) for _ in range(2))
    here.suspend("u-1", actor="officer:wang")
    assert there.standing("u-1") == "good"
    there.poll()
    assert there.standing("u-1") == "suspended"
    there.restore("u-1", actor="officer:li")
    here.poll()
    assert here.standing("u-1") == "good"
    assert _standings(opened(each_database)).standing("u-1") == "good"


def test_a_gateway_that_has_not_polled_decides_by_the_ledger(each_database: str, opened: Opening) -> None:
    ledgers = [opened(each_database) for _ in range(2)]
    here, there = (_standings(ledger) for ledger in ledgers)
    for _ in range(3):
        _ask(ledgers[0], here)
    assert _ask(ledgers[1], there) == "suspended"
    assert len(_suspensions(ledgers[0])) == 1


def test_an_older_change_read_late_does_not_undo_a_newer_one(ledger: SqlLedger) -> None:
    standings = _standings(ledger)
    standings.suspend("u-1", actor="officer:wang")
    standings.restore("u-1", actor="officer:wang")
    standings.poll()
    assert standings.standing("u-1") == "good"


_GATEWAY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from guiju.ledger import open_ledger
from tests.users.test_standing import _ask, _standings
with open_ledger(sys.argv[1], Path(sys.argv[2])) as ledger:
    standings = _standings(ledger)
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(10) as threads:
        after = list(threads.map(lambda _: _ask(ledger, standings), range(10)))
    print(after.count("suspended"), _ask(ledger, standings, counted=False), flush=True)
"""


def test_two_processes_suspend_once(
    each_database: str, opened: Opening, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keys = tmp_path_factory.mktemp("keys")
    ledger = opened(each_database)
    command = [sys.executable, "-c", _GATEWAY, each_database, str(keys)]
    path = {"PYTHONPATH": ":".join(filter(None, sys.path))}
    gateways = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=path) for _ in range(2)
    ]
    for gateway in gateways:
        assert gateway.stdout is not None and gateway.stdout.readline() == "ready\n"
    for gateway in gateways:
        assert gateway.stdin is not None
        gateway.stdin.write("\n")
        gateway.stdin.flush()
    answers = [gateway.communicate(timeout=60)[0].split() for gateway in gateways]
    assert [gateway.returncode for gateway in gateways] == [0, 0]
    assert [after for _, after in answers] == ["suspended", "suspended"]
    assert sum(int(suspended) for suspended, _ in answers) >= 18
    assert len(_suspensions(ledger)) == 1
