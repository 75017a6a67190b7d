from __future__ import annotations

import struct
from io import BytesIO
from typing import Any
from zlib import crc32

import numpy as np
import pytest

pytest.importorskip("cv2", reason="needs the extra labels")
import cv2
from PIL import Image, ImageOps, PngImagePlugin

from guiju.labels.explicit import pictured
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, image, opened, painting


def labelled(data: bytes) -> bytes:
    return pictured(data, "1", "zh", SIZES)


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        assert crc32(kind + body) == int.from_bytes(data[at + 8 + size : at + 12 + size], "big")
        found.append((kind, body))
        at += 12 + size
    return found


def test_what_the_file_told_stays() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    told.add_text("Title", "Sky")
    exif = Image.Exif()
    exif[0x010E] = "a sky"
    before = coded(image(), "PNG", pnginfo=told, exif=exif, dpi=(300, 300), icc_profile=b"profile" * 9)
    after = labelled(before)
    pixels = (b"IHDR", b"IDAT", b"IEND")
    assert [one for one in chunks(after) if one[0] not in pixels] == [
        one for one in chunks(before) if one[0] not in pixels
    ]
    assert opened(after).info["dpi"] == opened(before).info["dpi"]
    assert opened(after).getexif()[0x010E] == "a sky"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright_for_the_viewer(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    after = opened(labelled(coded(image(), "PNG", exif=exif)))
    assert after.getexif()[0x0112] == orientation
    shown = ImageOps.exif_transpose(after)
    plain = image() if orientation < 5 else image().transpose(Image.Transpose.TRANSPOSE)
    assert shown.size == plain.size
    assert looked(coded(shown, "PNG"), SIZES.picture_share) is not None


@pytest.mark.parametrize("channels", (1, 3, 4))
def test_sixteen_bits_stay_sixteen(channels: int) -> None:
    rng = np.random.default_rng(channels)
    pixels = rng.integers(0, 65536, (160, 240, channels), dtype=np.uint16)
    before = cv2.imencode(".png", pixels)[1].tobytes()
    after = cv2.imdecode(np.frombuffer(labelled(before), np.uint8), cv2.IMREAD_UNCHANGED).reshape(pixels.shape)
    changed = (after != pixels).any(axis=-1)
    assert after.dtype == np.uint16 and 0 < changed.mean() < 0.15
    assert after.max() == 65535


def test_a_palette_stays_a_palette_and_small() -> None:
    before = coded(image("page").quantize(16), "PNG", bits=4)
    after = labelled(before)
    assert opened(after).mode == "P"
    assert len(after) < len(before) + 1500


@pytest.mark.parametrize("how", ({"transparency": 0}, {"transparency": bytes([0, 128, 255])}))
def test_the_transparency_of_a_palette_stays(how: dict[str, Any]) -> None:
    picture = image("noise").quantize(256)
    before = opened(coded(picture, "PNG", **how)).convert("RGBA")
    after = opened(labelled(coded(picture, "PNG", **how))).convert("RGBA")
    assert np.asarray(before)[5, 5, 3] == np.asarray(after)[5, 5, 3]
    clear_before, clear_after = (int((np.asarray(one)[..., 3] < 255).sum()) for one in (before, after))
    assert clear_before * 0.8 < clear_after <= clear_before


def test_a_colour_that_stands_for_transparent_does_not_make_holes_in_the_label() -> None:
    before = coded(image("white"), "PNG", transparency=(255, 255, 255))
    after = np.asarray(opened(labelled(before)).convert("RGBA"))
    assert after[5, 5, 3] == 0
    white = (after[..., :3] == 255).all(axis=-1) & (after[..., 3] == 255)
    assert white.sum() > 100  # the letters


def frames(data: bytes) -> list[tuple[np.ndarray, float]]:
    picture = opened(data)
    found = []
    for n in range(picture.n_frames):
        picture.seek(n)
        found.append((np.asarray(picture.convert("RGBA")).astype(int), picture.info["duration"]))
    return found


def test_every_frame_of_an_animation_is_labelled_for_as_long_as_it_is_shown() -> None:
    shown = [Image.fromarray(np.roll(painting("sky", 120, 200), 20 * n, axis=1)) for n in range(4)]
    before = coded(shown[0], "PNG", save_all=True, append_images=shown[1:], duration=[50, 60, 70, 80], loop=3)
    after = labelled(before)
    assert opened(after).info["loop"] == 3
    assert [time for _, time in frames(after)] == [50, 60, 70, 80]
    for (old, _), (new, _) in zip(frames(before), frames(after), strict=True):
        assert 0.01 < (old != new).any(axis=-1).mean() < 0.2
    assert looked(after, SIZES.picture_share) is not None


def test_a_still_that_stands_for_an_animation_is_labelled_too() -> None:
    shown = [Image.fromarray(np.roll(painting("sky", 120, 200), 20 * n, axis=1)) for n in range(3)]
    before = coded(
        shown[0], "PNG", save_all=True, append_images=shown[1:], default_image=True, duration=[60, 70], loop=0
    )
    after = labelled(before)
    assert opened(after).info["default_image"] is True
    assert opened(after).n_frames == opened(before).n_frames
    assert looked(after, SIZES.picture_share) is not None


def test_a_still_file_stays_a_plain_png() -> None:
    after = labelled(coded(image(), "PNG"))
    assert {kind for kind, _ in chunks(after)} == {b"IHDR", b"IDAT", b"IEND"}
    assert Image.open(BytesIO(after)).mode == "RGB"


def test_few_colours_of_sixteen_bits_stay_small() -> None:
    few = (painting("sky", 400, 600) // 64 * 64).astype(np.uint16) * 257
    before = cv2.imencode(".png", few, [cv2.IMWRITE_PNG_COMPRESSION, 9, cv2.IMWRITE_PNG_STRATEGY, 0])[1].tobytes()
    assert len(labelled(before)) < len(before) * 1.5 + 4000
