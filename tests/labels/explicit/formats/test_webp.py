from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit import pictured
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, image, opened, painting


def labelled(data: bytes) -> bytes:
    return pictured(data, "1", "zh", SIZES)


def test_without_loss_stays_without_loss_and_keeps_what_is_under_clear_pixels() -> None:
    picture = image("noise", mode="RGBA")
    picture.putalpha(0)
    before = coded(picture, "WEBP", lossless=True, exact=True)
    old, new = (np.asarray(opened(one)) for one in (before, labelled(before)))
    changed = (old != new).any(axis=-1)
    assert 0 < changed.mean() < 0.15


def test_what_the_file_told_stays() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a sky"
    told = {"exif": exif.tobytes(), "xmp": b"<x/>", "icc_profile": b"profile" * 9}
    before = opened(coded(image(), "WEBP", **told))
    after = opened(labelled(coded(image(), "WEBP", **told)))
    assert all(after.info[key] == before.info[key] for key in told)


@pytest.mark.parametrize("lossless", (True, False))
def test_an_animation_keeps_its_frames_and_times(lossless: bool) -> None:
    shown = [Image.fromarray(np.roll(painting("sky", 120, 200), 20 * n, axis=1)) for n in range(4)]
    how = {"save_all": True, "append_images": shown[1:], "duration": [50, 60, 70, 80], "loop": 3, "lossless": lossless}
    before, after = (opened(one) for one in (coded(shown[0], "WEBP", **how), labelled(coded(shown[0], "WEBP", **how))))
    assert (after.n_frames, after.info["loop"]) == (4, 3)
    for n, time in enumerate((50, 60, 70, 80)):
        before.seek(n)
        after.seek(n)
        old, new = (np.asarray(one.convert("RGB")).astype(int) for one in (before, after))
        assert after.info["duration"] == time
        assert not lossless or 0.01 < (old != new).any(axis=-1).mean() < 0.2
    assert looked(labelled(coded(shown[0], "WEBP", **how)), SIZES.picture_share) is not None
