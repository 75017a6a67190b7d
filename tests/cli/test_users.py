from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.cli.users import users
from guiju.config import Config
from guiju.core.facts import StandingChanged
from guiju.wiring import ledger_of, packs_of, standings_of, vault_of
from tests.users.requests import asked, recorded

SAID = "一句话"


def _run(*words: str) -> Result:
    return CliRunner().invoke(users, words, obj=Config.read())


def _show(*words: str) -> dict[str, object]:
    done = _run("show", *words, "--json")
    assert done.exit_code == 0, done.exception
    shown: dict[str, object] = json.loads(done.stdout)
    return shown


@pytest.fixture
def alice(home: Path) -> str:
    """The pseudonym of a user who was refused until the service suspended her, and of whom a sentence is kept."""
    config = Config.read()
    with ledger_of(config) as ledger:
        vault, standings = vault_of(config, ledger), standings_of(packs_of(config), ledger)
        pseudonym = vault.pseudonym("alice")
        vault.keep(pseudonym, SAID.encode(), datetime.now(UTC) + timedelta(days=1))
        while standings.standing(pseudonym) == "good":
            request = recorded(asked(counted=True), pseudonym, at=datetime.now(UTC))
            ledger.append(request)
            standings.judge(request)
    return pseudonym


def test_show_tells_standing_cause_and_counts(alice: str) -> None:
    shown = _show("alice")
    assert shown == _show(alice)
    assert (shown["user"], shown["standing"], shown["cause"]) == (alice, "suspended", "consecutive")
    assert (shown["consecutive"], shown["per_day"]) == (0, 0)
    readable = _run("show", "alice").stdout
    assert "good -> suspended  (consecutive)" in readable
    assert "alice" not in readable


def test_an_officer_restores_and_suspends(alice: str) -> None:
    assert "in good standing" in _run("restore", "alice", "--officer", "wang").stdout
    assert "already" in _run("restore", "alice").stdout
    assert _show("alice")["standing"] == "good"
    assert _run("suspend", "alice", "--officer", "li").exit_code == 0
    assert _show("alice")["standing"] == "suspended"
    with ledger_of(Config.read()) as ledger:
        actors = [evidence.actor for evidence in ledger.find(kind=StandingChanged.kind, user=alice)]
    assert sorted(actors) == ["gateway", "officer:li", "officer:wang"]


def test_a_demonstration_is_apart(alice: str) -> None:
    assert _show("alice", "--demo")["standing"] == "good"
    assert _run("suspend", "alice", "--demo").exit_code == 0
    assert _run("restore", "alice").exit_code == 0
    assert (_show("alice")["standing"], _show("alice", "--demo")["standing"]) == ("good", "suspended")


def test_where_nothing_is_to_do_the_other_history_is_named(alice: str) -> None:
    told = _run("restore", "alice", "--demo").stdout
    assert "outside the demonstration the standing is suspended: give the command without --demo" in told
    _run("suspend", "alice", "--demo")
    _run("restore", "alice")
    again = _run("restore", "alice").stdout
    assert "was in good standing already; in the demonstration the standing is suspended" in again
    assert "with --demo" in again
    _run("restore", "alice", "--demo")
    assert "--demo" not in _run("restore", "alice").stdout


def test_export_gives_what_is_kept_and_every_record(alice: str) -> None:
    lines = [json.loads(line) for line in _run("export", "alice").stdout.splitlines()]
    assert [line["kept"]["text"] for line in lines if "kept" in line] == [SAID]
    kinds = [line["record"]["kind"] for line in lines if "record" in line]
    assert kinds.count("standing.changed/1") == 1
    assert "request.admitted/1" in kinds


def test_erase_tells_the_dates_and_ends_the_way_back(alice: str) -> None:
    dates = json.loads(_run("erase", "alice", "--json").stdout)
    assert dates["blocked"] == dates["erased"] < dates["complete_by"]
    assert isinstance(_run("show", "alice").exception, LookupError)
    assert isinstance(_run("export", alice).exception, LookupError)
    assert _show(alice)["standing"] == "suspended"


@pytest.mark.parametrize("command", ["show", "export", "erase"])
def test_whom_a_restored_backup_brought_back_is_erased_before_anything_is_told(
    alice: str, home: Path, tmp_path: Path, command: str
) -> None:
    with sqlite3.connect(home / "guiju.db") as here, sqlite3.connect(tmp_path / "backup.db") as there:
        here.backup(there)
    assert _run("erase", "alice").exit_code == 0
    for file in home.glob("guiju.db*"):
        if file.is_file():
            file.unlink()
    shutil.copy(tmp_path / "backup.db", home / "guiju.db")
    done = _run(command, "alice")
    assert isinstance(done.exception, LookupError)
    assert SAID not in done.output


def test_erase_with_a_hold_tells_both_dates(alice: str) -> None:
    done = _run("erase", "alice", "--hold-until", "2099-01-31")
    assert "erased       2099-01-31 00:00" in done.stdout


@pytest.mark.parametrize("command", ["show", "suspend", "restore", "erase", "export"])
def test_an_unknown_user_is_an_error_that_does_not_repeat_the_id(home: Path, command: str) -> None:
    for told in ("nobody-here", "u-0000"):
        error = _run(command, told).exception
        assert isinstance(error, LookupError)
        assert told not in str(error)
