from __future__ import annotations

import io

import av
import pytest

from guiju.labels.carriers.id3 import behind
from guiju.labels.explicit.frames import adts, frames, inserted
from guiju.labels.splices import spliced
from tests.labels.explicit.test_sound import bodies, made


@pytest.mark.parametrize(
    ("container", "codec", "rate", "layout"),
    [
        ("mp3", "libmp3lame", 44100, "stereo"),
        ("mp3", "libmp3lame", 16000, "mono"),
        ("adts", "aac", 48000, "stereo"),
        ("adts", "aac", 8000, "mono"),
    ],
)
def test_the_frames_are_those_of_the_demuxer(container: str, codec: str, rate: int, layout: str) -> None:
    data = made(container, codec, rate, layout)
    found = frames(data, behind(data))
    assert found and (found.rate, found.channels) == (rate, 1 if layout == "mono" else 2)
    ends = [*found.starts[1:], found.end]
    assert [data[a:b] for a, b in zip(found.starts, ends, strict=True)] == bodies(data)
    assert (found.told is not None) == (container == "mp3")


@pytest.mark.parametrize("at", [[0], [5], [0, 20]])
def test_what_the_first_frame_tells_is_right_again(at: list[int]) -> None:
    data = made("mp3", "libmp3lame", 44100, "stereo", seconds=4)
    found = frames(data, behind(data))
    assert found
    label = [data[found.starts[9] : found.starts[10]]] * 7
    after = spliced(data, inserted(data, found, label, at))
    again = frames(after, behind(after))
    assert again and again.told and len(again.starts) == len(found.starts) + 7 * len(at)
    tag = after[again.told[0] : again.told[1]]
    here = tag.index(b"Info") if b"Info" in tag else tag.index(b"Xing")
    assert int.from_bytes(tag[here + 8 : here + 12], "big") == len(again.starts)
    assert int.from_bytes(tag[here + 12 : here + 16], "big") == again.end - again.told[0]
    places = list(tag[here + 16 : here + 116])
    assert places == sorted(places) and places[0] < 8 and places[99] > 245
    with av.open(io.BytesIO(after)) as read:
        assert read.duration / 1e6 == pytest.approx(len(again.starts) * 1152 / 44100, abs=0.08)


def test_a_frame_of_aac_behind_the_head_of_another() -> None:
    data = made("adts", "aac", 44100, "stereo")
    found = frames(data, 0)
    assert found
    head, body = data[:4], b"\x21" * 300
    again = frames(adts(body, head) + adts(body, head), 0)
    assert again and len(again.starts) == 2 and (again.rate, again.channels) == (44100, 2)


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xfb\x90\x64", b"\0" * 5000, b"ID3" * 50])
def test_no_frames(data: bytes) -> None:
    assert frames(data, 0) is None


def test_a_stream_that_changes_its_rate_ends_there() -> None:
    first, second = made("mp3", "libmp3lame", 44100, "mono"), made("mp3", "libmp3lame", 48000, "mono")
    data = first[behind(first) :] + second[behind(second) :]
    found = frames(data, 0)
    assert found and found.rate == 44100 and found.end == len(first) - behind(first)
