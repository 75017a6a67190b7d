from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.coding import coded

WORDS = "今天天气很好。\n"


WAYS = [("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("gb18030", "")]


@given(st.sampled_from(WAYS), st.integers(1, 9000))
@settings(deadline=None)
def test_text_is_read_in_its_coding(way: tuple[str, str], count: int) -> None:
    data = (way[1] + WORDS * count).encode(way[0])
    found = coded(data)
    assert found and found.codec == way[0] and found.mark == len(way[1].encode(way[0]))
    assert (WORDS * count).startswith(found.head) and (WORDS * count).endswith(found.tail)
    assert found.whole == (len(data) <= 65536)


@pytest.mark.parametrize("data", [b"a\0b", b"\x89PNG\r\n\x1a\n", b"\xff\xff\xff", b"\x01", bytes(range(256))])
def test_what_is_no_text(data: bytes) -> None:
    assert coded(data) is None


def test_how_its_lines_end() -> None:
    for data, newline in ((b"a\r\nb", "\r\n"), (b"a\nb", "\n"), (b"", "\n")):
        found = coded(data)
        assert found and found.newline == newline
