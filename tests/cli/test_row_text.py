"""Rows keep the bytes they had, whatever they are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.cli.row_text import closed, opened

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("a{},:\"'\\ 好"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab{}"', max_size=3), inner, max_size=3),
    max_leaves=8,
)
ROWS = st.dictionaries(st.sampled_from(["action", "notices", "id", 'a"', "{", "é"]), VALUES)


@given(row=ROWS, indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
def test_all_that_is_not_replaced_is_as_it_was(row: dict[str, Any], indent: int | None, ascii_only: bool) -> None:
    more = {"action": "ALLOW", "notices": []}
    line = json.dumps(row, indent=indent, ensure_ascii=ascii_only).encode()
    start = opened(line, row, more)
    assert json.loads(start + b"}") == {name: value for name, value in row.items() if name not in more}
    after = closed(start, more)
    assert after.endswith(b"\n")
    assert json.loads(after) == row | more


def test_a_row_that_nests_too_deeply_to_be_changed() -> None:
    line = b'{"text":"x","action":' + b"[" * 1500 + b"]" * 1500 + b"}"
    with pytest.raises(RecursionError):
        opened(line, {"text": "x", "action": []}, {"action"})
    other = line.replace(b"action", b"other")
    assert closed(opened(other, {"text": "x"}, {"action"}), {"action": 1}) == other[:-1] + b',"action":1}\n'
