from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged
from guiju.labels.carriers import amf

VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=6), inner, max_size=4),
    max_leaves=12,
)


def written(value: Any) -> bytes:
    if value is None:
        return b"\x05"
    if isinstance(value, bool):
        return bytes((1, value))
    if isinstance(value, float):
        return b"\0" + struct.pack(">d", value)
    if isinstance(value, str):
        return amf.text(value)
    if isinstance(value, list):
        return b"\x0a" + len(value).to_bytes(4, "big") + b"".join(map(written, value))
    return amf.array(*(row(name.encode(), written(one)) for name, one in value.items()))


def row(name: bytes, value: bytes) -> bytes:
    return len(name).to_bytes(2, "big") + name + value


@given(VALUES)
def test_a_value_ends_where_it_ends(value: Any) -> None:
    data = written(value)
    found = amf.value(data + b"more", 0, len(data) + 4)
    assert (found.start, found.end) == (0, len(data))
    if isinstance(value, dict):
        assert [one.name.decode() for one in amf.properties(data, found.body, found.end)] == list(value)
    for end in range(len(data) if isinstance(value, str) else 0):
        with pytest.raises(Damaged):
            amf.value(data, 0, end)


def test_texts_are_short_or_long() -> None:
    for length, kind in ((65535, amf.STRING), (65536, amf.LONG)):
        data = amf.text("x" * length)
        found = amf.value(data, 0, len(data))
        assert (found.kind, found.end - found.body, found.end) == (kind, length, len(data))


def test_typed_objects_and_objects_without_an_end_are_read() -> None:
    typed = b"\x10" + row(b"name", row(b"a", b"\1\1")) + b"\0\0\x09"
    assert amf.value(typed, 0, len(typed)).end == len(typed)
    cut = amf.array(row(b"a", b"\1\1"))[:-3]
    assert amf.value(cut, 0, len(cut)).end == len(cut)


@pytest.mark.parametrize("data", [b"", b"\x63", b"\0\0", b"\2\0\5abc", b"\3\0\1a" * 60, b"\x0a\xff\xff\xff\xff"])
def test_what_is_no_value(data: bytes) -> None:
    with pytest.raises(Damaged):
        amf.value(data, 0, len(data))
