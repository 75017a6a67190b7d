from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from guiju.labels.explicit.film import filmed
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.explicit.sound import sounded
from guiju.labels.explicit.watching import film_seen, moving, sound_seen
from tests.labels.explicit.films import Made, film
from tests.labels.explicit.test_sound import made

SIZES = Sizes(0.05, 0.05, 0.05, 2, 120, 160)
QUICK = (("preset", "ultrafast"),)
FILM = Made("l.mp4", "libx264", size=(320, 180), rate=10, options=QUICK)


def labelled(folder: Path, how: Made, sizes: Sizes = SIZES) -> Path:
    after = folder / f"out_{how.name}"
    filmed(film(folder, how), after, "1", "zh", sizes)
    return after


def codes(remarks: Any) -> list[str]:
    return [remark.code for remark in remarks]


@pytest.mark.parametrize("turned", [0, 90])
@pytest.mark.parametrize("seconds", [1.0, 4.0])
def test_a_label_of_ours_is_met(turned: int, seconds: float, tmp_path: Path) -> None:
    how = Made("l.mp4", "libx264", size=(320, 180), rate=10, turned=turned, seconds=seconds, options=QUICK)
    seen = film_seen(labelled(tmp_path, how), SIZES)
    assert codes(seen) == ["explicit_seen"] and "生成" in seen[0].detail


def test_one_that_goes_too_early(tmp_path: Path) -> None:
    after = labelled(tmp_path, FILM, Sizes(0.05, 0.05, 0.05, 0.8, 120, 160))
    seen = film_seen(after, SIZES)
    assert codes(seen) == ["explicit_seen", "explicit_short"] and seen[1].detail == "1.10 s < 2 s"


def test_one_that_is_too_small(tmp_path: Path) -> None:
    assert codes(film_seen(labelled(tmp_path, FILM), Sizes(0.05, 0.12, 0.05, 2, 120, 160))) == ["explicit_small"]


def test_none(tmp_path: Path) -> None:
    assert film_seen(film(tmp_path, FILM), SIZES) == ()
    with pytest.raises(Unfit):
        (tmp_path / "x").write_bytes(b"x" * 999)
        film_seen(tmp_path / "x", SIZES)


@pytest.mark.parametrize("manner", ["rhythm", "voice"])
@pytest.mark.parametrize("container", ["wav", "mp3", "ogg"])
def test_a_label_is_heard(manner: Any, container: str) -> None:
    codec, rate = {"wav": ("pcm_s16le", 22050), "mp3": ("libmp3lame", 44100), "ogg": ("libopus", 48000)}[container]
    before, out = made(container, codec, rate, "stereo"), io.BytesIO()
    assert sound_seen(before) == ()
    sounded(before, out, "1", "zh", SIZES, manner=manner, places=("start", "end") if manner == "rhythm" else ("start",))
    told = [remark.detail for remark in sound_seen(out.getvalue())]
    assert len(told) == (2 if manner == "rhythm" else 1)
    assert told[0].startswith("短长 短短 (0.7 s)" if manner == "rhythm" else "本内容由人工智能生成 (0.5 s)")


def test_far_into_a_long_recording(tmp_path: Path) -> None:
    before = made("wav", "pcm_s16le", 8000, "mono", seconds=75)
    with (tmp_path / "o.wav").open("w+b") as out:
        sounded(before, out, "1", "zh", SIZES, places=("end",))
    assert [remark.detail for remark in sound_seen(tmp_path / "o.wav")] == ["短长 短短 (75.7 s)"]


def test_what_is_no_sound() -> None:
    with pytest.raises(Unfit):
        sound_seen(b"nothing" * 99)
    file = io.BytesIO()
    with av.open(file, "w", format="webm") as out:
        stream = out.add_stream("libvpx", 5)
        stream.width = stream.height = 16
        out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), "rgb24")))
        out.mux(stream.encode(None))
    with pytest.raises(Unfit, match="no sound"):
        sound_seen(file.getvalue())


def test_what_moves(tmp_path: Path) -> None:
    assert moving(film(tmp_path, FILM))
    still = tmp_path / "a.m4a"
    still.write_bytes(made("mp4", "aac", 44100, "stereo", cover=True))
    assert not moving(still)
    with pytest.raises(FileNotFoundError):
        moving(tmp_path / "none.mp4")
