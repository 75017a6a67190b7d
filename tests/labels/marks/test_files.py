from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from guiju.labels import examine
from guiju.labels.carriers import carrier_of
from guiju.labels.marks import Stamp, Unmarkable, marked_file, number_of, read_file
from tests.labels.marks.scenes import KEY, psnr, scene


def file(picture, ending, **how):
    out = io.BytesIO()
    picture.save(out, ending, **how)
    return out.getvalue()


def picture(mode="RGB", seed=1):
    made = Image.fromarray(scene(seed))
    if mode == "RGBA":
        made.putalpha(180)
        return made
    return made.convert(mode)


@pytest.mark.parametrize(
    ("ending", "mode", "how"),
    [
        ("PNG", "RGB", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "L", {}),
        ("PNG", "LA", {}),
        ("PNG", "P", {}),
        ("JPEG", "RGB", {"quality": 85}),
        ("JPEG", "L", {"quality": 70, "progressive": True}),
        ("WEBP", "RGB", {"quality": 80}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}),
        ("AVIF", "RGB", {"quality": 80}),
    ],
)
def test_a_marked_file_is_of_its_format_and_gives_the_mark_back(ending, mode, how):
    data = file(picture(mode), ending, **how)
    made = marked_file(data, 4711, KEY)
    found = read_file(made, KEY)
    assert found is not None
    assert found.number == 4711
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(made)) as after:
        assert (after.format, after.size) == (before.format, before.size)
        assert psnr(np.asarray(before.convert("RGB")), np.asarray(after.convert("RGB"))) > 35
        if mode in ("RGBA", "LA"):
            assert np.array_equal(np.asarray(after)[..., -1], np.asarray(before)[..., -1])


def test_what_else_a_file_holds_stays():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "kept")
    made = marked_file(file(picture(), "PNG", pnginfo=told, dpi=(300, 300)), 5, KEY)
    with Image.open(io.BytesIO(made)) as after:
        assert after.info["Comment"] == "kept"
        assert round(after.info["dpi"][0]) == 300


def test_sixteen_bits_stay_sixteen():
    for image in (scene(1), scene(1)[..., 1]):
        deep = image.astype(np.uint16) * 257 + 3
        made = marked_file(bytes(cv2.imencode(".png", deep)[1]), 5, KEY)
        back = cv2.imdecode(np.frombuffer(made, np.uint8), cv2.IMREAD_UNCHANGED)
        assert back.dtype == np.uint16
        assert back.shape == deep.shape
        assert psnr(deep, back) > 42


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_mark_lies_as_the_picture_is_seen(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = marked_file(file(picture(), "JPEG", exif=exif, quality=90), 5, KEY)
    with Image.open(io.BytesIO(made)) as image:
        turned = image.rotate({3: 180, 6: -90, 8: 90}[orientation], expand=True)
    for data in (made, file(turned, "PNG")):
        found = read_file(data, KEY)
        assert found is not None
        assert found.number == 5


def test_a_stamp_marks_pictures_by_their_produce_id(tmp_path):
    source, target = tmp_path / "a.png", tmp_path / "b.png"
    source.write_bytes(file(picture(), "PNG"))
    carrier = carrier_of(source.read_bytes(), "a.png")
    assert Stamp(KEY)(source, target, carrier, "P-1")
    assert read_file(target.read_bytes(), KEY).number == number_of("P-1", KEY)
    assert examine(target.read_bytes()).verdict == examine(source.read_bytes()).verdict


def test_a_stamp_marks_heic(tmp_path):
    heif = pytest.importorskip("pillow_heif")
    source, target = tmp_path / "a.heic", tmp_path / "b.heic"
    heif.from_pillow(picture()).save(source, quality=80)
    assert Stamp(KEY)(source, target, carrier_of(source.read_bytes(), "a.heic"), "P-1")
    assert read_file(target.read_bytes(), KEY).number == number_of("P-1", KEY)


def test_a_stamp_on_a_broken_picture_says_so(tmp_path):
    source = tmp_path / "a.png"
    source.write_bytes(file(picture(), "PNG")[:4000])
    with pytest.raises(Unmarkable):
        Stamp(KEY)(source, tmp_path / "b.png", carrier_of(source.read_bytes(), "a.png"), "P-1")


def test_a_stamp_leaves_other_files_alone(tmp_path):
    source, target = tmp_path / "a.gif", tmp_path / "b.gif"
    source.write_bytes(file(picture(), "GIF", save_all=True, append_images=[picture(seed=2)]))
    assert not Stamp(KEY)(source, target, carrier_of(source.read_bytes(), "a.gif"), "P-1")
    assert not target.exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: file(picture(), "PNG", save_all=True, append_images=[picture(seed=2)]), "animation of 2 pictures"),
        (lambda: file(picture(), "GIF"), "hold no mark: convert it"),
        (lambda: file(picture("CMYK"), "JPEG"), "mode CMYK"),
        (lambda: file(picture("1"), "PNG"), "mode 1 hold no mark"),
        (lambda: file(picture().resize((200, 300)), "PNG"), "at least 256 x 256"),
        (lambda: file(picture(), "PNG")[:5000], "picture"),
        (lambda: b"no picture at all", "hold no mark: convert it"),
    ],
)
def test_what_cannot_be_marked_is_refused_in_words(data, why):
    with pytest.raises(Unmarkable, match=why):
        marked_file(data(), 5, KEY)


def test_a_picture_that_would_not_give_the_mark_back_is_refused():
    noise = np.random.default_rng(1).integers(0, 2, (300, 300, 3)).astype(np.uint8) * 255
    with pytest.raises(Unmarkable, match="does not read back"):
        marked_file(file(Image.fromarray(noise), "PNG"), 5, KEY, 0.2)


def test_a_file_without_a_picture_is_not_read():
    with pytest.raises(Unmarkable):
        read_file(b"no picture", KEY)
    assert read_file(file(picture(), "PNG"), KEY) is None
