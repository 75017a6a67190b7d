"""``guiju law export``: OSCAL that trestle takes, and the register with the statuses that `law status` gives."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from guiju.cli.law_text import STATUS_NAMES
from guiju.config import Config
from guiju.law.register.headings import HEADINGS
from guiju.wiring import ledger_of, packs_of
from tests.cli.registering import PACK, edit, export, run, take
from tests.law.records import ADMITTED, CLOSED, record
from tests.law.workspace import valid, workspace


def rows(file: Path) -> dict[str, dict[str, str]]:
    sheet = load_workbook(file).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    told = [dict(zip(heads, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    return {row.get("编号") or row["ID"]: row for row in told}


def oscal(out: Path, *words: str) -> dict[str, bytes]:
    done = run("export", "--format", "oscal", "--out", str(out), *words)
    assert done.exit_code == 0, (done.output, done.exception)
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*.json"))}


def test_the_active_packs_as_oscal_pass_trestle(home: Path) -> None:
    written = oscal(home / "out")
    assert {name for name in written if name.startswith("catalogs")} == {
        f"catalogs/{id}/catalog.json" for id in packs_of(Config.read()).ids
    }
    assert {"profiles/guiju/profile.json", "mapping-collections/guiju/mapping-collection.json"} < written.keys()
    assert valid(workspace(home / "out", {}))
    assert not (home / "guiju.db").exists()


def test_the_same_export_twice_gives_the_same_bytes(home: Path) -> None:
    assert oscal(home / "a", "--pack", PACK) == oscal(home / "b", "--pack", PACK)
    dated = oscal(home / "c", "--pack", PACK, "--at", "2026-02-03")
    assert b'"last-modified": "2026-02-03T00:00:00+00:00"' in dated[f"catalogs/{PACK}/catalog.json"]


def test_the_register_has_a_row_for_each_duty_with_the_status_told_elsewhere(home: Path) -> None:
    at = datetime.now(UTC)
    with ledger_of(Config.read()) as ledger:
        ledger.append(record(ADMITTED, at), record(CLOSED, at))
    told = {row["id"]: row["status"] for row in json.loads(run("status", "--json").stdout)["obligations"]}
    found = rows(export(home / "r.xlsx"))
    words = {name: text.zh for name, text in STATUS_NAMES.items()}
    assert {id: row["状态"].splitlines()[0] for id, row in found.items()} == {
        id: words[told[id]] for id in told if id.startswith(f"{PACK}/")
    }
    met = found[f"{PACK}/4.1"]
    assert "answer-check: 已满足 1/1" in met["状态"]
    assert (met["条款"], met["责任主体"]) == ("4(1)", "提供者")
    assert met["义务（英文）"].startswith("Generate") and met["法规包"].endswith("cn-interim-2023-08 2023-07-10")


def test_in_english_the_headings_are_and_the_duty_stands_in_both(home: Path) -> None:
    file = home / "r.xlsx"
    assert run("export", "--format", "xlsx", "--out", str(file), "--pack", PACK, lang="en").exit_code == 0
    row = rows(file)[f"{PACK}/4.1"]
    assert list(row) == [one.text.en for one in HEADINGS.values()]
    assert row["Duty"].startswith("Generate") and row["Duty (Chinese)"].startswith("不生成")


def test_a_register_with_entries_not_imported_yet_is_not_written_over(home: Path) -> None:
    file = edit(export(home / "r.xlsx"), ("4.1", "owner", "王"))
    done = run("export", "--format", "xlsx", "--out", str(file), "--pack", PACK)
    assert isinstance(done.exception, ValueError) and "not imported yet" in str(done.exception)
    take(file)
    assert rows(export(file))[f"{PACK}/4.1"]["责任人"] == "王"
    edit(file, ("4.1", "owner", "李"))
    assert run("export", "--format", "xlsx", "--out", str(file), "--pack", PACK).exit_code != 0


def test_a_register_for_reading_makes_no_ledger(home: Path) -> None:
    assert len(rows(export(home / "r.xlsx"))) > 10
    assert [file.name for file in home.iterdir()] == ["r.xlsx"]


def test_oscal_is_written_whole_or_not_at_all(home: Path) -> None:
    (home / "o" / "catalogs" / PACK / "catalog.json").mkdir(parents=True)
    done = run("export", "--format", "oscal", "--out", "o")
    assert isinstance(done.exception, IsADirectoryError)
    assert done.exception.filename == f"o/catalogs/{PACK}/catalog.json"
    assert [file for file in home.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "oscal", "--out", "o", "--pack", "cn-nowhere"], "no pack 'cn-nowhere'"),
        (["--format", "oscal", "--out", "o", "--at", "soon"], "--at: 'soon' is neither a date"),
        (["--format", "xlsx", "--out", "o.xlsx", "--at", "2026-01-01"], "--at: the register is told as of now"),
        (["--format", "xlsx", "--out", "."], "is a folder"),
        (["--format", "xlsx", "--out", "o.xlsx", "--pack", "cn-nowhere"], "no pack 'cn-nowhere'"),
        (["--format", "xlsx", "--out", "nowhere/o.xlsx"], "there is no folder nowhere"),
        (["--format", "oscal", "--out", "guiju.toml"], "is no folder"),
    ],
)
def test_bad_use_is_one_clear_line_and_writes_nothing(home: Path, words: list[str], told: str) -> None:
    (home / "guiju.toml").write_text("")
    done = run("export", *words)
    assert isinstance(done.exception, (ValueError, LookupError, OSError))
    assert told in str(done.exception)
    assert [file.name for file in home.iterdir()] == ["guiju.toml"]
