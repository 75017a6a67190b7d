"""TIFF of 16 bits in each colour keeps them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("cv2", reason="needs the extra labels")
import cv2
from PIL import Image

from guiju.labels.explicit import Unfit, pictured
from guiju.labels.explicit.formats.deep import Deep, told
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, image, opened, painting

SKY = painting("sky", 180, 260).astype(np.uint16) * 257 + 3


def labelled(data: bytes) -> bytes:
    return pictured(data, "1", "zh", SIZES)


def page(pixels: np.ndarray[Any, np.dtype[np.uint16]] = SKY) -> Any:
    """A page as Pillow takes it: grey, and as wide as all channels are."""
    height, width, channels = pixels.shape
    return Image.frombytes("I;16", (width * channels, height), pixels.astype("<u2").tobytes())


def file(*pages: Any, channels: int = 3, **how: Any) -> bytes:
    data = coded(pages[0], "TIFF", save_all=True, append_images=pages[1:], **how)
    return told(data, {n: Deep(one.size[0] // channels, channels) for n, one in enumerate(pages) if one.mode == "I;16"})


def decoded(data: bytes) -> Any:
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)


@pytest.mark.parametrize("channels", (3, 4))
@pytest.mark.parametrize("compression", ("raw", "tiff_adobe_deflate", "tiff_lzw", "packbits"))
def test_sixteen_bits_stay_sixteen(channels: int, compression: str) -> None:
    pixels = np.dstack([SKY, np.full(SKY.shape[:2], 65535, np.uint16)])[..., :channels]
    before = file(page(pixels), channels=channels, compression=compression, dpi=(200, 200), icc_profile=b"profile" * 9)
    after = labelled(before)
    old, new = decoded(before), decoded(after)
    assert new.dtype == np.uint16 and new.shape == old.shape == pixels.shape
    assert 0 < (old != new).any(axis=-1).mean() < 0.15
    shown = opened(after)
    assert (shown.size, shown.info["compression"], shown.info["dpi"]) == ((260, 180), compression, (200, 200))
    assert shown.info["icc_profile"] == b"profile" * 9 and shown.tag_v2[258] == (16,) * channels
    assert looked(after, SIZES.picture_share) is not None


def test_as_opencv_writes_it() -> None:
    before = cv2.imencode(".tiff", SKY)[1].tobytes()
    assert decoded(labelled(before)).dtype == np.uint16


def test_pages_of_both_depths() -> None:
    before = file(page(), image(mode="RGB"), page(), compression="tiff_lzw")
    after = opened(labelled(before))
    assert after.n_frames == 3
    for n, bits in enumerate(((16,) * 3, (8,) * 3, (16,) * 3)):
        after.seek(n)
        assert after.tag_v2[258] == bits
    assert looked(labelled(before), SIZES.picture_share) is not None


@pytest.mark.parametrize("orientation", (3, 6, 8))
def test_a_turned_page_is_labelled_as_it_is_seen(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    before = file(page(), exif=exif.tobytes())
    assert opened(labelled(before)).size == opened(before).convert("RGB").size
    assert looked(labelled(before), SIZES.picture_share) is not None


def test_other_depths_are_refused_not_flattened() -> None:
    floats = cv2.imencode(".tiff", painting("sky", 100, 120).astype(np.float32))[1].tobytes()
    with pytest.raises(Unfit, match="32 bits|decode"):
        labelled(floats)
