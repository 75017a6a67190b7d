from __future__ import annotations

import time
import zlib

import pytest

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carriers.id3 import MP3
from guiju.labels.carriers.id3_frames import frames, label_in
from guiju.labels.carriers.id3_tag import tag_at, tagged
from tests.labels.carriers.laws import FIRST, SECOND

SOUND = (b"\xff\xfb\x90\x00" + bytes(413)) * 2


def packed(content: bytes) -> bytes:
    """A frame of version 3 that is compressed."""
    body = len(content).to_bytes(4, "big") + zlib.compress(content, 9)
    return b"TXXX" + len(body).to_bytes(4, "big") + b"\0\x80" + body


def label(*every: bytes) -> list[object]:
    data = tagged(3, every)
    tag = tag_at(data, 0)
    assert tag is not None
    return [label_in(tag, one) for one in frames(data, tag)]


@pytest.mark.parametrize("coding", [b"\0", b"\1", b"\2", b"\3"])
@pytest.mark.parametrize(
    "content", [b"A" * (4 << 20), b"\0A" * (2 << 20), b" " * (4 << 20), b"AIGC" + b" " * (4 << 20)]
)
def test_frames_that_swell_are_looked_at_in_a_moment(coding: bytes, content: bytes) -> None:
    data = tagged(3, [packed(coding + content)] * 60) + SOUND
    assert len(data) < 1 << 20
    begun = time.process_time()
    examine(data, "a.mp3")
    [*MP3().splices(data, value(FIRST)), *MP3().payload(data)]
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("coding", "codec"), [(b"\0", "latin-1"), (b"\1", "utf-16"), (b"\2", "utf-16-be"), (b"\3", "utf-8")]
)
@pytest.mark.parametrize("padding", [0, 6000])
def test_a_packed_label_is_read_whole(coding: bytes, codec: str, padding: int) -> None:
    told = value(SECOND) + " " * padding
    end = b"\0\0" if coding in (b"\1", b"\2") else b"\0"
    (found,) = label(packed(coding + "AIGC".encode(codec) + end + told.encode(codec)))
    assert found is not None and (found.text, found.exact) == (told, True)  # type: ignore[attr-defined]


def test_a_description_of_wide_characters_ends_at_one_and_not_between_two() -> None:
    (found,) = label(packed(b"\2" + "AIGCĀ".encode("utf-16-be") + b"\0\0" + "{}".encode("utf-16-be")))
    assert found is None
    (found,) = label(packed(b"\2" + "Ā{".encode("utf-16-be") + b"\0\0" + '{"AIGC":1}'.encode("utf-16-be")))
    assert found is not None and found.text == '{"AIGC":1}'  # type: ignore[attr-defined]
