"""YAML that is none is refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from guiju.law.reading.located import LARGEST, parsed, read_yaml, told


def test_values_and_their_lines(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\nb:\n  - x\n  - {c: 2026-01-02}\nd: '3'\n", encoding="utf-8")
    located = read_yaml(file)
    assert located.data == {"a": 1, "b": ["x", {"c": date(2026, 1, 2)}], "d": "3"}
    assert (located.line(("a",)), located.line(("b", 1, "c")), located.line(("b", 7)), located.line(("z",))) == (
        1,
        4,
        2,
        1,
    )


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"a: @x\n", 1, "not YAML"),
        (b"a: 1\nb: 2\na: 3\n", 3, "key 'a' stands twice (first in line 1)"),
        (b"a: 1\nb:\n  c: 1\n  c: 2\n", 4, "key 'c' stands twice (first in line 3)"),
        (b"[a]: 1\n", 1, "a key must be plain text"),
        (b"a: 1\nb: 2026-13-45\n", 2, "is no value"),
        (b"a: 1\nb: !!python/object:os.system x\n", 2, "a tag (!)"),
        (b"a: !!python/object:os.system [x]\n", 1, "a tag (!)"),
        (b"a: !!timestamp x\n", 1, "a tag (!)"),
        (b"a: !!int ''\n", 1, "a tag (!)"),
        (b"a: ! x\n", 1, "a tag (!)"),
        (b"a:\n  - !!map {b: 1}\n", 2, "a tag (!)"),
        (b"!!str a: 1\n", 1, "a tag (!)"),
        (b"a: 1\nb: =\n", 2, "'=' is no value"),
        (b"a: " + b"9" * 50 + b"\n", 1, "too large a number"),
        (b"a: 0x" + b"f" * 5000 + b"\n", 1, "too large a number"),
        (b"a: -1.0e+20\n", 1, "too large a number"),
        (b"a: " + b"9" * 5000 + b"\n", 1, "is no value"),
        (b"a: 1" + b":00" * 400 + b".5\n", 1, "is no value"),
        (b"a: &x 1\nb: *y\n", 2, "an alias"),
        (b"a: 1\nb: &x [1]\nc: *x\n", 3, "an alias"),
        (b"a: &x {b: *x}\n", 1, "an alias"),
        (b"a:\n  " + b"[" * 1_000_000, 2, "nested too deep"),
        (b"a: \x01\n", 1, "a control character"),
        (b"", 1, "empty"),
    ],
)
def test_faults(tmp_path, data, line, said):
    file = tmp_path / "a.yaml"
    file.write_bytes(data)
    with pytest.raises(ValueError) as error:
        read_yaml(file)
    assert str(error.value).startswith(f"{file}:{line}: ")
    assert said in str(error.value) and len(str(error.value).splitlines()) == 1
    assert len(str(error.value)) - len(str(file)) < 250


def test_a_file_that_is_far_too_large_is_not_read(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"# " + b"a" * LARGEST)
    with pytest.raises(ValueError, match=r"a\.yaml: larger than 2000000 bytes"):
        read_yaml(file)


class One(BaseModel):
    at: dict[str, int]


class Whole(BaseModel):
    parts: list[One]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parts:\n  - [1]\n", "a.yaml:2: parts.0: must be a map, as in `key: value`"),
        ("parts:\n  - at: 3\n", "a.yaml:2: parts.0.at: must be a map, as in `key: value`"),
        ("- 1\n", "a.yaml:1: the document: must be a map, as in `key: value`"),
    ],
)
def test_what_should_be_a_map_is_told_without_a_name_of_ours(text, said):
    located = parsed(text, Path("a.yaml"))
    with pytest.raises(ValidationError) as error:
        Whole.model_validate(located.data)
    assert told(located, error.value) == [said]


def test_what_is_not_utf_8(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes("a: 标识".encode("gb18030"))
    with pytest.raises(ValueError, match="not UTF-8"):
        read_yaml(file)
