from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image, ImageFilter, ImageOps, JpegImagePlugin

from guiju.labels.explicit import pictured
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, image, opened


def labelled(data: bytes) -> bytes:
    return pictured(data, "1", "zh", SIZES)


@pytest.mark.parametrize("quality", (30, 75, 95))
@pytest.mark.parametrize("sampling", (0, 1, 2))
def test_coded_with_the_tables_and_the_sampling_that_it_had(quality: int, sampling: int) -> None:
    before = coded(image("sky"), "JPEG", quality=quality, subsampling=sampling)
    after = labelled(before)
    assert opened(after).quantization == opened(before).quantization
    assert JpegImagePlugin.get_sampling(opened(after)) == sampling
    assert len(after) < 1.15 * len(before) + 3000


def test_far_from_the_label_hardly_anything_changes() -> None:
    smooth = image("noise").filter(ImageFilter.GaussianBlur(2))
    before = coded(smooth, "JPEG", quality=85)
    old, new = (np.asarray(opened(one)).astype(int) for one in (before, labelled(before)))
    changed = np.abs(old - new).max(axis=-1)
    assert np.median(changed) <= 1 and (changed > 8).mean() < 0.15


@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright_for_the_viewer_and_what_the_file_told_stays(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "a sky"
    how = {"exif": exif, "dpi": (300, 300), "icc_profile": b"profile" * 9, "comment": b"hi", "xmp": b"<x/>"}
    before = opened(coded(image(), "JPEG", **how))
    after = opened(labelled(coded(image(), "JPEG", **how)))
    for key in ("dpi", "icc_profile", "comment", "xmp", "exif", "jfif_version"):
        assert after.info[key] == before.info[key]
    assert looked(coded(ImageOps.exif_transpose(after), "PNG"), SIZES.picture_share) is not None


def test_progressive_stays_progressive() -> None:
    assert opened(labelled(coded(image(), "JPEG", progressive=True))).info.get("progressive")
    assert not opened(labelled(coded(image(), "JPEG"))).info.get("progressive")


@pytest.mark.parametrize("mode", ("L", "CMYK"))
def test_grey_and_inks(mode: str) -> None:
    after = labelled(coded(image("white", mode=mode), "JPEG"))
    assert opened(after).mode == mode
    shown = np.asarray(opened(after).convert("L"))
    assert shown[5, 5] > 240 and shown.min() < 100  # not turned into its negative
    assert looked(after, SIZES.picture_share) is not None


def test_colours_without_a_transform_come_out_right() -> None:
    before = coded(image("grey"), "JPEG", keep_rgb=True)
    shown = np.asarray(opened(labelled(before)).convert("RGB"))
    assert np.abs(shown[5, 5].astype(int) - 128).max() < 4


def test_further_pictures_without_a_label_go() -> None:
    pictures = [image("sky"), image("noise")]
    before = coded(pictures[0], "MPO", save_all=True, append_images=pictures[1:])
    assert opened(before).n_frames == 2
    after = labelled(before)
    assert opened(after).format == "JPEG" and getattr(opened(after), "n_frames", 1) == 1
    assert looked(after, SIZES.picture_share) is not None
