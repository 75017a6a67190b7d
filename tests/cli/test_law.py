"""``guiju law``: what is shown is what the ledger holds, and each command says by its exit code whether it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.cli import law as command
from guiju.cli.law import law
from guiju.config import Config


def _run(*words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(law, words, obj=Config.read(lang=lang))


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
    assert "\ncn-draft-2023-04/2  (clause 2)  Scope" in _run("show", "cn-draft-2023-04/2").stdout
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
