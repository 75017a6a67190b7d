from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from guiju.labels.handling import Refused, archived, cropped, half, pillow, program, screened, small, turned


def picture(size: tuple[int, int] = (200, 100), mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def test_pictures_are_changed_as_is_said() -> None:
    assert half(picture()).size == (100, 50)
    assert cropped(picture()).size == (180, 90)
    assert turned(picture()).size == (100, 200)
    assert small(picture((3000, 1500))).size == (1280, 640)
    assert small(picture()).size == (200, 100)
    assert screened(picture((3000, 3000), "RGBA")).size == (1280, 800)


def test_a_picture_with_transparency_becomes_a_jpeg(tmp_path: Path) -> None:
    picture(mode="RGBA").save(tmp_path / "a.png")
    pillow(quality=50)(tmp_path / "a.png", tmp_path / "b.jpg")
    assert Image.open(tmp_path / "b.jpg").format == "JPEG"


def test_what_was_packed_is_what_is_taken_out(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 9)
    archived(tmp_path / "a.bin", tmp_path / "b.bin")
    assert (tmp_path / "b.bin").read_bytes() == (tmp_path / "a.bin").read_bytes()


def test_a_program_that_writes_nothing_has_refused_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such thing"):
        program("sh", "-c", "echo no such thing >&2", "{}", "[]")(tmp_path / "a", tmp_path / "b")
    with pytest.raises(Refused, match="true wrote nothing"):
        program("true")(tmp_path / "a", tmp_path / "b")
