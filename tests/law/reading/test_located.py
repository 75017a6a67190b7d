"""YAML that is none is refused with its line."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.reading.located import read_yaml


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
        (b"a: !!python/object:os.system x\n", 1, "is no value"),
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
    assert said in str(error.value)


def test_what_is_not_utf_8(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes("a: 标识".encode("gb18030"))
    with pytest.raises(ValueError, match="not UTF-8"):
        read_yaml(file)
