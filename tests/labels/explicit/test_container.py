from __future__ import annotations

import io
from pathlib import Path

import av
import pytest
from PIL import Image

from guiju.labels.explicit.container import written_as
from guiju.labels.explicit.film import filmed
from guiju.labels.explicit.sizes import Sizes
from tests.labels.explicit.films import Made, film
from tests.labels.explicit.test_sound import made

SIZES = Sizes(0.05, 0.05, 0.05, 2, 120, 160)
QUICK = (("preset", "ultrafast"),)


@pytest.mark.parametrize(
    ("how", "name"),
    [
        (Made("a.mp4", "libx264", seconds=0.5, options=QUICK), "mp4"),
        (Made("a.mov", "libx264", seconds=0.5, options=QUICK), "mov"),
        (Made("a.mkv", "libx264", seconds=0.5, options=QUICK), "matroska"),
        (Made("a.webm", "libvpx", seconds=0.5), "webm"),
        (Made("a.avi", "mpeg4", seconds=0.5), "avi"),
        (Made("a.flv", "flv", seconds=0.5), "flv"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_film_is_written_as_what_it_is(how: Made, name: str, tmp_path: Path) -> None:
    path = film(tmp_path, how)
    with av.open(str(path)) as read:
        assert written_as(read, path.read_bytes()[:4096])[0] == name


@pytest.mark.parametrize("container", ["ogg", "aiff", "asf"])
def test_so_is_a_sound(container: str) -> None:
    codec = {"ogg": "libopus", "aiff": "pcm_s16be", "asf": "wmav2"}[container]
    data = made(container, codec, 48000, "mono")
    with av.open(io.BytesIO(data)) as read:
        assert written_as(read, data[:4096])[0] == container


@pytest.mark.parametrize("front", [False, True])
def test_the_index_stays_where_it_was_and_so_does_the_brand(front: bool, tmp_path: Path) -> None:
    muxing = (("movflags", "faststart"),) if front else ()
    before = film(tmp_path, Made("a.mp4", "libx264", options=QUICK, muxing=(*muxing, ("brand", "mp42"))))
    filmed(before, tmp_path / "o.mp4", "1", "zh", SIZES)
    after = (tmp_path / "o.mp4").read_bytes()
    assert (after.index(b"moov") < after.index(b"mdat")) == front
    assert after[8:12] == b"mp42"


@pytest.mark.parametrize("key", ["AIGC", "title"])
def test_keys_that_only_quicktime_knows_stay(key: str, tmp_path: Path) -> None:
    before, after = tmp_path / "b.mp4", tmp_path / "o.mp4"
    plain = film(tmp_path, Made("a.mp4", "libx264", options=QUICK))
    use = {"movflags": "use_metadata_tags"}
    with av.open(str(plain)) as read, av.open(str(before), "w", options=use) as out:
        stream = out.add_stream_from_template(read.streams.video[0])
        out.metadata[key] = '{"Label":"1"}'
        for packet in read.demux():
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    filmed(before, after, "1", "zh", SIZES)
    with av.open(str(after)) as read:
        assert read.metadata[key] == '{"Label":"1"}'


def test_the_clock_of_a_camera_stays(tmp_path: Path) -> None:
    plain, before, after = (
        film(tmp_path, Made("a.mov", "libx264", options=QUICK)),
        tmp_path / "b.mov",
        tmp_path / "o.mov",
    )
    with av.open(str(plain)) as read, av.open(str(before), "w") as out:
        stream = out.add_stream_from_template(read.streams.video[0])
        stream.metadata["timecode"] = "01:00:00:00"
        for packet in read.demux():
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    with av.open(str(before)) as read:
        assert [one.type for one in read.streams] == ["video", "data"]
    assert filmed(before, after, "1", "zh", SIZES).copied
    with av.open(str(after)) as read:
        assert [one.type for one in read.streams] == ["video", "data"]
        assert read.streams.video[0].metadata["timecode"] == "01:00:00:00"


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_the_cover_of_a_film_and_other_files_with_it_stay(kind: str, tmp_path: Path) -> None:
    plain, before = film(tmp_path, Made("a.mkv", "libx264", "aac", options=QUICK)), tmp_path / "b.mkv"
    image = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(image, kind)
    files = {f"cover.{kind}": (f"image/{kind}", image.getvalue()), "a.ttf": ("font/ttf", b"\0\1\0\0 letters")}
    with av.open(str(plain)) as read, av.open(str(before), "w") as out:
        streams = {one: out.add_stream_from_template(one) for one in read.streams}
        for name, (mime, body) in files.items():
            out.add_attachment(name, mime, body)
        for packet in read.demux():
            if packet.size:
                packet.stream = streams[packet.stream]
                out.mux(packet)
    after = tmp_path / "o.mkv"
    assert filmed(before, after, "1", "zh", SIZES).copied
    data = after.read_bytes()
    for name, (mime, body) in files.items():
        assert data.count(body) == 1 and name.encode() in data and mime.encode() in data
    with av.open(str(before)) as old, av.open(str(after)) as new:
        kinds = [
            [(one.type, int(one.disposition), one.metadata.get("filename")) for one in f.streams] for f in (old, new)
        ]
        assert kinds[0] == kinds[1]
