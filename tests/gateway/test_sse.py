"""Server-sent events, by bytes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.gateway import sse
from guiju.gateway.sse import Events

ends = st.sampled_from(["\n", "\r\n", "\r"])
texts = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12)


def told(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({min(c, len(data)) for c in cuts} | {0, len(data)})
    events = Events()
    return [found for a, b in pairwise(places) for found in events.feed(data[a:b])]


@given(
    st.lists(st.lists(texts, min_size=1, max_size=3), max_size=6), ends, st.booleans(), st.lists(st.integers(0, 400))
)
def test_every_split_gives_the_same_events(rows: list[list[str]], end: str, mark: bool, cuts: list[int]) -> None:
    blocks = [end.join([": a comment", "event: x", *(f"data: {line}" for line in row), "id:1"]) for row in rows]
    data = ("\ufeff" * mark + "".join(block + end + end for block in blocks)).encode()
    assert told(data, cuts) == ["\n".join(row).encode() for row in rows]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"data:no space\n\n", [b"no space"]),
        (b"data:  two\n\n", [b" two"]),
        (b"data\n\n", [b""]),
        (b"database: 1\n\n", []),
        (b": only a comment\n\n", []),
        (b"\n\n\ndata: a\n\n\n\ndata: b\n\n", [b"a", b"b"]),
        (b"data: unfinished\n", []),
    ],
)
def test_events_are_read_as_the_standard_says(raw: bytes, expected: list[bytes]) -> None:
    assert told(raw, []) == expected


def test_an_event_without_end_is_not_read_for_ever() -> None:
    events = Events()
    with pytest.raises(ValueError, match="larger"):
        for _ in range(80):
            events.feed(b"x" * (sse.LIMIT // 64))
