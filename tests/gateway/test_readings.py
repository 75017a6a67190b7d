"""What else a text says to whoever reads its escapes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.gateway.readings import LEAVES, decoded, mended, number_text, readings


@pytest.mark.parametrize("text", ["", "你好", "a [1] {b}", "1.5", "{}", "[true, null]"])
def test_plain_text_has_no_word_in_another_reading(text):
    assert "".join(readings(text)).strip() == ""


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (r"\u7981\u8BCD", "禁词"),
        (r'{"x":"禁\n词\t甲', '{"x":"禁\n词\t甲'),
        (r'{"a":"\u0062lockword"} .', '{"a":"blockword"} .'),
        ('{"a":"b","a":"c"}', "a\nb\na\nc"),
        (' ["x", 1.3800138e10, 5, true]', "x\n13800138000\n5"),
        (json.dumps(json.dumps({"a": json.dumps("禁词")})), "a\n禁词"),
        (r"\ud83d\ude00", "😀"),
        (r'"\ud83d"', "�"),
        (r"\q\/\"", 'q/"'),
        ('["a\tb"]', "a\tb"),
    ],
)
def test_escapes_are_read(text, last):
    assert readings(text)[-1] == last


@given(st.text(max_size=30), st.integers(1, 3))
def test_json_in_json_is_read_three_levels_deep(text, levels):
    text, wrapped = mended(text), mended(text)
    for _ in range(levels):
        wrapped = json.dumps(wrapped)
    assert text in readings(wrapped)


def test_readings_are_bounded():
    assert len(readings("\\" * 64)) == 3
    assert readings("[" * 5000)
    with pytest.raises(ValueError, match="more than"):
        readings(json.dumps([1] * (LEAVES + 1)))


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', '[{"b":{"a":1,"a":1}}]', "", "{", "[" * 100_000])
def test_json_that_readers_may_differ_on_is_none(text):
    with pytest.raises(ValueError):
        decoded(text)


def test_json_decodes_with_pairs_joined():
    assert decoded('{"a":"\\ud83d\\ude00"}') == {"a": "😀"}


@pytest.mark.parametrize(
    ("value", "text"), [(1.3800138e10, "13800138000"), (5, "5"), (1.5, "1.5"), (1e300, "1e+300"), (-0.0, "0")]
)
def test_a_whole_number_reads_the_same_however_it_is_written(value, text):
    assert number_text(value) == text
