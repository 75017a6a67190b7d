from __future__ import annotations

import io

import av
import numpy as np
import pytest

from guiju.labels.carriers.id3 import behind
from guiju.labels.explicit.frames import adts, frames, inserted, laid
from guiju.labels.explicit.programme import coded, coder
from guiju.labels.splices import spliced
from tests.labels.explicit.test_sound import bodies, made, music, samples


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
    after = spliced(data, inserted(data, found, [label] * len(at), at))
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


@pytest.mark.parametrize(("rate", "layout"), [(44100, "stereo"), (22050, "mono")])
@pytest.mark.parametrize("bits", ["32000", "128000"])
def test_a_frame_in_the_midst_finds_its_beginning(rate: int, layout: str, bits: str) -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as out:
        stream = out.add_stream("libmp3lame", rate, layout=layout, bit_rate=int(bits))
        sound = np.ascontiguousarray(music(rate, 4, 1 if layout == "mono" else 2).T)
        sound[:, :: rate // 5] = 0.9
        frame = av.AudioFrame.from_ndarray(sound, "fltp", layout)
        frame.sample_rate = rate
        for one in av.AudioResampler(stream.format, layout, rate, stream.frame_size).resample(frame):
            out.mux(stream.encode(one))
        out.mux(stream.encode(None))
    data = file.getvalue()
    found = frames(data, behind(data))
    assert found
    silence = coded(coder("mp3", rate, layout, int(bits)), np.zeros((1152, found.channels), np.float32))[:1]
    size, old = 1152 if rate > 32000 else 576, samples(data)[0]
    for number in range(20, 32):
        put = laid(data, found, [bytes(one) for one in silence], [number])
        new = samples(spliced(data, inserted(data, found, put, [number])))[0]
        added = len(new) - len(old)
        assert added == len(put[0]) * size
        # The first frame behind overlaps with what was before it
        start = (number + 2) * size
        assert np.abs(new[start + added :] - old[start:]).max() < 1e-4
