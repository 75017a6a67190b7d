from __future__ import annotations

import io

import av
import numpy as np
import pytest

from guiju.labels.explicit.programme import coded, coder, programme
from guiju.labels.explicit.sizes import Unfit
from tests.labels.explicit.test_sound import made


@pytest.mark.parametrize(
    ("container", "codec", "rate", "layout", "channels"),
    [("mp3", "libmp3lame", 44100, "stereo", 2), ("mp4", "aac", 48000, "mono", 1), ("matroska", "aac", 44100, "5.1", 6)],
)
def test_what_a_label_has_to_be_like(container: str, codec: str, rate: int, layout: str, channels: int) -> None:
    found = programme(io.BytesIO(made(container, codec, rate, layout)))
    assert (found.rate, found.channels, found.layout) == (rate, channels, layout)
    assert found.seconds == pytest.approx(2, abs=0.15) and found.level == pytest.approx(0.1, abs=0.03)
    assert 30000 < found.bits < 500000


def test_more_than_one_stream_of_sound() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as out:
        streams = [out.add_stream("pcm_s16le", 8000, layout="mono") for _ in range(2)]
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), "s16", "mono")
            frame.sample_rate = 8000
            out.mux(stream.encode(frame))
    with pytest.raises(Unfit, match="2 streams of sound"):
        programme(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("codec", ["mp3float", "aac", "opus", "vorbis", "flac", "alac", "pcm_s24le", "ac3", "wmav2"])
def test_a_coder_for_what_was_decoded(codec: str) -> None:
    context = coder(codec, 48000, "stereo", 96000)
    packets = coded(context, np.zeros((48000, 2), np.float32))
    assert packets and context.sample_rate == 48000


@pytest.mark.parametrize(
    ("codec", "rate", "layout"), [("qdm2", 44100, "mono"), ("mp3", 96000, "mono"), ("mp3", 44100, "5.1")]
)
def test_no_coder(codec: str, rate: int, layout: str) -> None:
    with pytest.raises(Unfit, match="convert the sound"):
        coder(codec, rate, layout, 96000)
