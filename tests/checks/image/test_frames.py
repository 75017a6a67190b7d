"""What is decoded of a file, and what is refused before it can exhaust its reader."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.image.drawing import drawn, file_of

pytest.importorskip("PIL")

from PIL import Image

from guiju.checks.image.frames import FRAMES, SIDE, Unreadable, frames

PNG = file_of(drawn(size=8, width=60, height=20))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_every_format_is_decoded(format: str) -> None:
    (picture,) = frames(file_of(drawn(), format))
    assert (picture.mode, picture.size) == ("RGB", (460, 110))


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "CMYK", "LA", "RGBA", "F"])
def test_every_mode_is_brought_to_one_of_two(mode: str) -> None:
    picture = Image.new(mode, (9, 5))
    (found,) = frames(file_of(picture, {"CMYK": "JPEG", "F": "JPEG"}.get(mode, "PNG")) if mode != "F" else PNG)
    assert found.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def test_a_picture_is_turned_as_its_file_says() -> None:
    told = Image.Exif()
    told[0x0112] = 6
    (picture,) = frames(file_of(Image.new("RGB", (40, 10)), "JPEG", exif=told))
    assert picture.size == (10, 40)


def bomb(width: int, height: int) -> bytes:
    """The head of a PNG of a size of which it has no pixels."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    chunk = len(head).to_bytes(4, "big") + b"IHDR" + head + zlib.crc32(b"IHDR" + head).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT\x35\xaf\x06\x1e"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"x", PNG[:40], PNG[: len(PNG) // 2], bomb(30_000, 30_000), bomb(8_000, 8_000), bomb(SIDE + 1, 1),
        bomb(0, 0),
        bomb(2**31 - 1, 2**31 - 1), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\xff\xd8\xff\xe0",
        b"%PDF-1.7 " + PNG, b"II*\0" + bytes(64),
    ],
)  # fmt: skip
def test_what_is_no_picture_or_too_large_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        frames(body)


def test_what_follows_a_picture_is_not_read() -> None:
    assert len(frames(PNG + b"PK\x03\x04<script>" * 9)) == 1


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(PNG)), st.integers(0, 40))
def test_a_damaged_file_is_a_picture_or_unreadable(put: bytes, at: int, over: int) -> None:
    try:
        frames(PNG[:at] + put + PNG[at + over :])
    except Unreadable:
        pass


def animation(count: int, **more: object) -> bytes:
    pictures = [drawn(str(n), width=90, height=50) for n in range(count)]
    return file_of(pictures[0], more.pop("format", "GIF"), save_all=True, append_images=pictures[1:], **more)


@pytest.mark.parametrize(("count", "found"), [(2, 2), (FRAMES, FRAMES), (100, FRAMES)])
@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_a_few_frames_that_differ(count: int, found: int, format: str) -> None:
    assert len(frames(animation(count, format=format))) == found


def test_frames_alike_are_one_and_the_last_is_among_them() -> None:
    same, other = drawn("a", width=90, height=50), drawn("b", width=90, height=50)
    body = file_of(same, "WEBP", save_all=True, append_images=[same] * 30 + [other], lossless=True)
    first, last = frames(body)
    assert first.tobytes() != last.tobytes()


def test_an_animation_has_a_limit_for_all_its_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.checks.image.frames.DECODED", 20_000 * 5)
    assert frames(animation(4))
    with pytest.raises(Unreadable, match="frames"):
        frames(animation(9))
