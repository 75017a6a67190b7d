from __future__ import annotations

import pytest

from guiju.labels.carriers.mpeg import begins
from tests.labels.carriers.sound import sound
from tests.labels.carriers.test_id3 import bare


def test_sound_begins_where_it_does() -> None:
    for data in (bare(), sound("adts", "aac"), sound("mp2", "mp2")):
        assert begins(data, 0)
        assert begins(bytes(300) + data, 0), "behind empty bytes"
        assert not begins(data, 1)


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\xff\xfb\x90\x00" + bytes(800), b"\xff\xff\xff\xff\xff\xff", "文字".encode("utf-16")]
)
def test_other_bytes(data: bytes) -> None:
    assert not begins(data, 0)
