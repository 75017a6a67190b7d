"""``guiju label verify`` and ``read``: the contract of rows and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guiju.core.facts import FilesExamined
from tests.cli.labelling import CODE, PLATFORM, picture, png, recorded, run, verified


def labelled(home: Path, name: str = "b.png") -> Path:
    picture(home / "a.png")
    assert run("label", "apply", "a.png", "-o", name, "--producer", CODE, "--implicit").exit_code == 0
    return home / name


def test_rows_have_the_shape_that_others_script_against(home: Path) -> None:
    data = labelled(home).read_bytes()
    (home / "wrong.png").write_bytes(data.replace(b'"Label":"1"', b'"Label":"7"'))
    assert run("label", "verify", "b.png").exit_code == 0
    done = run("label", "verify", "wrong.png", "--json")
    assert done.exit_code == 1
    row = json.loads(done.stdout)
    assert {"file", "verdict", "label", "explicit", "findings"} <= row.keys()
    assert (row["file"], row["verdict"], row["explicit"]) == ("wrong.png", "noncompliant", None)
    assert list(row["label"]) == [
        "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
    ]  # fmt: skip
    (finding,) = [finding for finding in row["findings"] if finding["weight"] == "fail"]
    assert {"clause", "what", "offset", "repair"} <= finding.keys()
    assert finding["clause"] == "E.c" and data[finding["offset"] :].find(b"Label") < 60


def test_a_folder_is_told_as_a_table_and_counted_on_record(home: Path) -> None:
    (home / "d").mkdir()
    labelled(home).rename(home / "d" / "good.png")
    (home / "d" / "none.png").write_bytes(png())
    (home / "d" / "cut.png").write_bytes(png()[:-4])
    done = run("label", "verify", "d", "--record")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == "compliant 1 · no label 1 · inconclusive 1"
    (facts,) = recorded(FilesExamined)
    assert (facts.files, facts.compliant, facts.none, facts.inconclusive, facts.doubled) == (3, 1, 1, 1, 0)


def test_in_chinese_too(home: Path) -> None:
    from click.testing import CliRunner

    from guiju.cli.main import guiju

    labelled(home)
    told = CliRunner().invoke(guiju, ["--lang", "zh", "label", "verify", "b.png"]).stdout
    assert told.startswith("合规") and "显式标识: 未看" in told


def test_read_shows_the_fields(home: Path) -> None:
    labelled(home)
    done = run("label", "read", "b.png", "--json")
    assert done.exit_code == 0 and json.loads(done.stdout)["label"]["ContentProducer"] == CODE
    (home / "plain.png").write_bytes(png())
    assert run("label", "read", "plain.png").exit_code == 1


def test_what_is_not_there_is_told(home: Path) -> None:
    done = run("label", "verify", "nothing.png")
    assert isinstance(done.exception, FileNotFoundError)
    (home / "empty").mkdir()
    done = run("label", "verify", "empty")
    assert isinstance(done.exception, ValueError) and "no files" in str(done.exception)


def test_signature_and_manifest_are_checked_where_asked(home: Path) -> None:
    picture(home / "a.jpg")
    run("label", "key", "k")
    run("label", "key", "other")
    assert run("label", "chain", "c", "--organisation", "Example Org").exit_code == 0
    done = run("label", "apply", "a.jpg", "-o", "b.jpg", "--producer", CODE, "--sign", "k", "--c2pa", "c")
    assert done.exit_code == 0, done.output
    (row,) = verified("b.jpg", "--key", "k.pub", "--anchor", "c/root.pem")
    codes = [finding["code"] for finding in row["findings"]]
    assert row["verdict"] == "compliant" and {"signed", "manifest"} <= set(codes)
    (row,) = verified("b.jpg", "--key", "other.pub")
    assert "signature_unknown" in [finding["code"] for finding in row["findings"]]
    data = (home / "b.jpg").read_bytes()
    (home / "b.jpg").write_bytes(data.replace(CODE.encode(), b"001191440300708461136T1XGW3"))
    (row,) = verified("b.jpg", "--key", "k.pub")
    assert row["verdict"] == "noncompliant" and "signature_broken" in [one["code"] for one in row["findings"]]


@pytest.mark.parametrize("command", ["verify", "read"])
def test_what_a_file_says_commands_no_terminal(home: Path, command: str) -> None:
    name = "a\x1b[2J\n\u202e.md"
    fields = {"Label": "1", "ContentProducer": "\x1b]0;owned\x07", "ProduceID": "n\u202e"}
    (home / "d").mkdir()
    for place in (home / name, home / "d" / name, home / "d" / "b.md"):
        place.write_text(f"---\nAIGC: '{json.dumps(fields)}'\n---\n\n# Text\n", "utf-8")
    for what in (name, "d"):
        told = run("label", command, what).stdout
        assert "<U+001B>[2J<U+000A><U+202E>.md" in told
        assert not any(one in told for one in "\x1b\x07\u202e")


def test_a_name_that_is_no_text_is_told_all_the_same(home: Path) -> None:
    name = "a\udcff.png"
    (home / "d").mkdir()
    picture(home / "d" / name)
    told = run("label", "apply", "d", "-o", "e", "--producer", CODE, "--json")
    assert told.exit_code == 0 and json.loads(told.stdout)["out"] == "e/a\\udcff.png"
    assert verified("e")[0]["file"] == "e/a\\udcff.png"
    told = run("label", "pass", f"e/{name}", "-o", f"f/{name}", "--propagator", PLATFORM, "--json")
    assert json.loads(told.stdout)["out"] == "f/a\\udcff.png"


def test_the_help_says_what_makes_plain_text_compliant() -> None:
    assert "plain text" in run("label", "verify", "--help").stdout
