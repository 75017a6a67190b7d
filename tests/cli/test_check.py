"""guiju check TEXT: findings and verdict for a reader and for a program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import orjson
import pytest
from click.testing import CliRunner

from guiju.cli.main import main

WORDS = "# invented\n禁词甲\ta1.a\n软一\tabuse.spam\t0.5\n"


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it wrote."""

    returncode: int | str | None
    stdout: str
    stderr: str


def guiju(*given: str, stdin: str = "") -> Done:
    """The command as a user runs it."""
    with CliRunner().isolation(stdin) as (out, err, _), patch.object(sys, "argv", ["guiju", "--lang", "en", *given]):
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(ended.value.code, out.getvalue().decode(), err.getvalue().decode())


@pytest.fixture
def words(home: Path) -> str:
    """A lexicon of invented words."""
    (home / "words.tsv").write_text(WORDS, "utf-8")
    return "words.tsv"


def test_a_reader_sees_verdict_findings_and_places(words: str) -> None:
    done = guiju("check", "这是禁-詞甲，软一", "--words", words)
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first.startswith("REFUSE")
    assert "a1.a" in rest[0]
    assert "1.00  words@" in rest[0]
    assert "2-6  '禁-詞甲'" in rest[0]
    assert "below the threshold" not in done.stdout


def test_what_does_not_count_is_shown_when_asked_for(words: str) -> None:
    done = guiju("check", "这是禁-詞甲，软一", "--words", words, "--all-scores")
    rest = done.stdout.splitlines()[1:]
    assert "0.50" in rest[1]
    assert "below the threshold" in rest[1]


def test_a_program_gets_what_rows_get(words: str) -> None:
    done = guiju("check", "电话13800138000", "--json", "--words", words)
    told = orjson.loads(done.stdout)
    assert told["action"] == "MASK"
    assert told["findings"] == [
        {"risk": "pii.phone", "score": 1.0, "check": "pii@2026.11", "start": 2, "end": 13}
    ]  # fmt: skip


def test_ordinary_text_from_standard_input(words: str) -> None:
    done = guiju("check", "-", "--stage", "answer", "--words", words, stdin="今天天气很好")
    assert (done.returncode, done.stdout) == (0, "ALLOW  allowed\n  nothing found\n")


def test_a_text_that_ends_with_the_name_of_a_file_is_text(words: str) -> None:
    assert guiju("check", "what is in face.png", "--words", words).stdout.startswith("ALLOW")


def test_a_file_is_judged_by_what_it_holds(words: str, home: Path) -> None:
    (home / "film.mp4").write_bytes(b"....ftypisom")
    done = guiju("check", "film.mp4", "--words", words)
    assert (done.returncode, done.stdout.splitlines()[0][:6]) == (0, "REFUSE")
    assert "check.not_run" in done.stdout


def test_a_picture_is_judged_by_its_text(words: str, home: Path) -> None:
    pytest.importorskip("rapidocr", reason="the extra `media` is not installed")
    from tests.checks.image.drawing import drawn, file_of

    (home / "a.PNG").write_bytes(file_of(drawn("禁词甲 and more")))
    told = orjson.loads(guiju("check", "a.PNG", "--json", "--only", "image", "--words", words).stdout)
    assert told["action"] == "REFUSE"
    assert ("a1.a", None, None) in [(f["risk"], f["start"], f["end"]) for f in told["findings"]]


@pytest.mark.parametrize("name", ["prompt.txt", "rows.json", "README", "a note"])
def test_the_name_of_a_file_of_text_is_that_file(words: str, home: Path, name: str) -> None:
    (home / name).write_bytes("\ufeff电话13800138000\n".encode())
    told = orjson.loads(guiju("check", name, "--json").stdout)
    assert [(f["risk"], f["start"]) for f in told["findings"]] == [("pii.phone", 2)]


@pytest.mark.parametrize("text", ["a.b", "./x", "and/or", "prompt.txt is missing", "x" * 9000, "a\nb"])
def test_what_names_no_file_is_text(words: str, text: str) -> None:
    assert guiju("check", text, "--only", "pii").stdout.startswith("ALLOW")


def test_its_errors_are_in_the_chosen_language(words: str) -> None:
    done = guiju("--lang", "zh", "check", "none.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "guiju: none.txt: 没有这个文件; 若它是要检查的文本, 请用 - 从标准输入给出\n"


def test_only_the_named_checks(words: str) -> None:
    done = guiju("check", "禁词甲 13800138000", "--only", "pii", "--json", "--words", words)
    assert [f["risk"] for f in orjson.loads(done.stdout)["findings"]] == ["pii.phone"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["x", "--only", "none"], "there is no check 'none'; there are words, "),
        (["x", "--pack", "none"], "none"),
        (["x", "--words", "none.tsv"], "none.tsv"),
        (["x", "--only", ","], "--only names no check; there are words, "),
        (["none.jsonl"], "none.jsonl: no such file"),
        (["none.PNG"], "none.PNG: no such file"),
        (["none.txt"], "none.txt: no such file"),
        (["."], ".: is no regular file"),
        (["latin.txt"], "latin.txt: not UTF-8 at byte 2"),
        (["big.txt"], "big.txt: larger than 64 MiB"),
        (["x", "--resume"], "say where they go with -o"),
        (["x", "--keep-going"], "say where they go with -o"),
        (["words.tsv.jsonl"], "say where the judged rows go with -o"),
        (["\udcff"], "TEXT is not UTF-8"),
        (["face.png"], "neither text nor a picture or sound"),
        (["x", "--words", "alien.tsv"], "zz.a"),
    ],
)
def test_bad_use_is_one_clear_line(words: str, home: Path, given: list[str], told: str) -> None:
    (home / "words.tsv.jsonl").write_text("{}")
    (home / "face.png").write_bytes(b"x")
    (home / "latin.txt").write_bytes(b"a\xe9")
    (home / "big.txt").touch()
    os.truncate(home / "big.txt", (64 << 20) + 1)
    (home / "alien.tsv").write_text("坏蛋\tzz.a\n", "utf-8")
    done = guiju("check", *given)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert told in done.stderr


def test_grounding_that_is_asked_for_says_where_nothing_could_be_determined(words: str) -> None:
    for given, told in (((), []), (("--only", "grounding"), ["truth.undetermined"])):
        done = guiju("check", "今天天气很好", "--stage", "answer", "--json", *given)
        assert [one["risk"] for one in orjson.loads(done.stdout)["findings"]] == told
