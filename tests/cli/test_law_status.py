"""``guiju law status``: what the ledger shows, by the version of each pack that was in use on the day asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from guiju.cli.law import law
from guiju.config import Config
from guiju.core.facts import StatusJudged
from guiju.ledger import sign
from guiju.wiring import ledger_of
from tests.law.records import ADMITTED, CLOSED, record

DRAFT = "cn-draft-2023-04"


def _run(*words: str, lang: str = "en", packs: tuple[str, ...] = (DRAFT,)) -> Result:
    return CliRunner().invoke(law, words, obj=Config.read(lang=lang, packs=packs))


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


def test_every_time_of_the_table_is_of_the_services_own_zone(request_made: datetime) -> None:
    there = request_made.astimezone(ZoneInfo("Asia/Tokyo"))
    shown = CliRunner().invoke(law, ["status"], obj=Config.read(packs=(DRAFT,), timezone="Asia/Tokyo")).stdout
    assert f"{there:%Y-%m-%d %H:%M:%S}" in shown and " JST" in shown
    assert f"{request_made:%Y-%m-%d %H:%M:%S}" not in shown


def test_status_as_a_table_in_either_language(request_made: datetime) -> None:
    english, chinese = _run("status").stdout, _run("status", lang="zh").stdout
    [line] = [line for line in english.splitlines() if "explicit-label" in line]
    assert "met  1/1 / 30 d" in line and "demo: met  1/1" in line
    assert [line.split()[:2] for line in english.splitlines() if line.endswith("[demo: met]")] == [
        [id, "met"] for id in ("4.1", "5", "11.1", "15.1", "16")
    ]
    assert "never counts" in english
    assert "满足  1/1 / 30 天" in chinese
    [total] = [line for line in english.splitlines() if line.startswith("in all: ")]
    assert total.startswith("in all: met 5  not met 0")


def test_what_no_record_bears_on_is_counted_and_shown_on_request(request_made: datetime) -> None:
    short, whole, pack = (_run("status", *words).stdout for words in ((), ("--all",), ("--pack", DRAFT)))
    assert "fairness-test" not in short and "--all everything" in short
    assert "fairness-test" in whole and whole == pack
    assert set(short.splitlines()) - set(whole.splitlines()) == {
        line for line in short.splitlines() if "no record bears on" in line
    }
    wrong = _run("status", "--pack", "cn-nowhere")
    assert isinstance(wrong.exception, LookupError) and "cn-nowhere: not active then" in str(wrong.exception)


def test_status_as_of_an_earlier_day(request_made: datetime) -> None:
    day = f"{request_made - timedelta(days=2):%Y-%m-%d}"
    assert _statuses("--now", day)["16"] == "no_evidence"
    assert _statuses("--now", datetime.now(UTC).isoformat())["16"] == "met"


def test_status_of_a_day_before_the_pack_applied(home: Path) -> None:
    done = _run("status", "--now", "2023-04-10")
    assert isinstance(done.exception, ValueError) and not done.stdout
    assert f"no active pack was in effect on 2023-04-10: the first of them, {DRAFT}, applies from 2023-04-11" in str(
        done.exception
    )
    assert list(home.iterdir()) == []
    assert _statuses("--now", "2023-04-11")["16"] == "no_evidence"


def test_every_status_cites_the_version_it_was_judged_by(request_made: datetime) -> None:
    told = json.loads(_run("status", "--json").stdout)
    [version] = told["versions"]
    assert (version["id"], version["version"], len(version["digest"]), version["adopted"]) == (
        DRAFT, "2023-04-11", 64, None,
    )  # fmt: skip
    cited = {(row["version"], row["digest"]) for row in told["obligations"]}
    assert cited == {(version["version"], version["digest"])}
    head = _run("status").stdout.splitlines()[0]
    assert f"[{DRAFT}, 2023-04-11 {version['digest'][:8]}, binding]" in head


def test_a_status_is_recorded_with_what_it_was_judged_by(request_made: datetime) -> None:
    day = f"{datetime.now(UTC) - timedelta(days=3):%Y-%m-%d}"
    assert _run("status", "--record", "--officer", "clerk", "--now", day).exit_code == 0
    assert _run("status").exit_code == 0
    with ledger_of(Config.read()) as ledger:
        [kept] = ledger.find(kind=StatusJudged.kind)
    told = json.loads(_run("status", "--json", "--now", day).stdout)
    assert isinstance(kept.facts, StatusJudged)
    assert (kept.actor, kept.facts.pack, kept.facts.digest) == ("officer:clerk", DRAFT, told["versions"][0]["digest"])
    assert kept.facts.as_of == datetime.fromisoformat(told["now"])
    counts = {name: getattr(kept.facts, name) for name in told["counts"]}
    assert counts == told["counts"] and sum(counts.values()) == len(told["obligations"])


def test_a_home_without_adoptions_says_that_the_packs_at_hand_are_used(home: Path) -> None:
    assert "no pack is adopted yet; judged by the versions at hand" in _run("status").stderr
    assert "尚未采用任何法规包" in _run("status", lang="zh").stderr


@pytest.mark.parametrize(
    ("now", "active"),
    [
        ("2026-07-14T16:30+00:00", True),
        ("2026-07-15T00:30+08:00", True),
        ("2026-07-14T15:59+00:00", False),
        ("2026-07-14", False),
        ("2026-07-15", True),
    ],
)
def test_a_pack_starts_with_the_day_of_the_service(home: Path, now: str, active: bool) -> None:
    """However the moment is told: in Shanghai the day begins eight hours before it does in UTC."""
    done = _run("status", "--now", now, "--pack", "cn-companion-2026-07", packs=(DRAFT, "cn-companion-2026-07"))
    assert (done.exit_code == 0) is active
    assert active or "not active then" in str(done.exception)
    assert not active or "as of 2026-07-15" in done.stdout


def test_where_nothing_lies_nothing_is_made(home: Path) -> None:
    assert _run("status").exit_code == 0
    assert list(home.iterdir()) == []
    assert _run("status", "--record").exit_code == 0
    with ledger_of(Config.read()) as ledger:
        assert len(list(ledger.find(kind=StatusJudged.kind))) == 1


def test_status_of_an_empty_home_is_no_evidence(home: Path) -> None:
    assert set(_statuses().values()) == {"no_evidence", "planned", "not_applicable"}


@pytest.mark.parametrize(
    "now",
    ["yesterday", "2026-13-01", "2026-01-01T99", "20260101", "2026-W01-1", "2026-01-01 12:00", "20260101T120000",
     "2026-01-01T12", "0001-01-01", "9999-12-31T23:30-08:00"],
)  # fmt: skip
def test_a_time_that_is_none(home: Path, now: str) -> None:
    done = _run("status", "--now", now)
    assert isinstance(done.exception, ValueError) and now in str(done.exception)


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
