"""A table stays straight whichever script its words are in."""

from __future__ import annotations

import pytest

from guiju.cli.columns import padded, width


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("a", 1), ("条款", 4), ("(条)", 4), ("（条）", 6)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("text", ["", "met", "已满足", "第15条", "longer than its column"])
def test_padded_is_as_wide_as_asked_and_loses_nothing(text: str) -> None:
    assert padded(text, 12).rstrip() == text
    assert width(padded(text, 12)) == max(12, width(text))
