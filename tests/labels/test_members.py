from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged
from guiju.labels.members import members

values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), values, max_size=5), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_members_stand_where_it_says(held: dict[str, object], indent: int | str | None, ascii_: bool) -> None:
    text = " " + json.dumps(held, indent=indent, ensure_ascii=ascii_) + " behind"
    found = list(members(text, 0))
    assert {one.key: one.value for one in found} == held
    for one in found:
        assert json.loads(text[one.begins : one.ends]) == one.value
        assert json.loads("{" + text[one.start : one.ends] + "}") == {one.key: one.value}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a"}', '{"a":}', '{"a":1', '{"a":1 "b":2}', "{1:2}", '{"a":' + "[" * 100_000]
)
def test_what_is_no_object(text: str) -> None:
    with pytest.raises(Damaged):
        list(members(text, 0))
