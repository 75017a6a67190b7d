from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit import Unfit, pictured
from guiju.labels.explicit.formats.heif import is_avif, knows
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, image, opened

heif = pytest.importorskip("pillow_heif", reason="HEIC needs pillow_heif")


def labelled(data: bytes) -> bytes:
    return pictured(data, "1", "zh", SIZES)


def heic(*pictures: Image.Image, **how: object) -> bytes:
    out = BytesIO()
    file = heif.from_pillow(pictures[0])
    for picture in pictures[1:]:
        file.add_from_pillow(picture)
    file.save(out, **how)
    return out.getvalue()


def test_heic_keeps_what_it_told() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a sky"
    before = heic(image(), quality=80, exif=exif.tobytes())
    after = labelled(before)
    assert knows(after) and not is_avif(after)
    shown = heif.open_heif(BytesIO(after)).to_pillow()
    assert shown.size == (260, 180)
    assert shown.getexif()[0x010E] == "a sky"
    assert looked(after, SIZES.picture_share) is not None and looked(before, SIZES.picture_share) is None


def test_several_pictures_in_one_file_are_refused() -> None:
    with pytest.raises(Unfit, match="2 pictures"):
        labelled(heic(image(), image("noise")))


@pytest.mark.parametrize("orientation", (1, 3, 6))
def test_avif_upright_for_the_viewer(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "a sky"
    before = coded(image(), "AVIF", exif=exif.tobytes(), quality=80)
    after = labelled(before)
    assert is_avif(after)
    assert opened(after).getexif().get(0x010E) == "a sky"
    assert opened(after).getexif().get(0x0112, 1) == opened(before).getexif().get(0x0112, 1)
    assert looked(after, SIZES.picture_share) is not None
    old, new = (np.asarray(opened(one).convert("L")).astype(int) for one in (before, after))
    assert (np.abs(old - new) > 60).mean() < 0.15


def test_moving_avif_is_refused() -> None:
    moving = coded(image(), "AVIF", save_all=True, append_images=[image("noise")])
    with pytest.raises(Unfit, match="animation in AVIF"):
        labelled(moving)


def test_other_boxes_are_not_taken_for_it() -> None:
    assert not knows(b"\0\0\0\x14ftypmp42\0\0\0\0mp42")
    assert not knows(b"\0\0")
