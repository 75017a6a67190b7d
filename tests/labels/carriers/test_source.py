from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers import carrier_of
from guiju.labels.carriers.source import SOURCES, XML
from guiju.labels.noticing import written
from tests.labels.carriers.laws import FIRST, check_hostile, content
from tests.labels.carriers.sound import run
from tests.labels.carriers.test_plain import check_notice

NOTICE = written("1")
FILES = {
    "a.py": "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n\"\"\"文\"\"\"\nprint(1)\n",
    "b.py": "import os\n",
    "a.sh": "#!/bin/sh\necho 1\n",
    "a.js": "'use strict';\nconsole.log(1)\n",
    "a.ts": "export const a: number = 1\n",
    "a.go": "//go:build linux\n\npackage main\n",
    "a.rs": "#![allow(unused)]\nfn main() {}\n",
    "a.c": "#include <stdio.h>\n",
    "a.java": "package a;\n",
    "a.sql": "select 1;\n",
    "a.css": '@charset "utf-8";\na { b: c }\n',
    "a.yaml": "%YAML 1.2\n---\na: 1\n",
    "a.toml": "a = 1\n",
    "a.php": "<?php\ndeclare(strict_types=1);\necho 1;\n",
    "a.vue": "<template><p>a</p></template>\n",
    "a.tex": "\\documentclass{article}\n",
    "a.el": "(message 1)\n",
    "Dockerfile": "# syntax=docker/dockerfile:1\nFROM a\n",
    "a.xml": '<?xml version="1.0" encoding="UTF-8"?><a>文</a>\n',
    "b.xml": '<?xml version="1.0"?>\r\n<!DOCTYPE a>\r\n<a/>\r\n',
    "c.xml": "<a/>",
    "a.xsl": '<?xml version="1.0"?><a/>',
    "a.vtt": "WEBVTT - 字幕\nKind: captions\n\n00:00.000 --> 00:02.000\n你好\n",
    "b.vtt": "WEBVTT\r\n\r\n1\r\n00:00.000 --> 00:02.000\r\nHello\r\n",
    "a.bat": "@echo off\r\necho 1\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_notices(name: str) -> None:
    data = FILES[name].encode()
    carrier = carrier_of(data, name)
    assert carrier in (*SOURCES, XML)
    made = check_notice(carrier, data, name)
    assert made.decode().count(NOTICE) == 1
    check_hostile(carrier, made + b"\n" * 400, name, rounds=30)


@pytest.mark.parametrize(
    ("name", "line"),
    [("a.py", 2), ("b.py", 0), ("a.sh", 1), ("a.rs", 0), ("a.css", 1), ("a.php", 1), ("Dockerfile", 1), ("a.go", 0)],
)
def test_what_has_to_be_first_is_first(name: str, line: int) -> None:
    carrier = carrier_of(FILES[name].encode(), name)
    assert carrier
    assert NOTICE in check_notice(carrier, FILES[name].encode(), name).decode().splitlines()[line]


def test_the_code_does_what_it_did(tmp_path: Path) -> None:
    made = {name: tmp_path / name for name in ("a.py", "a.sh", "a.js")}
    for name, path in made.items():
        carrier = carrier_of(FILES[name].encode(), name)
        assert carrier
        path.write_bytes(check_notice(carrier, FILES[name].encode(), name))
    assert ast.dump(ast.parse(made["a.py"].read_text())) == ast.dump(ast.parse(FILES["a.py"]))
    assert subprocess.run([sys.executable, made["a.py"]], capture_output=True, check=True).stdout == b"1\n"
    assert run("sh", str(made["a.sh"])).stdout == b"1\n"
    assert run("node", str(made["a.js"])).stdout == b"1\n"


@pytest.mark.parametrize("name", ["a.yaml", "a.toml"])
def test_data_say_what_they_said(name: str) -> None:
    carrier = carrier_of(FILES[name].encode(), name)
    assert carrier
    made = check_notice(carrier, FILES[name].encode(), name).decode()
    assert (tomllib.loads(made) if name == "a.toml" else yaml.safe_load(made)) == {"a": 1}


def test_a_comment_of_another_stays_and_a_string_is_none() -> None:
    python = next(one for one in SOURCES if ".py" in one.endings)
    theirs = "# Licence\n# 本代码由AI生成\nprint(1)\n".encode()
    assert FileLabeller("a.py").apply(content(python, theirs), FIRST).body == theirs
    assert examine(b'a = [\n    "AI' + "生成".encode() + b'",\n]\n', "a.py").verdict == "none"
    assert examine(b"# Generated with Claude Code\nprint(1)\n", "a.py").verdict == "noncompliant"


@pytest.mark.parametrize("text", ["<?php echo 1; ?>\n", "<html><?php\n", "<?php"])
def test_php_without_a_line_for_a_comment(text: str) -> None:
    php = next(one for one in SOURCES if ".php" in one.endings)
    with pytest.raises(Damaged):
        php.splices(text.encode(), '{"Label":"1"}')
    with pytest.raises(Unlabelled):
        FileLabeller("a.php").apply(content(php, text.encode()), FIRST)


@pytest.mark.parametrize("name", ["a.xml", "b.xml", "c.xml", "a.xsl"])
def test_xml_is_read_as_before(name: str) -> None:
    data = FILES[name].encode()
    made = check_notice(carrier_of(data, name) or XML, data, name)
    old, new = (ElementTree.canonicalize(one.decode()) for one in (data, made))
    assert old == new and made.startswith(b"<?xml") == data.startswith(b"<?xml")


@pytest.mark.parametrize("coding", ["ISO-8859-1", "us-ascii", "GBK", "Shift_JIS"])
def test_xml_in_another_coding_is_not_broken(coding: str) -> None:
    with pytest.raises(Damaged, match=f"{coding}: save it in UTF-8"):
        XML.splices(f'<?xml version="1.0" encoding="{coding}"?>\n<a/>'.encode(), value(FIRST))
    chinese = '<?xml version="1.0" encoding="GB2312"?>\n<a>文</a>'.encode("gb18030")
    assert check_notice(XML, chinese, "a.xml").decode("gb18030").count(NOTICE) == 1


def test_a_drawing_that_is_called_xml_has_the_label_itself() -> None:
    found = carrier_of(b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "a.xml")
    assert found is not None and found.name == "svg"


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="no ffprobe")
@pytest.mark.parametrize("name", ["a.vtt", "b.vtt"])
def test_subtitles_have_the_cues_that_they_had(name: str, tmp_path: Path) -> None:
    data = FILES[name].encode()
    found = []
    for one in (data, check_notice(carrier_of(data, name) or XML, data, name)):
        (tmp_path / name).write_bytes(one)
        found.append(
            run("ffprobe", "-v", "error", "-show_entries", "packet=pts,duration,size", str(tmp_path / name)).stdout
        )
    assert found[0] == found[1] and "pts=0" in str(found[0])
