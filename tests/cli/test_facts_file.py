"""A file that a command names comes whole, or is refused."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click
import pytest

from guiju.cli.facts_file import STDIN, facts_text, named


def test_a_file_and_its_name(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes(b"\xef\xbb\xbfservice: {}\n")
    assert facts_text(file) == ("service: {}\n", file)


def test_what_comes_in(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("服务".encode())))
    assert facts_text(STDIN) == ("服务", Path("<stdin>"))


def test_what_is_no_text(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes("服务".encode("gb18030"))
    with pytest.raises(ValueError, match=r"f\.yaml: not UTF-8 at byte 0; save the file as UTF-8"):
        facts_text(file)
    with pytest.raises(FileNotFoundError):
        facts_text(tmp_path / "none.yaml")


def test_where_only_a_file_will_do_what_comes_in_is_refused(tmp_path):
    context = click.Context(click.Command("x"))
    option = click.Argument(["file"])
    assert named(context, option, tmp_path) == tmp_path
    assert named(context, option, None) is None
    with pytest.raises(click.BadParameter, match=r"- \(stdin\) is not taken here; give the name of a file"):
        named(context, option, STDIN)
