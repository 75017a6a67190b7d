from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest

from guiju.labels.explicit.coding import WAYS, Apart, Way, coder, way_of
from guiju.labels.explicit.film import filmed
from guiju.labels.explicit.h264 import sets
from guiju.labels.explicit.sizes import Sizes, Unfit
from tests.labels.explicit.films import Made, film


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    how = Made("c.mp4", "libx264", seconds=1, options=(("preset", "ultrafast"), ("profile", "main"), ("level", "2.1")))
    with av.open(str(film(tmp_path_factory.mktemp("coding"), how))) as read:
        yield read.streams.video[0], next(read.decode(video=0))


def test_its_sets_have_a_number_of_their_own(opened: tuple[Any, Any]) -> None:
    stream, frame = opened
    own = sets(bytes(stream.codec_context.extradata), b"")
    assert own
    made = coder(stream, frame, own, header=True)
    again = sets(own.with_sets(made.extra), b"")
    assert again and len(again.sps) == len(own.sps) + 1 and len(again.pps) == len(own.pps) + 1
    assert again.free != own.free
    assert again.sps[1][1] == own.sps[0][1] and again.sps[1][3] == own.sps[0][3] == 21
    packet = [*made.packets(frame), *made.packets(None)][0]
    assert packet.is_keyframe and made.ordered and own.instant(made.body(packet))
    assert not coder(stream, frame, None, header=True, whole=True).ordered


def test_another_coder_where_the_first_is_missing(opened: tuple[Any, Any]) -> None:
    stream, frame = opened
    way = Way(("libnothing", "libx264"), "sets", {"crf": "1"})
    assert coder(stream, frame, None, header=True, way=way).context.name == "libx264"
    own = sets(bytes(stream.codec_context.extradata), b"")
    with pytest.raises(Apart, match="number"):
        coder(stream, frame, own, header=True, way=way)
    with pytest.raises(Unfit, match="libnothing or libless"):
        coder(stream, frame, None, header=True, way=Way(("libnothing", "libless"), "not", {}))


def test_frames_that_a_coder_does_not_take(opened: tuple[Any, Any]) -> None:
    stream, frame = opened
    with pytest.raises(Unfit, match="gbrpf32le"):
        coder(stream, frame.reformat(format="gbrpf32le"), None, header=True)


@pytest.mark.parametrize("name", WAYS)
def test_every_way_has_a_coder_here(name: str) -> None:
    made = [one for one in WAYS[name].coders if one in av.codecs_available]
    assert any(av.Codec(one, "w") for one in made)


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg writes Theora in this test")
def test_a_codec_that_only_reads(tmp_path: Path) -> None:
    file = tmp_path / "t.ogv"
    picture = ["-f", "lavfi", "-i", "testsrc2=s=160x96:r=10:d=1"]
    subprocess.run(["ffmpeg", "-v", "error", *picture, "-c:v", "libtheora", str(file)], check=True)
    with av.open(str(file)) as read:
        assert way_of(read.streams.video[0]) == Way(("theora",), "not", {})
    with pytest.raises(Unfit, match="no coder for theora"):
        filmed(file, tmp_path / "o.ogv", "1", "zh", Sizes(0.05, 0.05, 0.05, 2, 120, 160))
