"""``guiju label strip-test``: what is left of the labels of a file after common tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.labelling import CODE, picture, run
from tests.labels.marks.scenes import scene


def tried(*words: str) -> dict[tuple[str, str], dict[str, object]]:
    told = run("label", "strip-test", *words, "--json")
    assert told.exit_code == 0, told.output
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    return {(row["tool"], row["what"]): row for row in rows}


def test_every_label_is_followed(home: Path) -> None:
    heif = pytest.importorskip("pillow_heif", reason="pillow_heif is not installed")
    heif.from_pillow(Image.fromarray(scene(5, 300, 300))).save(home / "a.heic", quality=80)
    for words in (["label.key"], ["mark.key", "--algorithm", "mark"]):
        assert run("label", "key", *words).exit_code == 0
    assert run("label", "chain", "chain", "--organisation", "Example Org").exit_code == 0
    wishes = ["--sign", "label.key", "--mark", "mark.key", "--c2pa", "chain"]
    told = run("label", "apply", "a.heic", "-o", "b.heic", "--producer", CODE, *wishes)
    assert told.exit_code == 0, told.output
    before = (home / "b.heic").read_bytes()
    rows = tried("b.heic", "--key", "label.key.pub", "--mark", "mark.key", "--anchor", "chain/root.pem")
    parts = ("implicit", "explicit", "mark", "signature", "manifest")
    assert [rows["zip", "packed and taken out again"][part] for part in parts] == [True] * 5
    converted = rows["libheif", "to JPEG"]
    assert converted["why"] or (converted["mark"], converted["signature"], converted["manifest"]) == (
        True,
        False,
        False,
    )
    assert (home / "b.heic").read_bytes() == before
    assert sorted(path.name for path in home.iterdir() if path.name.startswith("b")) == ["b.heic"]


def test_people_get_a_table_in_their_language(home: Path) -> None:
    picture(home / "a.gif")
    run("label", "apply", "a.gif", "-o", "b.gif", "--producer", CODE, "--implicit")
    told = run("--lang", "zh", "label", "strip-test", "b.gif")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0].split() == ["工具", "做了什么", "隐式", "显式", "水印", "签名", "C2PA"]
    assert lines[-1].split() == ["zip", "打包再解开", "在", "-", "-", "-", "-"]


def test_a_file_without_a_label_is_bad_input(home: Path) -> None:
    picture(home / "a.png")
    assert isinstance(run("label", "strip-test", "a.png").exception, ValueError)


def test_what_a_tool_says_commands_no_terminal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(home / "a.png")
    run("label", "apply", "a.png", "-o", "b.png", "--producer", CODE, "--implicit")
    (home / "bin").mkdir()
    (home / "bin" / "convert").write_text("#!/bin/sh\nprintf '\\033[2Jno\\n' >&2\n")
    (home / "bin" / "convert").chmod(0o755)
    monkeypatch.setenv("PATH", f"{home}/bin:/usr/bin:/bin")
    told = run("label", "strip-test", "b.png").stdout
    assert "<U+001B>[2Jno" in told and "\x1b" not in told
