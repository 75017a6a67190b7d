from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit import pictured
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, image, opened, painting


def labelled(data: bytes) -> bytes:
    return pictured(data, "1", "zh", SIZES)


MODES = ("RGB", "L", "1", "CMYK", "P", "RGBA", "LA", "F", "I;16")


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_stays_what_it_is(mode: str) -> None:
    picture = (
        image(mode=mode)
        if mode != "I;16"
        else Image.fromarray(painting("sky", 180, 260)[..., 0].astype(np.uint16) * 257)
    )
    before = coded(picture, "TIFF")
    old, new = opened(before), opened(labelled(before))
    assert new.mode == old.mode
    a, b = (np.asarray(one) for one in (old, new))
    changed = (a != b).reshape(a.shape[0], a.shape[1], -1).any(axis=-1)
    assert 0 < changed.mean() < 0.15
    assert looked(labelled(before), SIZES.picture_share) is not None


def test_every_page_with_its_own_compression() -> None:
    pages = [image(mode=mode) for mode in ("RGB", "1", "CMYK", "L")]
    before = coded(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw", dpi=(200, 200))
    old, new = opened(before), opened(labelled(before))
    assert new.n_frames == 4
    for n in range(4):
        old.seek(n)
        new.seek(n)
        assert (new.mode, new.info["compression"], new.info.get("dpi")) == (old.mode, "tiff_lzw", old.info.get("dpi"))
        assert 0 < (np.asarray(old) != np.asarray(new)).mean() < 0.15


@pytest.mark.parametrize("compression", ("raw", "tiff_adobe_deflate", "packbits", "jpeg", "tiff_lzw"))
def test_the_compression_stays(compression: str) -> None:
    assert opened(labelled(coded(image(), "TIFF", compression=compression))).info["compression"] == compression


def test_what_the_file_told_stays() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[700] = "a sky", b"<x/>"
    exif.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
    before = coded(image(), "TIFF", exif=exif.tobytes(), dpi=(200, 200), icc_profile=b"profile" * 9)
    after = opened(labelled(before))
    assert after.info["dpi"] == (200, 200) and after.info["icc_profile"] == b"profile" * 9
    told = after.getexif()
    assert (told[0x010E], told.get_ifd(0x8769)[0x9003]) == ("a sky", "2026:01:02 03:04:05")
    assert bytes(after.tag_v2[700]) == b"<x/>"


@pytest.mark.parametrize("orientation", (3, 6, 8))
def test_a_turned_page_is_labelled_as_it_is_seen(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    before = coded(image(), "TIFF", exif=exif)
    assert opened(labelled(before)).size == opened(before).convert("RGB").size
    assert looked(labelled(before), SIZES.picture_share) is not None
