"""``guiju law import``: entries come back whole, a conflict is shown and not decided, a faulty file writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from guiju.config import Config
from guiju.core.evidence import encode
from guiju.core.facts import DutyAssigned, DutyDecided
from guiju.wiring import ledger_of
from tests.cli.registering import PACK, edit, export, records, run, take

NOT = (("4.4", "applies", "不适用"), ("4.4", "reason", "不提供该类功能"), ("4.4", "approver", "李四"))


def status(number: str) -> dict:
    told = json.loads(run("status", "--json").stdout)["obligations"]
    return next(row for row in told if row["id"] == f"{PACK}/{number}")


def test_owners_notes_and_decisions_come_back(home: Path) -> None:
    file = edit(export(home / "r.xlsx"), ("4.1", "owner", "王五"), ("4.1", "notes", "=1+1\n“引号”"), *NOT)
    told = take(file, "--officer", "wang")
    assert (told["written"], told["conflicts"], len(told["changed"])) == (2, [], 3)
    assigned, decided = records()
    assert isinstance(assigned.facts, DutyAssigned) and isinstance(decided.facts, DutyDecided)
    assert (assigned.actor, assigned.subject, decided.facts.applicable) == ("officer:wang", f"{PACK}/4.1", False)
    again = load_workbook(export(home / "again.xlsx")).worksheets[0]
    text = {cell.value for row in again.iter_rows() for cell in row}
    assert {"王五", "=1+1\n“引号”", "不提供该类功能", "李四"} <= text


def test_the_words_are_in_the_vault_and_not_in_the_ledger(home: Path) -> None:
    take(edit(export(home / "r.xlsx"), ("4.1", "owner", "王五"), *NOT))
    assert not any(word.encode() in encode(one) for one in records() for word in ("王五", "李四", "不提供"))
    kept = [file for file in home.rglob("*") if file.is_file() and file.suffix != ".xlsx"]
    assert kept and not any("王五".encode() in file.read_bytes() for file in kept)


def test_a_duty_decided_not_to_apply_is_shown_so_with_its_record(home: Path) -> None:
    before = status("4.4")
    assert before["status"] != "not_applicable" and before["decision"] is None
    take(edit(export(home / "r.xlsx"), *NOT))
    [decided] = records()
    after = status("4.4")
    assert after["status"] == "not_applicable"
    assert after["decision"]["place"] == list(decided.place or ())
    assert (after["decision"]["item"], after["decision"]["lapsed"]) == (decided.facts.item, False)
    assert "经决定不适用" in run("status").stdout


def test_a_file_nobody_touched_writes_nothing_and_twice_is_once(home: Path) -> None:
    assert take(export(home / "r.xlsx"))["written"] == 0
    assert records() == []
    edit(home / "r.xlsx", ("4.1", "owner", "王"), *NOT)
    assert (take(home / "r.xlsx")["written"], take(home / "r.xlsx")["written"]) == (2, 0)
    assert len(records()) == 2


def test_a_dry_run_shows_and_writes_nothing(home: Path) -> None:
    file = edit(export(home / "r.xlsx"), ("4.1", "owner", "王"))
    told = take(file, "--dry-run")
    assert (told["dry_run"], told["written"], len(told["changed"])) == (True, 0, 1)
    assert records() == []
    assert "试运行" in run("import", str(file), "--dry-run").stdout


def test_a_cleared_cell_is_a_change_like_any_other(home: Path) -> None:
    take(edit(export(home / "r.xlsx"), ("4.1", "owner", "王"), *NOT))
    file = edit(export(home / "s.xlsx"), ("4.1", "owner", None), *((n, c, None) for n, c, _ in NOT))
    assert take(file)["written"] == 2
    assert [one.facts.item for one in records()][-1] == "" and status("4.4")["status"] != "not_applicable"
    assert len(records()) == 4


def test_a_conflict_is_shown_with_both_sides_and_the_rest_is_taken(home: Path) -> None:
    old = export(home / "old.xlsx")
    take(edit(export(home / "new.xlsx"), ("4.1", "owner", "王")))
    edit(old, ("4.1", "owner", "李"), ("4.2", "owner", "赵"))
    told = take(old, code=1)
    [conflict] = told["conflicts"]
    assert (conflict["here"], conflict["file"], conflict["why"]) == ({"owner": "王"}, {"owner": "李"}, "both_changed")
    assert [(one["id"], one["after"]) for one in told["changed"]] == [(f"{PACK}/4.2", {"owner": "赵"})]
    readable = run("import", str(old))
    assert readable.exit_code == 1 and "王" in readable.stdout and "李" in readable.stdout
    fresh = take(export(home / "fresh.xlsx"), "--dry-run")
    assert fresh["changed"] == fresh["conflicts"] == []


def test_columns_of_others_are_named_and_edits_elsewhere_too(home: Path) -> None:
    file = edit(export(home / "r.xlsx"), ("4.1", "duty", "改了"), ("4.1", "owner", "王"))
    book = load_workbook(file)
    book.worksheets[0].cell(1, 16).value = "部门"
    book.save(file)
    told = take(file)
    assert (told["columns_not_read"], len(told["rows_edited_elsewhere"]), told["written"]) == (["部门"], 1, 1)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("4.1", "id", "cn-interim-2023-08/99")], "no obligation is called 'cn-interim-2023-08/99'"),
        ([NOT[0], NOT[1]], "批准人 / Approver): is empty"),
        ([NOT[0], NOT[2]], "不适用理由 / Reason it does not apply): is empty"),
        ([("4.1", "applies", "maybe")], "'maybe' is neither"),
        ([("4.1", "id", "cn-interim-2023-08/4.2")], "cn-interim-2023-08/4.2 stands 2 times"),
    ],
)
def test_a_faulty_file_is_told_line_by_line_and_writes_nothing(home: Path, changes, told: str) -> None:
    file = edit(export(home / "r.xlsx"), ("4.3", "owner", "王"), *changes)
    done = run("import", str(file))
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr and all(line.startswith("guiju: ") for line in done.stderr.splitlines())
    assert records() == []


def test_what_is_no_workbook_or_not_there(home: Path) -> None:
    (home / "r.xlsx").write_text("条款,义务\n")
    done = run("import", "r.xlsx")
    assert done.exit_code == 2 and "no .xlsx workbook" in done.stderr
    assert isinstance(run("import", "nowhere.xlsx").exception, FileNotFoundError)


@pytest.mark.parametrize("words", [("nofile.xlsx",), ("text.xlsx",), ("text.xlsx", "--officer", "李四"), ("-",)])
def test_a_file_that_is_refused_makes_no_ledger(home: Path, words: tuple[str, ...]) -> None:
    (home / "text.xlsx").write_text("条款,义务\n")
    assert run("import", *words).exit_code != 0
    assert [file.name for file in home.iterdir()] == ["text.xlsx"]


def test_a_dry_run_makes_no_ledger(home: Path) -> None:
    file = edit(export(home / "r.xlsx"), ("4.1", "owner", "王"), *NOT)
    told = take(file, "--dry-run")
    assert (told["written"], len(told["changed"]), told["conflicts"]) == (0, 2, [])
    assert [file.name for file in home.iterdir()] == ["r.xlsx"]
    assert take(file)["written"] == 2


def test_long_words_are_shown_short_and_told_whole_in_json(home: Path) -> None:
    file = edit(export(home / "r.xlsx"), ("4.1", "notes", "长" * 32_000))
    shown = run("import", str(file), "--dry-run").stdout
    assert "长…" in shown and len(shown) < 1000
    [changed] = take(file, "--dry-run")["changed"]
    assert changed["after"]["notes"] == "长" * 32_000


def test_the_ledger_still_verifies(home: Path) -> None:
    take(edit(export(home / "r.xlsx"), ("4.1", "owner", "王"), *NOT))
    with ledger_of(Config.read()) as ledger:
        assert len(list(ledger.proven())) > 2
