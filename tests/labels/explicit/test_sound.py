from __future__ import annotations

import io
import shutil
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from guiju.core.label import Label
from guiju.labels import Order, Tellings, examine, mark
from guiju.labels.explicit.rhythm import SILENCE, UNIT, heard
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.explicit.sound import Sounded, sounded
from guiju.labels.explicit.voice import Prompt

SIZES = Sizes(0.05, 0.05, 0.05, 2, 120, 160)
EVERY = ("start", "middle", "end")
CODED = [
    ("mp3", "libmp3lame", 44100, "stereo", True), ("mp3", "libmp3lame", 22050, "mono", True),
    ("adts", "aac", 44100, "stereo", True), ("mp4", "aac", 48000, "mono", True),
    ("mp4", "alac", 44100, "stereo", False), ("asf", "wmav2", 44100, "mono", False),
    ("flac", "flac", 44100, "stereo", False), ("ogg", "libopus", 48000, "stereo", True),
    ("ogg", "vorbis", 44100, "stereo", False), ("ogg", "flac", 44100, "mono", False),
    ("matroska", "aac", 44100, "5.1", True), ("webm", "libopus", 48000, "mono", True),
    ("aiff", "pcm_s16be", 44100, "stereo", True), ("wav", "pcm_mulaw", 8000, "mono", True),
]  # fmt: skip


def music(rate: int, seconds: float, channels: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    time = np.arange(round(rate * seconds)) / rate
    tones = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330))
    hiss = np.random.default_rng(1).standard_normal((len(time), channels)) * 0.02
    return (np.asarray(tones)[:, None] * 0.08 + hiss).astype(np.float32)


def made(container: str, codec: str, rate: int, layout: str, seconds: float = 2.0, cover: bool = False) -> bytes:
    file = io.BytesIO()
    options = {"strict": "experimental"} if codec == "vorbis" else {}
    with av.open(file, "w", format=container) as out:
        out.metadata["title"] = "Guiju"
        stream = out.add_stream(codec, rate, layout=layout, options=options, bit_rate=64000)
        samples = music(rate, seconds, stream.codec_context.channels)
        picture = out.add_stream("mjpeg") if cover else None
        if picture:
            picture.width = picture.height = 16
            picture.pix_fmt, picture.disposition = "yuvj420p", av.stream.Disposition.attached_pic
            out.mux(picture.encode(av.VideoFrame.from_image(Image.new("RGB", (16, 16), "red"))))
            out.mux(picture.encode(None))
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), "fltp", layout)
        frame.sample_rate = rate
        changed = av.AudioResampler(stream.format, layout, rate, stream.frame_size or None)
        for one in [*changed.resample(frame), *changed.resample(None)]:
            out.mux(stream.encode(one))
        out.mux([packet for packet in stream.encode(None) if packet.size or container == "flac"])
    return file.getvalue()


def wav(tag: int, bits: int, channels: int, count: int, rate: int = 8000, extensible: bool = False) -> bytes:
    """A WAV file of random samples, with cue points and text behind them."""
    block = bits // 8 * channels
    head = struct.pack("<HHIIHH", 0xFFFE if extensible else tag, channels, rate, rate * block, block, bits)
    if extensible:
        head += struct.pack("<HHIH", 22, bits, 0, tag) + bytes.fromhex("000000001000800000aa00389b71")
    draw = np.random.default_rng(5)
    if tag == 3:
        body = (draw.standard_normal(count * channels) * 0.1).astype(f"<f{bits // 8}").tobytes()
    else:
        body = draw.bytes(count * block)
    cue = struct.pack("<IIIIIII", 1, 7, count // 2, int.from_bytes(b"data", "little"), 0, 0, count // 2)
    chunks = [
        (b"fmt ", head),
        (b"fact", struct.pack("<I", count)),
        (b"data", body),
        (b"cue ", cue),
        (b"LIST", b"INFOIART\2\0\0\0a\0"),
    ]
    whole = b"WAVE" + b"".join(n + struct.pack("<I", len(d)) + d + b"\0" * (len(d) % 2) for n, d in chunks)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def labelled(data: bytes, **how: Any) -> tuple[bytes, Sounded]:
    out = io.BytesIO()
    told = sounded(data, out, "1", "zh", SIZES, **how)
    return out.getvalue(), told


def samples(data: bytes) -> tuple[np.ndarray[Any, np.dtype[np.float32]], int]:
    with av.open(io.BytesIO(data)) as container:
        rate = container.streams.audio[0].rate
        changed = av.AudioResampler("fltp")
        frames = [one for frame in container.decode(audio=0) for one in changed.resample(frame)]
    return np.concatenate([one.to_ndarray() for one in frames], axis=1).T, rate


def bodies(data: bytes) -> list[bytes]:
    with av.open(io.BytesIO(data)) as container:
        return [bytes(packet) for packet in container.demux(audio=0) if packet.size]


@pytest.mark.parametrize(("container", "codec", "rate", "layout", "copied"), CODED)
@pytest.mark.parametrize("places", [("start",), EVERY])
def test_coded_sound(container: str, codec: str, rate: int, layout: str, copied: bool, places: Sequence[Any]) -> None:
    before = made(container, codec, rate, layout)
    after, told = labelled(before, places=places)
    (old, _), (new, found) = samples(before), samples(after)
    assert found == rate and told.copied == copied and new.shape[1] == old.shape[1]
    starts = heard(new, rate)
    assert len(starts) == len(places)
    assert starts == pytest.approx([at + SILENCE * UNIT for at in told.at], abs=0.12)
    assert len(new) / rate == pytest.approx(len(old) / rate + told.added, abs=0.06)
    with av.open(io.BytesIO(after)) as read:
        titles = [read.metadata.get("title"), *(stream.metadata.get("title") for stream in read.streams)]
        assert container in ("adts", "wav") or "Guiju" in titles
    if copied and not codec.startswith("pcm"):
        whole, mine = bodies(before), bodies(after)
        assert [one for one in mine if one in set(whole)] == whole


@pytest.mark.parametrize(
    ("tag", "bits", "extensible"),
    [(1, 8, False), (1, 16, False), (1, 24, True), (1, 32, False), (3, 32, True), (3, 64, False)],
)
@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("places", [("start",), ("end",), EVERY])
def test_wav_keeps_every_sample(tag: int, bits: int, extensible: bool, channels: int, places: Sequence[Any]) -> None:
    count, block = 8001, bits // 8 * channels
    before = wav(tag, bits, channels, count, extensible=extensible)
    after, told = labelled(before, places=places)
    assert told.copied
    size = round(told.added * 8000) // len(places) * block
    body, old = after[after.index(b"data") + 8 :], before[before.index(b"data") + 8 :]
    kept, done = b"", 0
    for place in [{"start": 0, "middle": count // 2, "end": count}[one] for one in places]:
        kept += body[len(kept) + done : place * block + done]
        done += size
    kept += body[len(kept) + done : count * block + done]
    assert kept == old[: count * block]
    new, rate = samples(after)
    assert heard(new[:, :1], rate) == pytest.approx([at + SILENCE * UNIT for at in told.at], abs=0.05)
    assert int.from_bytes(after[4:8], "little") == len(after) - 8
    cue = after.index(b"cue ") + 8
    shift = sum(place != "end" for place in places) * size // block
    assert struct.unpack("<I", after[cue + 8 : cue + 12])[0] == count // 2 + shift
    assert after.endswith(b"INFOIART\2\0\0\0a\0")


def test_wav_that_was_sent_while_it_was_made() -> None:
    before = wav(1, 16, 1, 4000).partition(b"cue ")[0]
    at = before.index(b"data") + 4
    endless = before[:4] + b"\xff" * 4 + before[8:at] + b"\xff" * 4 + before[at + 4 :]
    after, told = labelled(endless)
    assert after[4:8] == b"\xff" * 4 and len(after) == len(endless) + round(told.added * 8000) * 2
    assert len(heard(*samples(after))) == 1


def mono_vorbis(path: Path) -> bytes:
    """An ordinary recording, as FFmpeg's own coder cannot make it."""
    ffmpeg = shutil.which("ffmpeg")
    if not ffmpeg:
        pytest.skip("no ffmpeg, whose libvorbis makes Vorbis of one channel")
    tone = ["-f", "lavfi", "-i", "sine=330:d=2", "-ar", "44100", "-ac", "1", "-c:a", "libvorbis"]
    if subprocess.run([ffmpeg, "-v", "error", *tone, str(path)], check=False).returncode:
        pytest.skip("this ffmpeg has no libvorbis")
    return path.read_bytes()


def test_vorbis_of_one_channel_comes_out_as_two_alike_and_as_loud(tmp_path: Path) -> None:
    before = mono_vorbis(tmp_path / "mono.ogg")
    after, told = labelled(before)
    assert told.widened and not told.copied
    (old, _), (new, rate) = samples(before), samples(after)
    assert new.shape[1] == 2 and np.array_equal(new[:, 0], new[:, 1]) and len(heard(new, rate)) == 1
    level, was = np.sqrt((new[-rate:] ** 2).mean()), np.sqrt((old[-rate:] ** 2).mean())
    assert level == pytest.approx(was, rel=0.02)


@pytest.mark.parametrize(("container", "codec", "layout"), [("ogg", "vorbis", "stereo"), ("mp4", "alac", "mono")])
def test_no_other_sound_gets_more_channels(container: str, codec: str, layout: str) -> None:
    _, told = labelled(made(container, codec, 44100, layout))
    assert not told.copied and not told.widened


ON_DISK = [
    ("a.wav", "wav", "pcm_s16le", "mono"), ("a.mp3", "mp3", "libmp3lame", "stereo"),
    ("a.flac", "flac", "flac", "mono"), ("a.m4a", "mp4", "aac", "stereo"), ("a.aac", "adts", "aac", "mono"),
    ("a.ogg", "ogg", "vorbis", "stereo"), ("mono.ogg", "", "", "mono"), ("a.opus", "ogg", "libopus", "mono"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "container", "codec", "layout"), ON_DISK)
def test_every_ordinary_sound_is_labelled_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, container: str, codec: str, layout: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file, rate, target = Path(f"Talk:{name}"), 48000 if codec == "libopus" else 44100, tmp_path / f"out-{name}"
    file.write_bytes(made(container, codec, rate, layout) if codec else mono_vorbis(tmp_path / name))
    label = Label("1", "001191320118MAK93FC72D10001", "c3f1-0001")
    told = mark(file, target, label, Order(telling=Tellings("zh", SIZES)))
    assert (told.explicit, told.implicit, told.confirmed) == ("rhythm", True, True)
    assert len(heard(*samples(target.read_bytes()))) == 1
    assert examine(target.read_bytes(), name).label == label


@pytest.mark.parametrize("depth", ["s16", "s32"])
def test_flac_keeps_samples_tags_and_pictures(depth: str) -> None:
    file = io.BytesIO()
    draw = np.random.default_rng(2)
    with av.open(file, "w", format="flac") as out:
        out.metadata.update({"title": "Guiju", "AIGC": "{}"})
        stream = out.add_stream("flac", 32000, layout="mono", format=depth)
        whole = draw.integers(-8000, 8000, (1, 32000)).astype(np.int16 if depth == "s16" else np.int32) * (
            1 if depth == "s16" else 256
        )
        frame = av.AudioFrame.from_ndarray(whole, depth, "mono")
        frame.sample_rate = 32000
        out.mux([*stream.encode(frame), *stream.encode(None)])
    picture = b"\0\0\0\3\0\0\0\x09image/png" + bytes(24)
    before = file.getvalue()
    before = before[:42] + bytes((6,)) + len(picture).to_bytes(3, "big") + picture + before[42:]
    after, told = labelled(before)
    assert not told.copied and picture in after and b"AIGC={}" in after and b"title=Guiju" in after
    (old, _), (new, _) = samples(before), samples(after)
    assert np.array_equal(new[-len(old) :], old)
    assert int.from_bytes(after[18:26], "big") & 0xFFFFFFFFF == len(new)


@pytest.mark.parametrize("codec", ["aac", "alac"])
def test_a_cover_stays(codec: str) -> None:
    after, _ = labelled(made("mp4", codec, 44100, "stereo", cover=True))
    with av.open(io.BytesIO(after)) as read:
        assert read.streams.video[0].disposition == av.stream.Disposition.attached_pic
        assert next(read.decode(video=0)).width == 16


@pytest.mark.parametrize("vbr", [False, True])
def test_mp3_tells_of_itself_anew_and_keeps_its_tags(vbr: bool) -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="mp3", options={"write_id3v1": "1"}) as out:
        out.metadata["title"] = "Guiju"
        stream = out.add_stream("libmp3lame", 44100, layout="stereo", options={"q": "4"} if vbr else {})
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(music(44100, 4, 2).T), "fltp", "stereo")
        frame.sample_rate = 44100
        for one in av.AudioResampler(stream.format, "stereo", 44100, stream.frame_size).resample(frame):
            out.mux(stream.encode(one))
        out.mux(stream.encode(None))
    before = file.getvalue()
    after, told = labelled(before)
    head = before.index(b"\xff\xfb")
    assert after[:head] == before[:head] and after[-128:] == before[-128:]
    with av.open(io.BytesIO(before)) as old, av.open(io.BytesIO(after)) as new:
        assert new.duration / 1e6 == pytest.approx(old.duration / 1e6 + told.added, abs=0.03)


@pytest.mark.parametrize(("lang", "value"), [("zh", "1"), ("zh", "2"), ("en", "3")])
@pytest.mark.parametrize("rate", [8000, 44100])
def test_a_voice_is_as_loud_as_the_programme(lang: Any, value: str, rate: int) -> None:
    out = io.BytesIO()
    told = sounded(made("wav", "pcm_s16le", rate, "stereo"), out, value, lang, SIZES, manner="voice")
    new, _ = samples(out.getvalue())
    voice, programme = (np.sqrt((part**2).mean()) for part in np.split(new, [round(told.added * rate)]))
    assert 0.4 < voice / programme < 1.6 and np.abs(new).max() < 0.95
    assert 4 < told.added < 8


def test_an_own_recording_has_to_keep_the_pace() -> None:
    slow = Prompt("由人工智能生成", np.full((8000 * 20, 1), 0.3, np.float32), 8000)
    with pytest.raises(ValueError, match="21 characters a minute"):
        labelled(wav(1, 16, 1, 8000), manner="voice", own=slow)


@pytest.mark.parametrize("gain", [0.0005, 0.02, 3.0])
def test_it_is_heard_and_does_not_clip(gain: float) -> None:
    body = np.clip(music(8000, 3, 1) * gain, -1, 1)
    data = wav(1, 16, 1, 24000)
    at = data.index(b"data") + 8
    data = data[:at] + np.round(body * 32767).astype("<i2").tobytes() + data[at + 48000 :]
    after, told = labelled(data)
    new, _ = samples(after)
    label = new[: round(told.added * 8000)]
    assert 0.02 < np.abs(label).max() < 0.7 and len(heard(new, 8000)) == 1


@pytest.mark.parametrize("count", [0, 1, 3])
def test_hardly_any_programme(count: int) -> None:
    after, _ = labelled(wav(1, 16, 2, count))
    assert len(heard(*samples(after))) == 1


def test_a_file_on_disk_and_progress(tmp_path: Path) -> None:
    file, done = tmp_path / "a.m4a", list[tuple[float, float]]()
    file.write_bytes(made("mp4", "aac", 44100, "stereo"))
    with (tmp_path / "b.m4a").open("w+b") as out:
        sounded(file, out, "1", "zh", SIZES, progress=lambda at, all: done.append((at, all)))
    assert (
        done == sorted(done) and done[-1][0] == pytest.approx(2, abs=0.1) and done[-1][1] == pytest.approx(2, abs=0.1)
    )
    assert len(heard(*samples((tmp_path / "b.m4a").read_bytes()))) == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"no sound at all" * 99, "cannot be read"),
        (b"RIFF\x10\0\0\0WAVEfmt \x04\0\0\0\1\0\1\0", "damaged"),
        (made("mp3", "libmp3lame", 44100, "mono", 0.3)[:90], "cannot be read|no sound"),
    ],
)
def test_what_is_no_sound(data: bytes, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        labelled(data)


def test_places_are_asked_for() -> None:
    with pytest.raises(ValueError, match="start, middle, end"):
        labelled(wav(1, 16, 1, 100), places=())
