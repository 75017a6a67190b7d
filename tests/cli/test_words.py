"""``guiju words``: an import is used, put on record and kept; faults are told by line; nothing is shown unasked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.checks import shipped_lexicon
from guiju.cli.main import guiju
from guiju.config import Config
from guiju.core.facts import WordsUpdated
from guiju.wiring import ledger_of, lexicon_of


def run(*words: str) -> Result:
    return CliRunner().invoke(guiju, ["--lang", "en", *words])


def listed(home: Path, text: str, name: str = "ours.tsv") -> str:
    (home / name).write_text(text, "utf-8")
    return name


def recorded() -> list[WordsUpdated]:
    with ledger_of(Config.read()) as ledger:
        return [one.facts for one in ledger.find(subject="words") if isinstance(one.facts, WordsUpdated)]


def test_an_import_is_used_and_on_record(home: Path) -> None:
    done = run("words", "import", listed(home, "坏坏的词\ta1.a\t1\n另一个词\ta2.b\n"), "--source", "bureau")
    assert done.exit_code == 0, done.exception
    assert done.stdout == "added  2  (a1.a 1, a2.b 1)\n"
    used = lexicon_of(Config.read())
    assert len(used) == len(shipped_lexicon()) + 2
    assert {(e.source, bool(e.date)) for e in used.entries[-2:]} == {("bureau", True)}
    (facts,) = recorded()
    assert (facts.digest, facts.previous) == (used.digest, shipped_lexicon().digest)
    assert (facts.total, facts.added, facts.removed, facts.short) == (len(used), 2, 0, 0)
    assert sum(count.phrases for count in facts.counts) == len(used)
    told = json.loads(run("check", "说坏 坏 的 词吧", "--json", "--only", "words").stdout)
    assert [f["risk"] for f in told["findings"]] == ["a1.a"]


def test_a_second_import_adds_and_replace_replaces(home: Path) -> None:
    run("words", "import", listed(home, "坏坏的词\ta1.a\n"))
    run("words", "import", listed(home, "另一个词\ta2.b\n坏坏的词\ta1.a\t0.5\n"))
    assert len(lexicon_of(Config.read())) == len(shipped_lexicon()) + 2
    assert run("words", "import", listed(home, "第三个词\ta2.b\n"), "--replace").stdout.splitlines() == [
        "added  1  (a2.b 1)", "removed  2  (a1.a 1, a2.b 1)",
    ]  # fmt: skip
    assert [(facts.added, facts.removed) for facts in recorded()] == [(1, 0), (1, 0), (1, 2)]


def test_lists_that_change_nothing_leave_no_evidence_of_an_update(home: Path) -> None:
    run("words", "export", "--risk", "a1.c", "--plain", "-o", "shipped.tsv")
    assert run("words", "import", "shipped.tsv").stdout == "nothing changes\n"
    assert (recorded(), list((home / "words").glob("*.b85"))) == ([], [])
    ours = listed(home, "坏坏的词\ta1.a\n")
    run("words", "import", ours)
    assert run("words", "import", ours, "--replace").stdout == "nothing changes\n"
    assert len(recorded()) == 1


def test_a_phrase_that_is_parted_otherwise_is_another(home: Path) -> None:
    run("words", "import", listed(home, "doallthis\ta1.a\n"))
    run("words", "import", listed(home, "do all this\ta1.a\n"))
    assert [(facts.added, facts.removed) for facts in recorded()] == [(1, 0), (1, 1)]


def test_imports_at_the_same_time_lose_nothing(home: Path) -> None:
    names = [listed(home, f"坏坏的词{number}\ta1.a\n", f"{number}.tsv") for number in "甲乙"]
    command = [sys.executable, "-c", "from guiju.cli.main import main; main()", "words", "import"]
    calls = [subprocess.Popen([*command, name]) for name in names]
    assert [call.wait(60) for call in calls] == [0] * len(names)
    assert len(lexicon_of(Config.read())) == len(shipped_lexicon()) + len(names)
    states = recorded()
    assert [later.previous for later in states[1:]] == [earlier.digest for earlier in states[:-1]]


def test_a_dry_run_writes_nothing(home: Path) -> None:
    done = run("words", "import", listed(home, "坏坏的词\ta1.a\n"), "--dry-run", "--json")
    assert json.loads(done.stdout)["added"] == [{"phrase": "坏***", "risk": "a1.a", "weight": 1.0}]
    assert len(lexicon_of(Config.read())) == len(shipped_lexicon())
    assert [path.name for path in home.iterdir()] == ["ours.tsv"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("好坏词\ta1.a\n坏词\ta1.a\tx\n", "ours.tsv:2: the weight is no number"),
        ("坏词\ta1.a\t1\tus\tyesterday\n", "ours.tsv:1: 'yesterday' is no date such as 2026-11-23"),
        ("坏词\ta1.a\n坏坏词\ta1.a\t1\tus\t2999-01-01\n", "ours.tsv:2: the date 2999-01-01 is still to come; today is"),
        ("坏\0词\ta1.a\n", "ours.tsv:1: there is a control character in this line, U+0000"),
        ("\n的\ta1.a\n", "ours.tsv:2: '的' is a single character, which cannot decide by itself"),
        ("x\ta1.a\t1\n", "ours.tsv:1: 'x' is a single character"),
        ("The\ta1.a\n", "ours.tsv:1: 'the' is an everyday word, which cannot decide by itself"),
        ("坏词\ta9.z\n", "no active pack knows the risk a9.z"),
        ("", "ours.tsv: not one phrase in here; nothing was imported"),
        ("# phrase, risk\n\n", "ours.tsv: not one phrase in here; nothing was imported"),
    ],
)
def test_a_fault_is_told_and_nothing_imported(home: Path, text: str, fault: str) -> None:
    done = run("words", "import", listed(home, text))
    assert isinstance(done.exception, ValueError)
    assert str(done.exception).startswith(fault)
    assert [path.name for path in home.iterdir()] == ["ours.tsv"]


def test_an_empty_list_replaces_nothing(home: Path) -> None:
    run("words", "import", listed(home, "坏坏的词\ta1.a\n"))
    done = run("words", "import", listed(home, "", "none.tsv"), "--replace")
    assert str(done.exception).startswith("none.tsv: not one phrase")
    assert len(lexicon_of(Config.read())) == len(shipped_lexicon()) + 1
    assert len(recorded()) == 1


def test_an_export_is_masked_unless_it_is_asked_for_plain(home: Path) -> None:
    name = listed(home, "坏 词\ta1.a\t0.5\tus\t2026-11-23\tMIT\nmake bomb\ta1.d\n")
    assert run("words", "export", "--of", name, "--risk", "a1.a").stdout == "坏*\ta1.a\t0.5\tus\t2026-11-23\tMIT\n"
    run("words", "export", "--of", name, "--plain", "-o", "again.tsv")
    assert (home / "again.tsv").read_text("utf-8") == (
        "坏词\ta1.a\t0.5\tus\t2026-11-23\tMIT\nmake bomb\ta1.d\t1\toperator\t\t\n"
    )
    assert run("words", "diff", name, "again.tsv").stdout == "nothing changes\n"


def test_a_comparison_shows_each_phrase(home: Path) -> None:
    one = listed(home, "坏词\ta1.a\t0.5\n旧词\ta1.a\n", "one.tsv")
    other = listed(home, "坏词\ta1.a\t0.7\n新词\ta2.b\n", "two.tsv")
    assert run("words", "diff", one, other, "--plain").stdout.splitlines() == [
        "added  1  (a2.b 1)", "  a2.b             1.00  新词",
        "removed  1  (a1.a 1)", "  a1.a             1.00  旧词",
        "weight changed  1  (a1.a 1)", "  a1.a             0.70  坏词  (0.5 →)",
    ]  # fmt: skip


def test_an_earlier_state_is_compared_by_its_digest(home: Path) -> None:
    run("words", "import", listed(home, "坏坏的词\ta1.a\n"))
    (state,) = [path.stem for path in (home / "words").glob("*.b85")]
    assert json.loads(run("words", "diff", state[:10], "ours.tsv", "--json").stdout)["added"] == []
    assert isinstance(run("words", "diff", "zz", "shipped").exception, LookupError)


def test_the_counts_stand_beside_the_minima(home: Path) -> None:
    told = json.loads(run("words", "stats", "--json").stdout)
    assert told["total"]["phrases"] >= told["total"]["least"] > 0
    assert (told["short"], told["update_days_max"]) == ([], 7)
    assert {row["risk"] for row in told["risks"] if row["least"]} >= {"a1.a", "a2.i"}
    assert {"source": "guiju", "licence": "Apache-2.0"}.items() <= told["sources"][0].items()
    lines = run("words", "stats", "--of", listed(home, "坏词\ta1.a\t1\tus\t2020-01-01\n")).stdout
    assert "a1.a                    1  at least 200  SHORT" in lines
    assert "OVERDUE" in lines
