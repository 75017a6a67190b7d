from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from guiju.labels.explicit.film import Filmed, filmed
from guiju.labels.explicit.seen import seen_in
from guiju.labels.explicit.sizes import Sizes, Unfit
from tests.labels.explicit.films import Made, bodies, film, picture, shots

SIZES = Sizes(0.05, 0.05, 0.05, 2, 120, 160)
QUICK = (("preset", "ultrafast"),)
COPIED = [
    Made("b.mp4", "libx264", "aac", between=2, options=QUICK),
    Made("plain.mp4", "libx264", "aac", options=(*QUICK, ("profile", "baseline"))),
    Made("a.mov", "libx264", "pcm_s16le", between=2, options=QUICK),
    Made("a.mkv", "libx264", "libopus", between=2, options=QUICK),
    Made("a.flv", "libx264", "aac", between=2, options=QUICK),
    Made("h264.avi", "libx264", "libmp3lame", options=QUICK),
    Made("ten.mkv", "libx264", "flac", form="yuv420p10le", options=QUICK),
    Made("full.mp4", "libx264", form="yuv444p", size=(161, 97), options=QUICK),
    Made("parts.mp4", "libx264", "aac", options=QUICK, muxing=(("movflags", "frag_keyframe+empty_moov"),)),
    Made("vp9.webm", "libvpx-vp9", "libopus"),
    Made("vp8.webm", "libvpx", "libopus"),
    Made("av1.mp4", "libsvtav1", "aac", options=(("preset", "12"),)),
    Made("m4.mp4", "mpeg4", "aac"),
    Made("m4.avi", "mpeg4", "libmp3lame"),
    Made("mj.avi", "mjpeg", "pcm_s16le", form="yuvj420p"),
    Made("flv1.flv", "flv"),
    Made("pro.mov", "prores_ks", form="yuv422p10le"),
]
WHOLE = [
    Made("hevc.mp4", "libx265", "aac", options=(*QUICK, ("x265-params", "log-level=none"))),
    Made("open.mp4", "libx264", "aac", between=2, options=(*QUICK, ("x264-params", "open-gop=1"))),
    Made("one.mp4", "libx264", "aac", group=500, options=QUICK),
    Made("b.avi", "mpeg4", "libmp3lame", between=2),
    Made("short.mp4", "libx264", "aac", seconds=0.5, options=QUICK),
    Made("still.mp4", "libx264", seconds=0.08, options=QUICK),
]


def made(folder: Path, how: Made, **more: Any) -> tuple[Path, Path, Filmed]:
    before = film(folder, how)
    after = folder / f"out_{how.name}"
    return before, after, filmed(before, after, "1", "zh", SIZES, **more)


def label(path: Path, second: float) -> str | None:
    seen = seen_in(picture(path, second))
    return seen.words if seen else None


@pytest.mark.parametrize("how", COPIED, ids=lambda how: how.name)
def test_only_the_start_is_coded_anew(how: Made, tmp_path: Path) -> None:
    before, after, told = made(tmp_path, how)
    assert told.copied and not told.why and 2 < told.coded_seconds < 3.5 and told.share >= 0.05
    old, new = shots(before), shots(after)
    assert len(new) == len(old) == 48
    cut = max(n for n in range(48) if old[n][1] != new[n][1]) + 1
    assert 2 * how.rate <= cut < 3.5 * how.rate
    assert [at - new[0][0] for at, _ in new] == pytest.approx([at - old[0][0] for at, _ in old], abs=2)
    assert bodies(after, ("audio",)) == bodies(before, ("audio",))
    coded = round(told.coded_seconds * how.rate)
    assert cut <= coded and bodies(after, ("video",))[coded:] == bodies(before, ("video",))[coded:]
    with av.open(str(after)) as read:
        assert read.metadata["title"] == "Guiju"
    if how.name in ("b.mp4", "vp8.webm", "mj.avi"):
        assert label(after, 0) == label(after, 2) == told.words and label(after, 3.5) is None


@pytest.mark.parametrize("how", WHOLE, ids=lambda how: how.name)
def test_where_nothing_can_be_copied_the_picture_is_coded_anew(how: Made, tmp_path: Path) -> None:
    before, after, told = made(tmp_path, how)
    assert not told.copied and told.why and told.share >= 0.05
    old, new = shots(before), shots(after)
    assert len(new) == len(old)
    assert bodies(after, ("audio",)) == bodies(before, ("audio",))
    last = (len(old) - 1) / how.rate
    assert told.coded_seconds == pytest.approx(last, abs=0.2)
    for second in (0, last / 2):
        was, now = picture(before, second), picture(after, second)
        assert np.abs(was.astype(int) - now)[: was.shape[0] // 2].mean() < 4
    assert label(after, min(last, 2)) == told.words
    assert last < 3 or label(after, last) is None


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_it_is_upright_as_the_film_is_shown(turned: int, tmp_path: Path) -> None:
    _, after, told = made(tmp_path, Made("t.mp4", "libx264", size=(192, 128), turned=turned, options=QUICK))
    stored = picture(after, 1)
    with av.open(str(after)) as read:
        assert next(read.decode(video=0)).rotation % 360 == turned
    seen = seen_in(np.rot90(stored, {90: 1, 180: 2, 270: 3}[turned]))
    assert told.copied and seen and seen.words == told.words and seen.measured.share >= 0.05


def test_a_turn_that_is_no_quarter(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="no quarter"):
        made(tmp_path, Made("t.mp4", "libx264", turned=45, options=QUICK))


@pytest.mark.parametrize("aspect", [Fraction(2), Fraction(1, 2), Fraction(64, 45)])
def test_pixels_that_are_not_square(aspect: Fraction, tmp_path: Path) -> None:
    _, after, told = made(tmp_path, Made("p.mp4", "libx264", size=(180, 180), aspect=aspect, options=QUICK))
    with av.open(str(after)) as read:
        assert read.streams.video[0].sample_aspect_ratio == aspect
        frame = next(read.decode(video=0)).reformat(width=round(180 * aspect), height=180, format="rgb24")
    seen = seen_in(frame.to_ndarray())
    assert seen and seen.measured.share >= 0.049 and told.share >= 0.05


@pytest.mark.parametrize("size", [(64, 256), (256, 64), (64, 64), (32, 32), (640, 48)])
def test_narrow_flat_and_tiny_films(size: tuple[int, int], tmp_path: Path) -> None:
    _, _, told = made(tmp_path, Made("n.mp4", "libx264", size=size, options=QUICK))
    assert told.share >= 0.05 and "生成" in told.words


def test_no_room(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="no room"):
        made(tmp_path, Made("n.mp4", "libx264", size=(16, 16), options=QUICK))


def test_pictures_at_uneven_times(tmp_path: Path) -> None:
    how = Made("v.mp4", "libx264", "aac", between=2, times=lambda n: n * 2 + n // 5, options=QUICK)
    before, after, told = made(tmp_path, how)
    assert told.copied
    assert [at for at, _ in shots(before)] == [at for at, _ in shots(after)]
    assert label(after, 2) == told.words and label(after, 6) is None


def test_the_end_too(tmp_path: Path) -> None:
    how = Made("e.mp4", "libx264", "aac", between=2, seconds=9, options=QUICK)
    before, after, told = made(tmp_path, how, places=("start", "end"))
    old, new = shots(before), shots(after)
    assert told.copied and len(old) == len(new) and told.coded_seconds < 7
    same = [a[1] == b[1] for a, b in zip(old, new, strict=True)]
    assert any(same) and not any(same[:24]) and not any(same[-24:])
    assert label(after, 0) == label(after, 7.2) == label(after, 8.9) == told.words
    assert label(after, 4) is None


@pytest.mark.parametrize("transfer", [16, 18])
def test_a_label_of_graphics_white_in_films_of_high_range(transfer: int, tmp_path: Path) -> None:
    how = Made("h.mkv", "libx264", form="yuv420p10le", transfer=transfer, options=QUICK)
    _, after, told = made(tmp_path, how)
    with av.open(str(after)) as read:
        frame = next(read.decode(video=0))
        assert int(frame.color_trc) == transfer
        white = np.frombuffer(frame.planes[0], "<u2").max()
    assert told.copied and white == pytest.approx(64 + 876 * {16: 0.58, 18: 0.75}[transfer], rel=0.12)


def test_subtitles_chapters_attachments_and_covers_stay(tmp_path: Path) -> None:
    before = film(tmp_path, Made("s.mkv", "libx264", "aac", options=QUICK))
    rich = tmp_path / "rich.mkv"
    with av.open(str(before)) as read, av.open(str(rich), "w") as out:
        streams = {one: out.add_stream_from_template(one) for one in read.streams}
        streams[read.streams.audio[0]].metadata["language"] = "chi"
        out.metadata["AIGC"] = "{}"
        out.set_chapters(
            [{"id": 1, "start": 0, "end": 2000, "time_base": Fraction(1, 1000), "metadata": {"title": "一"}}]
        )
        out.add_attachment("note.txt", "text/plain", b"read me")
        for packet in read.demux():
            if packet.size:
                packet.stream = streams[packet.stream]
                out.mux(packet)
    after = tmp_path / "after.mkv"
    assert filmed(rich, after, "1", "zh", SIZES).copied
    with av.open(str(after)) as read:
        assert read.metadata["AIGC"] == "{}" and read.streams.audio[0].metadata["language"] == "chi"
        assert [(one["end"] * one["time_base"], one["metadata"]["title"]) for one in read.chapters()] == [(2, "一")]
        assert "attachment" in {one.type for one in read.streams}
        assert b"read me" in after.read_bytes()


def test_progress_and_an_own_wording(tmp_path: Path) -> None:
    done = list[tuple[float, float]]()
    _, after, told = made(
        tmp_path,
        Made("w.mp4", "libx264", options=QUICK),
        progress=lambda at, all: done.append((at, all)),
        words="AI合成",
    )
    assert (
        told.words == "AI合成" and done[-1][0] == pytest.approx(4, abs=0.2) and done[-1][1] == pytest.approx(4, abs=0.2)
    )
    seen = seen_in(picture(after, 0), "AI合成")
    assert seen and seen.words == told.words


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("value", ["2", "3"])
def test_wordings(lang: Any, value: str, tmp_path: Path) -> None:
    before = film(tmp_path, Made("l.mp4", "libx264", size=(480, 270), seconds=1, options=QUICK))
    told = filmed(before, tmp_path / "o.mp4", value, lang, SIZES)
    seen = seen_in(picture(tmp_path / "o.mp4", 0))
    assert seen and seen.value == value and seen.words in told.words


def test_what_is_no_film(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    file.write_bytes(b"no film at all" * 50)
    with pytest.raises(Unfit, match="cannot be labelled"):
        filmed(file, tmp_path / "o.mp4", "1", "zh", SIZES)
    with av.open(str(tmp_path / "a.wav"), "w") as out:
        stream = out.add_stream("pcm_s16le", 8000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), "s16", "mono")
        frame.sample_rate = 8000
        out.mux(stream.encode(frame))
    with pytest.raises(Unfit, match="no moving pictures"):
        filmed(tmp_path / "a.wav", tmp_path / "o.wav", "1", "zh", SIZES)


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_a_film_that_was_cut_off(share: float, tmp_path: Path) -> None:
    whole = film(tmp_path, Made("c.mkv", "libx264", "aac", options=QUICK)).read_bytes()
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole[: round(len(whole) * share)])
    try:
        told = filmed(cut, tmp_path / "o.mkv", "1", "zh", SIZES)
    except Unfit:
        return
    assert told.share >= 0.05 and abs(len(shots(tmp_path / "o.mkv")) - len(shots(cut))) <= 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full stands for a full disk")
def test_a_full_disk_is_no_fault_of_the_film(tmp_path: Path) -> None:
    before = film(tmp_path, Made("d.mkv", "libx264", options=QUICK))
    with pytest.raises(OSError, match="No space left"):
        filmed(before, Path("/dev/full"), "1", "zh", SIZES)
    with pytest.raises(FileNotFoundError):
        filmed(tmp_path / "none.mkv", tmp_path / "o.mkv", "1", "zh", SIZES)
