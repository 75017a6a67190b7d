from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from guiju.config import Config
from guiju.core.label import Label
from guiju.labels import Examined, Inspection, Order, Tellings, mark
from guiju.wiring import packs_of, sizes_of
from tests.labels.carriers.sound import sound as recorded
from tests.labels.carriers.test_gltf import glb

LABEL = Label("1", "001191320118MAK93FC72D10001", "n1")


@pytest.fixture
def looking(home: Path) -> Inspection:
    return Inspection(sizes=sizes_of(packs_of(Config.read())))


def film(path: Path) -> Path:
    """Three seconds, light and dark."""
    with av.open(str(path), "w") as box:
        stream: Any = box.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        shades = np.tile(np.linspace(40, 200, 320).astype(np.uint8)[None, :, None], (240, 1, 3))
        for n in range(15):
            box.mux(stream.encode(av.VideoFrame.from_ndarray(np.roll(shades, 9 * n, axis=1), "rgb24")))
        box.mux(stream.encode(None))
    return path


def sound(path: Path) -> Path:
    """Two seconds of hum."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes((np.sin(np.arange(32000) / 20) * 3000).astype("<i2").tobytes())
    return path


def picture(path: Path) -> Path:
    Image.linear_gradient("L").convert("RGB").save(path)
    return path


def flac(path: Path) -> Path:
    path.write_bytes(recorded("flac", "flac", 2.0))
    return path


MADE = {".mp4": film, ".wav": sound, ".flac": flac, ".png": picture}


def codes(seen: Examined) -> set[str]:
    return {remark.code for remark in seen.remarks if remark.code.startswith("explicit")}


@pytest.mark.parametrize("path", [Path("a.mp4"), Path("a.wav"), Path("a.flac"), Path("a.png")], ids=str)
def test_the_label_that_people_see_or_hear_is_found(home: Path, looking: Inspection, path: Path) -> None:
    MADE[path.suffix](path)
    assert looking.sizes
    mark(path, path, LABEL, Order(telling=Tellings("zh", looking.sizes)))
    seen = looking(path)
    assert (seen.verdict, seen.explicit, codes(seen)) == ("compliant", True, {"explicit_seen"})
    assert Inspection()(path).explicit is None


@pytest.mark.parametrize(
    ("path", "verdict", "code"),
    [
        (Path("a.mp4"), "compliant", "explicit_not_found"),
        (Path("a.png"), "compliant", "explicit_not_found"),
        (Path("a.wav"), "compliant", "explicit_unheard"),
    ],
    ids=str,
)
def test_where_none_is_found_no_more_is_said_than_is_known(
    home: Path, looking: Inspection, path: Path, verdict: str, code: str
) -> None:
    """A voice that is not understood, and words that are not known, may be a label."""
    MADE[path.suffix](path)
    mark(path, path, LABEL, Order())
    seen = looking(path)
    assert (seen.verdict, seen.explicit, codes(seen)) == (verdict, False, {code})


def test_what_does_not_decode_is_told_as_not_looked_at(home: Path, looking: Inspection) -> None:
    path = picture(home / "a.png")
    path.write_bytes(path.read_bytes().replace(b"IDAT", b"IDAt"))
    seen = looking(path)
    assert (seen.explicit, codes(seen)) == (None, {"explicit_unread"})


def test_a_text_is_read_with_the_label_beside_it(home: Path) -> None:
    (home / "a.txt").write_text("正文\n", "utf-8")
    assert Inspection()(home / "a.txt").label is None
    (home / "a.txt.aigc.json").write_text('{"AIGC":{"Label":"1"}}')
    seen = Inspection()(home / "a.txt")
    assert seen.label and "sidecar" in {remark.code for remark in seen.remarks}


def test_a_scene_has_no_picture_to_look_at(tmp_path: Path, looking: Inspection) -> None:
    path = tmp_path / "a.glb"
    path.write_bytes(glb('{"asset":{"version":"2.0"}}'))
    (told,) = (remark for remark in looking(path).remarks if remark.code == "explicit_unread")
    assert "a scene has no picture of its own" in told.what.en and "BytesIO" not in told.what.en


@pytest.mark.parametrize("explicit", [True, False])
def test_a_drawing_says_its_label_in_words(tmp_path: Path, looking: Inspection, explicit: bool) -> None:
    path, made = tmp_path / "a.svg", tmp_path / "b.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="9" height="9"/></svg>')
    assert looking.sizes
    mark(path, made, LABEL, Order(telling=Tellings("zh", looking.sizes) if explicit else None))
    seen = looking(made)
    assert "explicit_unread" not in codes(seen) and bool(seen.explicit) == explicit


def test_a_picture_that_is_none_is_told_in_words(tmp_path: Path, looking: Inspection) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (told,) = (remark for remark in looking(path).remarks if remark.code == "explicit_unread")
    assert "does not decode" in told.what.en and "BytesIO" not in told.what.en
