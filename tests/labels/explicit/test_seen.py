from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit.picture import Style, drawn
from guiju.labels.explicit.pixels import Pixels
from guiju.labels.explicit.seen import look, seen_in
from guiju.labels.explicit.wording import Tongue, wordings
from tests.labels.explicit.paintings import KINDS, coded, opened, painting

SHARE = 0.05


def overlap(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


@pytest.mark.parametrize(
    ("kind", "shape", "value", "tongue"),
    (
        ("sky", (300, 400), "1", "zh"),
        ("noise", (260, 390), "2", "en"),
        ("white", (500, 380), "3", "both"),
        ("page", (700, 500), "1", "both"),
        ("stripes", (64, 64), "1", "zh"),
        ("black", (900, 30), "3", "zh"),
        ("grey", (200, 900), "2", "both"),
    ),
)
def test_what_is_drawn_is_found_with_its_words_and_its_size(
    kind: str, shape: tuple[int, int], value: str, tongue: Tongue
) -> None:
    done = drawn(painting(kind, *shape), wordings(value, tongue), Style(SHARE))
    seen = seen_in(done.image)
    assert seen is not None and seen.value == value
    box = done.box
    assert overlap(
        (box.left, box.top, box.width, box.height), (seen.box.left, seen.box.top, seen.box.width, seen.box.height)
    )
    assert abs(seen.measured.share - done.share) <= 1 / min(shape)
    assert seen.measured.contrast >= 4.5
    remark = look(done.image, SHARE)
    assert remark is not None and remark.code == "explicit_seen"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_where_nothing_is(kind: str) -> None:
    assert look(painting(kind, 300, 420), SHARE) is None
    assert look(np.rot90(painting(kind, 300, 420)), SHARE) is None


def test_too_small_a_label_is_told() -> None:
    done = drawn(painting("sky", 600, 800), wordings("1", "zh"), Style(0.03))
    remark = look(done.image, SHARE)
    assert remark is not None and remark.code == "explicit_small"
    assert "< 5%" in remark.what.en


def after_jpeg(pixels: Pixels) -> Pixels:
    return np.asarray(opened(coded(Image.fromarray(pixels), "JPEG", quality=40)))


def after_half(pixels: Pixels) -> Pixels:
    image = Image.fromarray(pixels)
    return np.asarray(image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS))


@pytest.mark.parametrize("change", (after_jpeg, after_half))
def test_it_is_found_after_what_platforms_do(change: object) -> None:
    done = drawn(painting("sky", 600, 800), wordings("1", "zh"), Style(SHARE))
    assert callable(change)
    remark = look(change(done.image), SHARE)
    assert remark is not None and remark.code == "explicit_seen"


def test_an_operators_own_words_are_found() -> None:
    own = "图片由AI合成"
    done = drawn(painting("grey", 300, 300), wordings("1", "zh", own), Style(SHARE))
    seen = seen_in(done.image, own)
    assert seen is not None and seen.words == own
