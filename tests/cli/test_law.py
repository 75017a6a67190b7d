"""``guiju law``: what is shown is what the ledger holds, and each command says by its exit code whether it holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.cli import law as command
from guiju.cli.law import law
from guiju.config import Config
from guiju.ledger import sign
from guiju.wiring import ledger_of
from tests.law.records import ADMITTED, CLOSED, record


def _run(*words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(law, words, obj=Config.read(lang=lang))


@pytest.fixture
def request_made(home: Path) -> datetime:
    """One chat request of the service and one of a demonstration, an hour ago."""
    at = datetime.now(UTC) - timedelta(hours=1)
    with ledger_of(Config.read()) as ledger:
        ledger.append(record(ADMITTED, at), record(CLOSED, at))
        ledger.append(record(ADMITTED, at, "r-2", demo=True), record(CLOSED, at, "r-2", demo=True))
    return at


def _statuses(*words: str) -> dict[str, str]:
    done = _run("status", "--json", *words)
    assert done.exit_code == 0
    return {
        row["id"].removeprefix("cn-draft-2023-04/"): row["status"] for row in json.loads(done.stdout)["obligations"]
    }


def test_status_shows_the_chat_obligations_met_by_the_records_used(request_made: datetime) -> None:
    told = json.loads(_run("status", "--json").stdout)
    [label] = [row for row in told["obligations"] if row["id"] == "cn-draft-2023-04/16"]
    assert label["status"] == label["demo"] == "met"
    for control in label["controls"]:
        live = control["live"]
        assert (live["covered"], live["events"], live["records"]) == (1, 1, 1)
        [[writer, seq]] = live["places"]
        with ledger_of(Config.read()) as ledger:
            [used] = [e for e in ledger.find(subject="r-1") if e.place == (writer, seq)]
        assert used.facts == CLOSED
    assert told["counts"]["met"] == 5
    assert told["packs"] == ["cn-draft-2023-04"]


def test_status_as_a_table_in_either_language(request_made: datetime) -> None:
    english, chinese = _run("status").stdout, _run("status", lang="zh").stdout
    [line] = [line for line in english.splitlines() if "explicit-label" in line]
    assert "met  1/1 / 30 d" in line and "demo: met  1/1" in line
    assert [line.split()[:2] for line in english.splitlines() if line.endswith("[demo: met]")] == [
        [id, "met"] for id in ("4.1", "5", "11.1", "15.1", "16")
    ]
    assert "never counts" in english
    assert "满足  1/1 / 30 天" in chinese
    assert english.splitlines()[-2].startswith("met 5  not met 0")


def test_status_as_of_an_earlier_day(request_made: datetime) -> None:
    day = f"{request_made - timedelta(days=2):%Y-%m-%d}"
    assert _statuses("--now", day)["16"] == "no_evidence"
    assert _statuses("--now", datetime.now(UTC).isoformat())["16"] == "met"


def test_status_of_a_day_before_the_pack_applied(home: Path) -> None:
    assert _statuses("--now", "2023-04-10") == {}
    assert _statuses("--now", "2023-04-11")["16"] == "no_evidence"


def test_status_of_an_empty_home_is_no_evidence(home: Path) -> None:
    assert set(_statuses().values()) == {"no_evidence", "planned", "not_applicable"}


@pytest.mark.parametrize("now", ["yesterday", "2026-13-01", "2026-01-01T99"])
def test_a_time_that_is_none(home: Path, now: str) -> None:
    done = _run("status", "--now", now)
    assert isinstance(done.exception, ValueError) and now in str(done.exception)


def test_list_names_the_packs_and_their_mode(home: Path) -> None:
    rows = {row["id"]: row for row in json.loads(_run("list", "--json").stdout)}
    assert len(rows) == 14
    assert (rows["cn-draft-2023-04"]["mode"], rows["cn-draft-2023-04"]["status"]) == ("binding", "draft")
    assert (rows["eu-ai-act-2024"]["mode"], rows["eu-ai-act-2024"]["jurisdiction"]) == ("reference", "eu")
    [draft] = [line for line in _run("list").stdout.splitlines() if line.startswith("cn-draft-2023-04")]
    assert draft.split()[1:4] == ["binding", "draft", "2023-04-11"]
    assert "征求意见稿" in _run("list", lang="zh").stdout


def test_show_tells_one_obligation_or_all_of_a_pack(home: Path) -> None:
    one = _run("show", "cn-draft-2023-04/15.2").stdout
    assert "P3M (violation_found)" in one and "feasibility" in one
    assert "500,000" in _run("show", "cn-statutes/csl-61").stdout
    assert json.loads(_run("show", "cn-draft-2023-04/16", "--json").stdout)["official"] is None
    assert _run("show", "cn-draft-2023-04/2").stdout.startswith("cn-draft-2023-04/2  Scope")
    assert len(json.loads(_run("show", "cn-draft-2023-04", "--json").stdout)["obligations"]) > 46
    assert "期限: P3M" in _run("show", "cn-draft-2023-04/15.2", lang="zh").stdout
    assert "深度合成" in _run("show", "seed/22", lang="zh").stdout
    assert isinstance(_run("show", "cn-draft-2023-04/99").exception, LookupError)
    assert isinstance(_run("show", "cn-nowhere").exception, LookupError)


def test_check_holds_for_this_version(home: Path) -> None:
    done = _run("check")
    assert done.exit_code == 0
    assert "0 obligations without control" in done.stdout and "seed coverage 100%" in done.stdout
    assert "agree" in done.stderr
    told = json.loads(_run("check", "--json").stdout)
    assert told["holds"] and told["figures"]["without_control"] == 0


def test_check_exits_1_with_what_does_not_hold(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "code.py").write_text("consecutive = 3\n", encoding="utf-8")
    monkeypatch.setattr(command, "SOURCE", tmp_path)
    done = _run("check")
    assert done.exit_code == 1
    assert f"{tmp_path / 'code.py'}:1: consecutive = 3 fixes what the law decides" in done.stdout
    assert "which no code writes" in done.stdout


@pytest.mark.parametrize(
    "edit",
    ["UPDATE records SET demo = 1 WHERE seq = 2", "DELETE FROM records WHERE seq = 2", "DELETE FROM checkpoints"],
)
def test_no_status_is_read_from_a_history_that_does_not_hold(home: Path, edit: str) -> None:
    with ledger_of(Config.read()) as ledger:
        ledger.append(record(ADMITTED, datetime.now(UTC)), record(CLOSED, datetime.now(UTC)))
        sign(ledger, datetime.now(UTC))
    assert _run("status").exit_code == 0
    with ledger_of(Config.read()) as ledger, ledger.engine.begin() as connection:
        connection.exec_driver_sql(edit)
    done = _run("status")
    assert (done.exit_code, done.stdout) == (1, "")
