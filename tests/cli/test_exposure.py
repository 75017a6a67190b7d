"""``guiju law exposure``: figures in JSON and in words, breaches from the status, a record, and bad input."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.cli.law import law
from guiju.config import Config
from guiju.core.facts import ExposureComputed
from guiju.wiring import ledger_of
from tests.law.records import ADMITTED, CLOSED, record

FACTS = """\
on_date: 2026-11-22
service: {public: true, opinion_attribute: yes}
turnover_rmb: 2000000000
findings:
  - {obligation: cn-algorithm-2022-03/24, severity: refused}
  - {obligation: cn-interim-2023-08/11.1, severity: serious, harm: [mass_leak], note: 机房}
  - {obligation: cn-statutes/49, severity: base, corrected: true}
"""


def run(*words: str, facts: str | None = FACTS, lang: str = "en") -> Result:
    given = ["--facts", "-"] if facts is not None else []
    return CliRunner().invoke(law, ["exposure", *given, *words], obj=Config.read(lang=lang), input=facts)


def recorded() -> list[ExposureComputed]:
    with ledger_of(Config.read()) as ledger:
        return [one.facts for one in ledger.find(subject="exposure") if isinstance(one.facts, ExposureComputed)]


def test_the_figures(home: Path) -> None:
    done = run("--json")
    assert done.exit_code == 0, done.exception
    told = json.loads(done.stdout)
    assert told["highest"]["RMB"]["entity"] == {
        "currency": "RMB", "min": 0, "max": 100_000_000, "may": False, "or_share_of_turnover": None,
        "obligation": "cn-interim-2023-08/11.1", "provision": "cn-statutes/pipl-66", "unverified": False,
        "draft": False,
    }  # fmt: skip
    assert told["highest"]["RMB"]["person"]["max"] == 1_000_000
    assert {"stop_updates", "suspend_business"} <= set(told["suspension"])
    assert told["cites"]["one_fine_per_act"]["id"] == "cn-statutes/penalties-29"
    assert told["advice"] == {"zh": "这不是法律意见", "en": "not legal advice"}
    assert all(len(pack["digest"]) == 64 for pack in told["packs"])


def test_each_finding_tells_its_provisions_and_the_way_up(home: Path) -> None:
    filing, leak, content = json.loads(run("--json").stdout)["findings"]
    [own] = [one for one in filing["provisions"] if one["id"] == "cn-algorithm-2022-03/alg-31"]
    assert (own["entity"]["max"], own["tier"], own["person"], own["escalation"]) == (100_000, "refused", None, [])
    assert (leak["note"], leak["harm"], leak["routes"]) == ("机房", ["mass_leak"], [])
    [spread] = [one for one in content["provisions"] if one["id"] == "cn-statutes/csl-69"]
    assert [(step["if_severity"], step["if_harm"], step["entity"]["max"]) for step in spread["escalation"]] == [
        ("refused", [], 2_000_000), ("grave", [], 10_000_000),
    ]  # fmt: skip
    assert (content["mitigation"], spread["unverified"]) == (True, True)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["not legal advice", "the highest fine counts; fines are never added (cn-statutes/penalties-29)",
                "RMB 0–100,000,000  cn-statutes/pipl-66 ← cn-interim-2023-08/11.1", "the service could be stopped",
                "it may go unpunished (cn-statutes/penalties-33)", "[?] unverified", "↑ if correction refused"]),
        ("zh", ["这不是法律意见", "取最高一项罚款，不相加", "可能停止服务", "可以不予处罚", "[?] 未核实",
                "↑ 如 拒不改正"]),
    ],
)  # fmt: skip
def test_in_words(home: Path, lang: str, told: list[str]) -> None:
    shown = run(lang=lang).stdout
    assert [one for one in told if one not in shown] == []


def test_without_turnover_the_share_is_told_as_open(home: Path) -> None:
    facts = FACTS.replace("turnover_rmb: 2000000000\n", "")
    assert "RMB 0–50,000,000 or 5 % of last year's turnover" in run(facts=facts).stdout
    assert json.loads(run("--json", facts=facts).stdout)["highest"]["RMB"]["entity"]["or_share_of_turnover"] == 0.05


def test_a_draft_says_so(home: Path) -> None:
    facts = "on_date: 2026-11-22\nfindings: [{obligation: cn-draft-2023-04/15.2, severity: refused}]\n"
    assert "a draft, without force of law" in run(facts=facts).stdout
    assert json.loads(run("--json", facts=facts).stdout)["highest"]["RMB"]["entity"]["draft"] is True


def test_record(home: Path) -> None:
    assert recorded() == []
    assert "1 recorded" in run("--record").stderr
    [one] = recorded()
    assert (one.currency, one.entity, one.person, one.findings) == ("RMB", 100_000_000, 1_000_000, 3)
    assert one.suspension and not one.share_open and one.unverified
    assert one.profile == json.loads(run("--json").stdout)["profile"]


@pytest.fixture
def unlabelled(home: Path) -> None:
    """One answer of the service that left without a label, an hour ago."""
    at = datetime.now(UTC) - timedelta(hours=1)
    with ledger_of(Config.read()) as ledger:
        ledger.append(record(ADMITTED, at), record(CLOSED, at, explicit_label="none"))


def test_breaches_from_the_status(unlabelled: None) -> None:
    done = run("--from-status", "--json", facts=None)
    found = {one["obligation"]: one["severity"] for one in json.loads(done.stdout)["findings"]}
    assert found["cn-draft-2023-04/16"] == "base"
    assert any(one.startswith("cn-labels-2025-09/") for one in found)
    assert "not met" in done.stderr
    told = run("--from-status", "--json", facts="findings: [{obligation: cn-draft-2023-04/16, severity: grave}]\n")
    rows = json.loads(told.stdout)["findings"]
    assert [one["severity"] for one in rows if one["obligation"] == "cn-draft-2023-04/16"] == ["grave"]


def test_nothing_unmet_is_no_exposure(home: Path) -> None:
    done = run("--from-status", facts=None)
    assert done.exit_code == 0 and "no fine" in done.stdout and "not legal advice" in done.stdout
    assert list(home.iterdir()) == [], "who only reads makes no ledger"


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (None, "no findings"),
        ("on_date: 2026-11-22\n", "no findings"),
        (FACTS.replace("cn-statutes/49", "cn-statutes/0"), "no obligation 'cn-statutes/0'"),
        (FACTS.replace("2026-11-22", "2020-11-22"), "binds from 2022-03-01, not on 2020-11-22"),
        (FACTS.replace("opinion_attribute: yes", "opinion_attribute: no"), "does not apply to this service"),
    ],
)
def test_bad_input_is_one_line(home: Path, facts: str | None, told: str) -> None:
    done = run("--record", facts=facts)
    assert isinstance(done.exception, (ValueError, LookupError))
    assert told in str(done.exception.args[0]) and "\n" not in str(done.exception.args[0])
    assert recorded() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("turnover_rmb: 2000000000", "turnover_rmb: -1", "<stdin>:3: turnover_rmb"),
        ("severity: refused", "severity: huge", "<stdin>:5: "),
        ("[mass_leak]", "[fire]", "<stdin>:6: "),
    ],
)
def test_faults_of_the_file_have_their_line(home: Path, old: str, new: str, told: str) -> None:
    done = run(facts=FACTS.replace(old, new))
    assert isinstance(done.exception, ValueError)
    [line] = str(done.exception).splitlines()
    assert told in line
