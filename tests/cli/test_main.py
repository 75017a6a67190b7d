"""The entry: every error is a line of its own that begins with the program's name, and an exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from guiju.cli.main import main


@pytest.fixture
def said(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """What a command says on stderr, line by line, and its exit code."""

    def run(*words: str) -> tuple[int, list[str]]:
        monkeypatch.setattr(sys, "argv", ["/somewhere/else", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err.splitlines()

    return run


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["law", "--nope"], "guiju: No such option '--nope' (see guiju law --help)"),
        (["--nope"], "guiju: No such option '--nope' (see guiju --help)"),
        (
            ["check", "x", "--lang", "en"],
            "guiju: --lang stands before the command: guiju --lang … check (see guiju check --help)",
        ),
        (
            ["--lang", "zh", "law", "list", "--lang", "en"],
            "guiju: --lang 写在命令之前: guiju --lang … law list (see guiju law list --help)",
        ),
        (["law", "zzzz"], "guiju: No such command 'zzzz' (see guiju law --help)"),
        (["law", "search"], "guiju: Missing argument 'WORDS...' (see guiju law search --help)"),
        (
            ["law", "export", "--format", "pdf", "--out", "x"],
            "guiju: Invalid value for '--format': 'pdf' is not one of 'oscal', 'xlsx' (see guiju law export --help)",
        ),
        (
            ["law", "import", "-"],
            "guiju: Invalid value for 'REGISTER.xlsx': - (stdin) is not taken here; give the name of a file"
            " (see guiju law import --help)",
        ),
        (["law", "search", " "], "guiju: nothing to search for: give at least one word, as in `guiju law search 标识`"),
        (["law", "import", "nowhere.xlsx"], "guiju: nowhere.xlsx: No such file or directory"),
        (
            ["law", "export", "--format", "xlsx", "--out", "nowhere/r.xlsx"],
            "guiju: nowhere/r.xlsx: there is no folder nowhere; make it, or write elsewhere",
        ),
    ],
)
def test_bad_use_is_one_line(said, home: Path, words: list[str], line: str) -> None:
    assert said(*words) == (2, [line])
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("words", [["law", "text", "cn-interim-2023-08", "-"], ["law", "upgrade", "--pack", "-"]])
def test_a_file_is_not_read_from_stdin(said, words: list[str]) -> None:
    code, [line] = said(*words)
    assert code == 2 and "- (stdin) is not taken here" in line


def test_a_group_without_its_command_shows_its_help(said) -> None:
    code, lines = said("law")
    assert code == 2 and lines[0].startswith("Usage: guiju law") and len(lines) > 10


def test_several_faults_stand_on_a_line_each(said, home: Path) -> None:
    (home / "p.yaml").write_text("id: p\ntitle: [1]\narticles: 3\n", encoding="utf-8")
    code, lines = said("law", "upgrade", "--pack", "p.yaml")
    assert code == 2 and len(lines) > 2
    assert all(line.startswith("guiju: p.yaml:") for line in lines)
    assert "guiju: p.yaml:2: title: must be a map, as in `key: value`" in lines


def test_a_pack_that_is_far_too_large_is_refused_at_once(said, home: Path) -> None:
    (home / "p.yaml").write_bytes(b"# " + b"a" * 2_000_000)
    assert said("law", "upgrade", "--pack", "p.yaml")[0] == 2
    assert [file.name for file in home.iterdir()] == ["p.yaml"]


def test_what_is_well_said_is_fine(said) -> None:
    assert said("law", "--help") == (0, [])
