from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2", reason="needs the extra labels")
from PIL import Image, ImageDraw, ImageFont

from guiju.labels.explicit.lettering import FONT
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


def others(words: str, size: int) -> Pixels:
    """A picture with a label that another made: white letters of another size on a black plate."""
    image = Image.fromarray(painting("sky", 600, 800))
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), size)
    left, top, right, bottom = draw.textbbox((30, 480), words, font=font)
    draw.rectangle((left - 12, top - 12, right + 12, bottom + 12), fill="black")
    draw.text((30, 480), words, font=font, fill="white")
    return np.asarray(image)


@pytest.mark.parametrize("words", ("人工智能生成", "由人工智能生成"))
@pytest.mark.parametrize("size", (60, 40, 24, 16))
def test_of_words_that_are_not_ours_nothing_bad_is_said(words: str, size: int) -> None:
    remark = look(others(words, size), SHARE)
    assert remark is None or remark.code == "explicit_seen"


@pytest.mark.parametrize("share", (0.045, SHARE))
@pytest.mark.parametrize("shape", ((150, 200), (222, 160), (384, 512)))
@pytest.mark.parametrize("kind", ("sky", "noise"))
def test_half_a_small_picture_loses_a_row_and_no_more(kind: str, shape: tuple[int, int], share: float) -> None:
    done = drawn(painting(kind, *shape), wordings("1", "zh"), Style(share))
    remark = look(after_half(done.image), SHARE)
    assert remark is None or remark.code == "explicit_seen"


def test_a_height_is_what_was_measured_and_a_row() -> None:
    """In a large picture a row is next to nothing, and 4.8 % are not 5 %."""
    done = drawn(painting("sky", 1200, 1600), wordings("1", "zh"), Style(0.045))
    height = f"{done.share:.1%}"
    remark = look(done.image, SHARE)
    assert remark is not None and remark.code == "explicit_small" and height in remark.what.en


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
