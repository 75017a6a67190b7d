"""A line says an object, or the true cause why it does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.cli.check_fault import Fault
from guiju.cli.check_line import parsed


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "no JSON: Expecting property name enclosed in double quotes at character 2"),
        (b'{"a":1} x', "no JSON: Extra data at character 9"),
        (b'{"a":"\xff"}', "not UTF-8 at byte 7"),
        (b'{"a":"\xed\xa0\x80"}', "not UTF-8 at byte 7"),
        (b'{"a":-Infinity}', "no JSON: -Infinity is no number of JSON"),
        (b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", "JSON nests too deeply"),
        (b'{"a":1,"b":[{"c":1,"c":1}]}', "the member 'c' stands there twice"),
        (b'{"a":1,"\\u0061":2}', "the member 'a' stands there twice"),
        (b"[1]", 'expected an object with "text", "file" or "messages"'),
    ],
)
def test_the_cause_is_told(line: bytes, told: str) -> None:
    with pytest.raises(Fault) as fault:
        parsed(line)
    assert str(fault.value) == told
    assert fault.value.text.zh != told


def test_what_is_json_is_taken_whatever_its_numbers_and_halves_of_pairs() -> None:
    line = b'{"text":"\\ud800 \\ud83d\\ude00","n":' + b"9" * 5000 + b',"x":1e999,"y":-0.5}\r\n'
    assert parsed(line) == {"text": "\ud800 \U0001f600", "n": float("inf"), "x": float("inf"), "y": -0.5}


@given(st.dictionaries(st.text(), st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5)))
def test_it_reads_what_json_writes(row: dict[str, object]) -> None:
    assert parsed(json.dumps(row).encode()).keys() == row.keys()


@given(st.binary(max_size=40))
def test_any_bytes_are_an_object_or_one_line_of_error(line: bytes) -> None:
    try:
        assert isinstance(parsed(line), dict)
    except Fault as fault:
        assert "\n" not in str(fault)
