"""The sound of an AVI is as long as it was, to a player that believes the header."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from guiju.labels.explicit.film import filmed
from guiju.labels.explicit.sizes import Sizes
from guiju.labels.explicit.strh import counted
from tests.labels.explicit.films import Made, bodies, film

SIZES = Sizes(0.05, 0.05, 0.05, 2, 120, 160)
PROBE = shutil.which("ffprobe")
MPEG = shutil.which("ffmpeg")


def told(path: Path) -> dict[str, Any]:
    assert PROBE
    asked = [PROBE, "-v", "error", "-select_streams", "a:0", "-show_streams", "-of", "json", str(path)]
    found = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)["streams"][0]
    return {key: found.get(key) for key in ("nb_frames", "duration", "time_base", "codec_name")}


@pytest.mark.skipif(not (PROBE and MPEG), reason="no ffmpeg and ffprobe")
@pytest.mark.parametrize("codec", ["libmp3lame", "mp2", "ac3", "pcm_s16le"])
def test_the_header_tells_of_all_the_sound(tmp_path: Path, codec: str) -> None:
    before, after = tmp_path / "a.avi", tmp_path / "b.avi"
    assert MPEG
    made = ["-f", "lavfi", "-i", "testsrc=size=160x96:rate=12:d=4", "-f", "lavfi", "-i", "sine=440:d=4"]
    coders = ["-c:v", "mpeg4", "-g", "12", "-c:a", codec]
    subprocess.run([MPEG, "-v", "error", *made, *coders, str(before)], check=True)
    filmed(before, after, "1", "zh", SIZES)
    assert told(after) == told(before)
    assert bodies(after, ("audio",)) == bodies(before, ("audio",))


def test_a_film_without_sound_stays_as_it_is(tmp_path: Path) -> None:
    path = film(tmp_path, Made("a.avi", "mpeg4", seconds=0.5))
    before = path.read_bytes()
    counted(path, {0: 6})
    assert path.read_bytes() == before
