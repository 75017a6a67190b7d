"""A table stays straight whichever script its words are in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.cli.columns import padded, printable, width


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("a", 1), ("条款", 4), ("(条)", 4), ("（条）", 6)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("text", ["", "met", "已满足", "第15条", "longer than its column"])
def test_padded_is_as_wide_as_asked_and_loses_nothing(text: str) -> None:
    assert padded(text, 12).rstrip() == text
    assert width(padded(text, 12)) == max(12, width(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("条款 é 🙂 　x", "条款 é 🙂 　x"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("a\nb\r\u2028\u202egnp.\u2069", "a<U+000A>b<U+000D><U+2028><U+202E>gnp.<U+2069>"),
        ("\x9b31m\udcff", "<U+009B>31m<U+DCFF>"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_and_not_sent(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_what_is_shown_is_one_line_that_commands_nothing(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1 and printable(shown) == shown
    assert not any(one < " " or "\x7f" <= one < "\xa0" for one in shown)
