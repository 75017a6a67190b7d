from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit import Unfit
from guiju.labels.explicit.looking import looked
from guiju.labels.explicit.picture import Style, drawn
from guiju.labels.explicit.wording import wordings
from tests.labels.explicit.paintings import coded, painting


def labelled(share: float = 0.05) -> Image.Image:
    return Image.fromarray(drawn(painting("sky", 120, 200), wordings("1", "zh"), Style(share)).image)


def bare() -> Image.Image:
    return Image.fromarray(painting("sky", 120, 200))


def test_all_frames_have_to_have_it() -> None:
    every = coded(labelled(), "TIFF", save_all=True, append_images=[labelled()] * 2)
    one = coded(labelled(), "TIFF", save_all=True, append_images=[labelled(), bare()])
    remark = looked(every, 0.05)
    assert remark is not None and remark.code == "explicit_seen"
    assert looked(one, 0.05) is None


def test_the_lowest_letters_of_all_frames_count() -> None:
    remark = looked(coded(labelled(0.2), "TIFF", save_all=True, append_images=[labelled(0.1)]), 0.2)
    assert remark is not None and remark.code == "explicit_small"


@pytest.mark.parametrize("orientation", (1, 6, 8))
def test_it_is_looked_at_as_a_viewer_sees_it(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = {1: None, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    picture = labelled() if turned is None else labelled().transpose(turned)
    assert looked(coded(picture, "PNG", exif=exif), 0.05) is not None


def test_more_than_eight_bits() -> None:
    grey = np.asarray(labelled().convert("L"))
    assert looked(coded(Image.fromarray(grey.astype(np.uint16) * 257), "PNG"), 0.05) is not None
    assert looked(coded(Image.fromarray(grey.astype(np.float32) / 255), "TIFF"), 0.05) is not None


def test_what_does_not_decode_is_told() -> None:
    with pytest.raises(Unfit, match="does not decode"):
        looked(b"hello", 0.05)
