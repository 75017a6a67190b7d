from __future__ import annotations

import io
from fractions import Fraction

import av
import pytest

from guiju.labels.explicit.programme import programme
from guiju.labels.explicit.rhythm import SILENCE, UNIT, heard
from guiju.labels.explicit.saying import Saying
from guiju.labels.explicit.weaving import woven
from tests.labels.explicit.test_sound import made, samples


@pytest.mark.parametrize(
    ("container", "codec", "copied"), [("mp4", "aac", True), ("ogg", "libopus", True), ("mp4", "alac", False)]
)
@pytest.mark.parametrize("wanted", [["start"], ["middle"], ["end"], ["start", "end"]])
def test_a_label_among_packets(container: str, codec: str, copied: bool, wanted: list[str]) -> None:
    data, out = made(container, codec, 48000, "stereo"), io.BytesIO()
    found = programme(io.BytesIO(data))
    at, added, was = woven(lambda: io.BytesIO(data), out, found, Saying(), wanted, None)
    assert was == copied and len(at) == len(wanted)
    places = {"start": 0.0, "middle": 1.0, "end": 2.0 + added / len(wanted) * (len(wanted) - 1)}
    assert at == pytest.approx([places[one] for one in wanted], abs=0.1)
    assert heard(*samples(out.getvalue())) == pytest.approx([one + SILENCE * UNIT for one in at], abs=0.1)


@pytest.mark.parametrize("wanted", [["start"], ["end"]])
def test_chapters_move_with_what_they_name(wanted: list[str]) -> None:
    plain, rich, out = made("matroska", "aac", 44100, "mono"), io.BytesIO(), io.BytesIO()
    with av.open(io.BytesIO(plain)) as read, av.open(rich, "w", format="matroska") as made_of:
        stream = made_of.add_stream_from_template(read.streams.audio[0])
        made_of.set_chapters(
            [{"id": 1, "start": 500, "end": 1500, "time_base": Fraction(1, 1000), "metadata": {"title": "x"}}]
        )
        for packet in read.demux():
            if packet.size:
                packet.stream = stream
                made_of.mux(packet)
    found = programme(io.BytesIO(rich.getvalue()))
    _, added, _ = woven(lambda: io.BytesIO(rich.getvalue()), out, found, Saying(), wanted, None)
    with av.open(io.BytesIO(out.getvalue())) as read:
        (chapter,) = read.chapters()
    moved = added if wanted == ["start"] else 0
    assert float(chapter["start"] * chapter["time_base"]) == pytest.approx(0.5 + moved, abs=0.01)
