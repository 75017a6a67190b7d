from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.vorbis import cleared, labelled, labels

VALUE = '{"Label":"1"}'


def block(vendor: bytes, comments: list[bytes], rest: bytes = b"") -> bytes:
    counted = [len(one).to_bytes(4, "little") + one for one in (vendor, *comments)]
    return counted[0] + len(comments).to_bytes(4, "little") + b"".join(counted[1:]) + rest


comments = st.lists(
    st.sampled_from([b"TITLE=x", b"ARTIST=", b"no sign", b"AIGC=x", b"aigc={}", b"", b"\xff=\xff"]), max_size=6
)


@given(st.binary(max_size=9), comments, st.sampled_from([b"", b"\1", b"\1kept"]))
def test_other_comments_and_what_is_behind_stay(vendor: bytes, some: list[bytes], rest: bytes) -> None:
    kept = [one for one in some if not one.lower().startswith(b"aigc=")]
    old = block(vendor, some, rest)
    assert cleared(old, 0) == block(vendor, kept, rest)
    made = labelled(old, VALUE, 0)
    assert [found.text for found in labels(made, 7)] == [VALUE]
    assert cleared(made, 0) == block(vendor, kept, rest)
    assert labelled(made, VALUE, 0) == made


def test_an_empty_block_becomes_one() -> None:
    assert labelled(b"", VALUE, 0) == block(b"", [b"AIGC=" + VALUE.encode()])


@pytest.mark.parametrize(
    "data", [b"\1", b"\1\0\0\0", b"\0\0\0\0", b"\0\0\0\0\1\0\0\0", b"\0\0\0\0\xff\xff\xff\xff", block(b"", [b"a"])[:-1]]
)
def test_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        labels(data, 0)
