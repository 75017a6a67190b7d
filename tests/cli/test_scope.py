"""``guiju law scope``: facts in, an answer out, a record where one is asked for, and nothing written on bad input."""

from __future__ import annotations

import json
import os
import pty
import select
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from click.testing import CliRunner, Result

from guiju.cli.law import law
from guiju.config import Config
from guiju.core.facts import ScopeDecided
from guiju.law import load, status
from guiju.wiring import ledger_of

WHOLE = """\
on_date: 2026-11-22
provider: {located: cn, kind: organisation}
service: {public: true, users_in_mainland: true, users_in_eu: false, channel: [direct],
          api_customers_serve_public: false, purpose: service, modalities: [text, image], opinion_attribute: yes}
model: {origin: own, upstream_filed: unknown, weights_released: false}
companion: {simulates_person: false, sustained_emotional: false}
users: {minors: true, registered: 10, monthly_active: 5}
data: {personal_information: true, user_input_for_training: false, annotation: true, biometric: false}
"""


def run(*words: str, text: str | None = None, lang: str = "en") -> Result:
    return CliRunner().invoke(law, ["scope", *words], obj=Config.read(lang=lang), input=text)


@pytest.fixture
def facts(home: Path) -> Path:
    """A file with every fact."""
    file = home / "facts.yaml"
    file.write_text(WHOLE, encoding="utf-8")
    return file


def records() -> list[ScopeDecided]:
    with ledger_of(Config.read()) as ledger:
        return [one.facts for one in ledger.find(kind=ScopeDecided.kind) if isinstance(one.facts, ScopeDecided)]


def test_facts_from_a_file_from_stdin_and_as_json(facts):
    told = json.loads(run("--facts", str(facts), "--json").stdout)
    assert told["packs"]["cn-interim-2023-08"]["applies"] is True
    assert told["packs"]["eu-ai-act-2024"]["applies"] is False
    assert json.loads(run("--facts", "-", "--json", text=WHOLE).stdout) == told
    as_json = json.dumps(yaml.safe_load(WHOLE.replace("yes}", "'yes'}")), default=str)
    assert json.loads(run("--facts", "-", "--json", text=as_json).stdout) == told


def test_as_a_table_in_either_language(facts):
    assert "cn-companion-2026-07" in run("--facts", str(facts)).stdout
    assert "适用范围，截至 2026-11-22" in run("--facts", str(facts), lang="zh").stdout


def test_without_a_day_it_is_today_where_the_service_is(home):
    told = json.loads(run("--facts", "-", "--json", text="service: {public: true}").stdout)
    today = datetime.now(ZoneInfo(Config.read().timezone)).date()
    assert told["on_date"] == today.isoformat()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("service: {public: 1}", ["<stdin>:1: service.public: 1 is not true or false"]),
        ("zzz: 1\nservice: {public: 1}", ["<stdin>:1: unknown key 'zzz'", "<stdin>:2: service.public"]),
        ("service: {public: true, purpose: internal}", ["<stdin>:1: service.public, service.purpose"]),
        ("- a", ["<stdin>:1: facts are a map"]),
    ],
)
def test_bad_facts_are_told_a_line_each_and_nothing_is_written(home, text, said):
    done = run("--facts", "-", "--record", "--save", "saved.yaml", text=text)
    assert isinstance(done.exception, ValueError) and done.stdout == ""
    told = str(done.exception).splitlines()
    assert len(told) == len(said)
    assert all(one.startswith(start) for one, start in zip(told, said, strict=True))
    assert list(home.iterdir()) == []


def test_a_day_before_every_pack_is_bad_input_and_nothing_is_written(home):
    done = run("--facts", "-", "--record", "--save", "saved.yaml", text="on_date: 2001-01-01")
    assert isinstance(done.exception, ValueError) and "is before every pack" in str(done.exception)
    assert list(home.iterdir()) == []


def test_a_file_that_is_not_there(home):
    assert isinstance(run("--facts", "none.yaml").exception, FileNotFoundError)


def test_without_facts_and_without_a_terminal(home):
    done = run(text="")
    assert isinstance(done.exception, ValueError) and done.stdout == ""
    assert str(done.exception) == (
        "no facts and no terminal to ask on; give --facts FILE, or --facts - and the facts on stdin"
    )


def test_an_officer_that_is_no_name_is_refused_before_anything_is_written(facts):
    done = run("--facts", str(facts), "--record", "--officer", "no name")
    assert isinstance(done.exception, ValueError) and "officer" in str(done.exception)
    assert sorted(file.name for file in facts.parent.iterdir()) == ["facts.yaml"]


def test_what_is_saved_is_read_again(facts, home):
    told = run("--facts", str(facts), "--json", "--save", str(home / "saved.yaml")).stdout
    assert run("--facts", str(home / "saved.yaml"), "--json").stdout == told


def test_a_record_names_the_officer_and_makes_the_controls_met(facts):
    done = run("--facts", str(facts), "--record", "--officer", "li", "--json")
    assert done.exit_code == 0 and "on record" in done.stderr
    with ledger_of(Config.read()) as ledger:
        [record] = ledger.find(kind=ScopeDecided.kind)
        assert (record.actor, record.subject, record.user, record.demo) == ("officer:li", "scope", None, False)
        found = status(load(["cn-draft-2023-04"]), ledger.proven(), datetime.now(UTC))
    values = {row.obligation.id.rpartition("/")[2]: row.value for row in found}
    assert (values["2.1"], values["2.2"], values["6.5"]) == ("met", "met", "met")
    assert record.facts.profile == json.loads(done.stdout)["profile"]
    assert record.facts.modalities == ("text", "image")


def test_a_record_on_assumed_facts_says_that_it_settles_nothing(home):
    done = run("--facts", "-", "--record", text="service: {public: true}")
    assert "assumed facts, so the control scope-record is not met" in done.stderr
    [record] = records()
    assert record.assumed > 0 and record.opinion == ""


def test_a_later_decision_replaces_an_earlier_one(facts):
    run("--facts", "-", "--record", text="service: {public: true}")
    run("--facts", str(facts), "--record")
    with ledger_of(Config.read()) as ledger:
        found = status(load(["cn-draft-2023-04"]), ledger.proven(), datetime.now(UTC))
    assert [row.value for row in found if row.obligation.id.endswith("/2.1")] == ["met"]


def test_a_reading_leaves_nothing_behind(facts):
    run("--facts", str(facts))
    assert sorted(file.name for file in facts.parent.iterdir()) == ["facts.yaml"]


_STOP = "\x04"
"""Ctrl-D, which is typed without Enter."""


def on_a_terminal(*words: str, typed: dict[str, str]) -> tuple[str, int]:
    """What a terminal shows of a run in which a person types; Enter where nothing is prepared for a question."""
    command = [str(Path(sys.executable).parent / "guiju"), "--lang", "en", "law", "scope", *words]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(command[0], command)
    shown = pending = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            read = os.read(terminal, 4096)
        except OSError:  # the other end is gone
            break
        shown, pending = shown + read, pending + read
        if pending.endswith(b"]: "):
            told = pending.decode()
            answer = next((word for start, word in typed.items() if start in told), "")
            os.write(terminal, answer.encode() if answer == _STOP else f"{answer}\n".encode())
            pending = b""
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_person_is_asked_on_a_terminal_and_the_answers_are_kept(home):
    file = home / "saved.yaml"
    shown, code = on_a_terminal(
        "--save", str(file), typed={"offered to the public": "no", "Where is the provider": "mo"}
    )
    assert code == 0
    saved = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (saved["provider"]["located"], saved["service"]["public"]) == ("mo", False)
    assert "Enter for yes" in shown and "What kinds of content" not in shown
    told = json.loads(run("--facts", str(file), "--json").stdout)
    assert told["packs"]["cn-interim-2023-08"]["applies"] is False


def test_a_person_who_stops_keeps_what_was_answered(home):
    file = home / "saved.yaml"
    shown, code = on_a_terminal(
        "--save", str(file), typed={"Where is the provider": "mo", "offered to the public": _STOP}
    )
    assert code == 130
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["provider"]["located"] == "mo"
    assert "answers given so far are kept" in shown and "stopped" in shown.split("\r\n")


def test_a_person_who_stops_without_save_leaves_nothing(home):
    shown, code = on_a_terminal(typed={"offered to the public": _STOP})
    assert code == 130 and "stopped" in shown.split("\r\n")
    assert list(home.iterdir()) == []
