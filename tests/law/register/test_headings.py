"""Headings: the officers' eight first, read again in either language."""

from __future__ import annotations

import pytest

from guiju.law.register.headings import APPLIES, ENTERED, HEADINGS, applies_of, column_of


def test_the_columns_officers_know_come_first_in_their_order():
    assert [one.text.zh for one in HEADINGS.values()][:8] == [
        "条款", "义务", "责任主体", "管控措施", "证据", "状态", "责任人", "期限",
    ]  # fmt: skip
    assert ENTERED == ("owner", "notes", "applies", "reason", "approver")


@pytest.mark.parametrize("name", HEADINGS)
def test_a_heading_is_read_in_either_language_however_it_is_spaced(name):
    for told in HEADINGS[name].text:
        assert column_of(told) == column_of(f" {told.upper()}\n") == name
    assert column_of("部门") is None


@pytest.mark.parametrize(
    ("told", "is_"),
    [
        ("", ""),
        (" ", ""),
        ("适用", "yes"),
        ("是", "yes"),
        ("不适用", "no"),
        ("否", "no"),
        ("NO", "no"),
        ("True", "yes"),
    ],
)
def test_what_a_cell_may_say(told, is_):
    assert applies_of(told) == is_


def test_what_is_written_is_read_again():
    assert all(applies_of(word) == name for name, one in APPLIES.items() for word in one)


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="'maybe' is neither 适用 nor yes"):
        applies_of("maybe")
