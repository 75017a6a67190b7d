"""``guiju law clock``: the contract, the table in either language, what moves a term, and bad input in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.cli.law import law
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import ClockChanged, ClockStarted, ClockStopped
from guiju.wiring import ledger_of

FILING = "cn-algorithm-2022-03/24"
STARTED = ("--event", "service_started", "--on", "2026-11-20")
ORDER = ("--reason", "an order of the court", "--approver", "li.wei")


def run(*words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(law, ["clock", *words], obj=Config.read(lang=lang))


def told(*words: str) -> dict:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.exception
    return json.loads(done.stdout)


def recorded() -> list[Evidence]:
    with ledger_of(Config.read()) as ledger:
        return [one for one in ledger.find() if one.kind.startswith("clock.")]


def test_the_example_of_the_contract(home: Path) -> None:
    found = told(*STARTED)
    assert found["due"][FILING] == "2026-12-04"
    assert (found["event"], found["on"], found["unknown"]) == ("service_started", "2026-11-20", {})
    assert found["open"]["cn-interim-2023-08/17.1"] == "before"
    assert not set(found["open"]) & set(found["due"])


def test_every_term_tells_what_it_rests_on(home: Path) -> None:
    [term] = [one for one in told(*STARTED)["terms"] if one["obligation"] == FILING]
    assert term["pack"] == "cn-algorithm-2022-03" and term["version"] == "2021-12-31" and len(term["digest"]) == 64
    assert (term["within"], term["days"], term["keep"], term["clause"]) == ("P10D", "working", False, "24")
    assert (term["ends_on_rest_day"], term["unverified"], term["reference"], term["status"]) == (
        False, False, False, "in_force",
    )  # fmt: skip
    assert term["text"]["zh"] and term["duty"]["en"]


def test_a_draft_is_marked(home: Path) -> None:
    found = told("--event", "violation_found", "--on", "2026-11-30")
    assert found["due"] == {"cn-draft-2023-04/15.2": "2027-02-28"}
    [draft] = [one for one in found["terms"] if one["obligation"] == "cn-draft-2023-04/15.2"]
    assert (draft["reference"], draft["status"], draft["ends_on_rest_day"]) == (True, "draft", None)
    assert "征求意见稿" in run("--event", "violation_found", "--on", "2026-11-30", lang="zh").stdout


def test_where_the_calendar_ends_there_is_null_and_a_reason(home: Path) -> None:
    done = run("--event", "filing_submitted", "--on", "2026-11-30", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found["due"] == {"cn-algorithm-2022-03/25": None}
    assert "nothing is guessed" in found["unknown"]["cn-algorithm-2022-03/25"]["en"]
    assert "cn-algorithm-2022-03/25: holidays" in done.stderr


def test_only_one_pack_or_one_obligation(home: Path) -> None:
    assert set(told(*STARTED, "--pack", "cn-algorithm-2022-03")["due"]) == {FILING}
    assert set(told(*STARTED, "--obligation", FILING)["due"]) == {FILING}


def test_only_what_applies_by_the_facts(home: Path) -> None:
    Path("f.yaml").write_text('service: {opinion_attribute: "no"}\nturnover_rmb: 5\n', encoding="utf-8")
    assert FILING not in told(*STARTED, "--facts", "f.yaml")["due"]
    Path("f.yaml").write_text("on_date: 2020-01-01\n", encoding="utf-8")
    assert FILING in told(*STARTED, "--facts", "f.yaml")["due"]


def test_the_table_in_either_language(home: Path) -> None:
    lines = run(*STARTED, "--obligation", FILING).stdout.splitlines()
    assert lines[0] == "the service started: 2026-11-20 (the day itself is not counted)"
    assert lines[1].startswith("2026-12-04 ") and "10 working days" in lines[1] and "clause 24" in lines[1]
    chinese = run(*STARTED, "--obligation", FILING, lang="zh").stdout
    assert "开始提供服务  2026-11-20（当日不计入）" in chinese and "10 个工作日" in chinese and "第 24 条" in chinese


def test_a_duty_still_to_come_tells_its_fixed_day_with_facts_or_without(home: Path) -> None:
    early = ("--event", "service_started", "--on", "2026-07-01", "--pack", "eu-ai-act-2024")
    marks = "eu-ai-act-2024/50.2"
    Path("f.yaml").write_text("service: {users_in_eu: true}\n", encoding="utf-8")
    for words in (early, (*early, "--facts", "f.yaml")):
        found = told(*words)
        assert found["due"] == {marks: "2026-12-02"} and marks not in found["open"]
        [term] = [one for one in found["terms"] if one["obligation"] == marks]
        assert (term["open"], term["since"]) == ("", "2026-08-02")
    assert "binds only from 2026-08-02" in run(*early).stdout
    assert "自 2026-08-02 起才有约束力" in run(*early, lang="zh").stdout
    assert told(*early[:3], "2026-08-02", *early[4:])["open"][marks] == "before"


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("log_written", "--on", "2020-01-01"), "2025年12月31日以前为第21条", "as article 21 until 31 December 2025"),
        (("violation_found", "--on", "2024-01-01", "--pack", "cn-statutes"), "网络安全法第49条", "art. 49"),
        (("violation_found", "--on", "2024-01-01", "--pack", "cn-statutes"), "数据安全法第29条", "Data Security Law"),
        (("violation_found", "--on", "2026-01-02", "--pack", "cn-statutes"), "个人信息保护法第57条", "PIPL art. 57"),
    ],
)  # fmt: skip
def test_each_law_is_cited_by_its_name(home: Path, words: tuple[str, ...], zh: str, en: str) -> None:
    assert zh in run("--event", *words, lang="zh").stdout
    assert en in run("--event", *words).stdout


def test_a_day_of_rest_is_told(home: Path) -> None:
    lines = run("--event", "log_written", "--on", "2026-05-22", "--obligation", "cn-statutes/23").stdout
    assert "2026-11-22" in lines and "ends on a day of rest; the date is not moved" in lines
    assert "kept at least" in lines


def test_suspended_and_extended(home: Path) -> None:
    days = ("--suspended", "2026-11-23..2026-11-24", "--extended", "3")
    found = told(*STARTED, "--obligation", FILING, *days, *ORDER)
    assert found["due"] == {FILING: "2026-12-11"}
    assert found["terms"][0]["moved"] == {
        "before": "2026-12-04",
        "suspended": [{"first": "2026-11-23", "last": "2026-11-24", "due": "2026-12-08"}],
        "extended": 3,
        "reason": "an order of the court",
        "approver": "li.wei",
    }
    assert told(*STARTED, "--obligation", FILING, "--extended", "P10D", *ORDER)["due"] == {FILING: "2026-12-14"}
    assert "was 2026-12-04 · approved by li.wei" in run(*STARTED, "--obligation", FILING, *days, *ORDER).stdout


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--event", "moon", "--on", "2026-11-20"), "no event 'moon'; there is service_started, filing_changed"),
        (("--event", "service_started", "--on", "2026-02-30"), "--on: '2026-02-30' is no date"),
        (("--event", "service_started", "--on", "20261120"), "--on: '20261120' is no date"),
        (("--event", "filing_changed", "--on", "2021-01-01"), "the first is cn-algorithm-2022-03/24, from 2022-03-01"),
        ((*STARTED, "--pack", "cn-x"), "no pack 'cn-x'"),
        ((*STARTED, "--obligation", "cn-x/1"), "no obligation 'cn-x/1'"),
        ((*STARTED, "--obligation", "cn-algorithm-2022-03/7.1"), "no term from service_started"),
        ((*STARTED, "--suspended", "2026-11-23..2026-11-24", *ORDER), "say which with --obligation"),
        ((*STARTED, "--obligation", FILING, "--suspended", "2026-11-23..2026-11-24"), "--reason TEXT and --approver"),
        ((*STARTED, "--obligation", FILING, "--extended", "3", "--reason", "x", "--approver", "a b"), "NAME"),
        ((*STARTED, "--obligation", FILING, *ORDER), "belong to --suspended"),
        ((*STARTED, "--obligation", FILING, "--suspended", "2026-11-23", *ORDER), "is not FROM..TO"),
        ((*STARTED, "--obligation", FILING, "--suspended", "2026-11-24..2026-11-23", *ORDER), "before it begins"),
        ((*STARTED, "--obligation", FILING, "--suspended", "2026-11-18..2026-11-24", *ORDER), "before the event"),
        ((*STARTED, "--obligation", FILING, "--suspended", "2026-12-18..2026-12-24", *ORDER), "had ended on"),
        ((*STARTED, "--obligation", FILING, "--extended", "-3", *ORDER), "would shorten it; give an ISO 8601 term"),
        ((*STARTED, "--obligation", FILING, "--extended", "0", *ORDER), "'0' adds no day"),
        ((*STARTED, "--obligation", FILING, "--extended", "P0D", *ORDER), "'P0D' adds no day"),
        (("--event", "service_started", "--on", "2026-07-01", "--obligation", "eu-ai-act-2024/50.2", "--extended", "3",
          *ORDER), "fixed day"),
        ((*STARTED, "--obligation", "cn-interim-2023-08/17.1", "--extended", "3", *ORDER), "none to move"),
        ((*STARTED, "--done", "2026-11-21"), "give --record with it"),
    ],
)  # fmt: skip
def test_bad_use_is_one_line_and_nothing_is_written(home: Path, words: tuple[str, ...], error: str) -> None:
    done = run(*words, *(() if "--done" in words else ("--record",)))
    assert isinstance(done.exception, (ValueError, LookupError))
    assert error in str(done.exception.args[0]) and "\n" not in str(done.exception.args[0])
    assert recorded() == []


def test_faults_of_the_facts_are_told_each_on_its_line(home: Path) -> None:
    Path("f.yaml").write_text("service: {public: 3}\nmoon: 1\n", encoding="utf-8")
    done = run(*STARTED, "--facts", "f.yaml")
    assert isinstance(done.exception, ValueError)
    told = str(done.exception).splitlines()
    assert len(told) == 2 and "f.yaml:2" in told[1]


def test_without_record_nothing_is_written(home: Path) -> None:
    run(*STARTED)
    assert recorded() == []


def test_record_leaves_each_term_once(home: Path) -> None:
    assert "recorded" in run(*STARTED, "--record", "--officer", "zhang").stderr
    first = recorded()
    assert {one.actor for one in first} == {"officer:zhang"}
    run(*STARTED, "--record")
    assert recorded() == first
    [filing] = [one.facts for one in first if isinstance(one.facts, ClockStarted) and one.facts.obligation == FILING]
    assert filing.due.isoformat() == "2026-12-04T15:59:59.999999+00:00"
    assert filing.on.isoformat() == "2026-11-19T16:00:00+00:00"
    assert {one.facts.ending for one in first} == {"dated", "open"}


def test_record_of_what_moved_and_ended_a_term(home: Path) -> None:
    late = ("--event", "service_started", "--on", "2026-10-19", "--obligation", FILING)
    run(*late, "--suspended", "2026-10-20..2026-10-21", *ORDER, "--record")
    started, changed = recorded()
    assert isinstance(started.facts, ClockStarted) and isinstance(changed.facts, ClockChanged)
    assert (changed.facts.move, changed.facts.approver, changed.subject) == ("suspended", "li.wei", started.subject)
    assert changed.facts.before == started.facts.due
    assert changed.facts.after.date().isoformat() == "2026-11-04"
    assert "order" not in str(changed.facts)
    run(*late, "--record", "--done", "2026-11-04")
    *_, stopped = recorded()
    assert isinstance(stopped.facts, ClockStopped) and stopped.facts.in_time


def test_done_late_and_not_yet(home: Path) -> None:
    late = ("--event", "service_started", "--on", "2026-10-19", "--obligation", FILING, "--record")
    assert "record it first" in str(run(*late, "--done", "2026-11-03").exception)
    run(*late)
    assert "still to come" in str(run(*late, "--done", "2999-01-01").exception)
    assert "before the event" in str(run(*late, "--done", "2026-10-18").exception)
    assert "done late" in run(*late, "--done", "2026-11-03").stderr
    assert "stopped already" in str(run(*late, "--done", "2026-11-03").exception)
    assert [one.kind for one in recorded()] == ["clock.started/1", "clock.stopped/1"]
