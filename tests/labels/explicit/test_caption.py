from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest

from guiju.labels.explicit.caption import caption
from guiju.labels.explicit.display import Display
from guiju.labels.explicit.picture import Style
from guiju.labels.explicit.seen import seen_in
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.explicit.wording import wordings
from tests.labels.explicit.films import pictures

WORDS = wordings("1", "zh")
FORMS = [
    "yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuv411p", "yuv420p10le", "yuv422p12le", "yuva420p", "nv12", "nv21",
    "gray", "gray10le", "gbrp", "gbrp10le", "rgb24", "bgr24", "rgb0", "bgra", "argb", "rgb48le",
]  # fmt: skip


def frame(form: str, size: tuple[int, int] = (322, 182)) -> Any:
    return pictures(size, 1)[0].reformat(format=form)


def rgb(one: Any) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return one.reformat(format="rgb24").to_ndarray().copy()


@pytest.mark.parametrize("form", FORMS)
def test_a_label_in_every_format(form: str) -> None:
    one = frame(form)
    before = rgb(one)
    made = caption(one, Display(322, 182), WORDS, Style(0.05))
    made.write(one)
    after = rgb(one)
    box = made.mark.box
    seen = seen_in(after)
    assert seen and seen.words == WORDS[0] and seen.measured.share >= 0.05 and seen.measured.contrast > 7
    around = np.ones(before.shape[:2], bool)
    around[box.top - 3 : box.top + box.height + 3, box.left - 5 : box.left + box.width + 5] = False
    assert (before[around] == after[around]).all()
    lit = box.of(after).reshape(-1, 3).max(axis=0).astype(int)
    assert lit.min() > 225 and lit.max() - lit.min() < 12


@pytest.mark.parametrize("crossed", [False, True])
@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("aspect", [Fraction(1), Fraction(3, 2)])
def test_it_reads_upright(crossed: bool, across: bool, aspect: Fraction) -> None:
    one = frame("yuv420p", (256, 256))
    shown = Display(256, 256, aspect, crossed, across)
    caption(one, shown, WORDS, Style(0.05)).write(one)
    width, height = shown.square
    seen = seen_in(np.ascontiguousarray(shown.upright(rgb(one.reformat(width=width, height=height)))))
    assert seen and seen.words == WORDS[0] and seen.measured.share >= 0.049


def test_frames_of_another_size_or_format() -> None:
    made = caption(frame("yuv420p"), Display(322, 182), WORDS, Style(0.05))
    for other in (frame("yuv420p", (160, 96)), frame("yuv444p")):
        with pytest.raises(Unfit, match="change their size or format"):
            made.write(other)


@pytest.mark.parametrize("form", ["pal8", "rgb565le", "monob", "yuyv422"])
def test_formats_that_nobody_films_in(form: str) -> None:
    one = frame("yuv420p") if form == "pal8" else frame(form)
    if form == "pal8":
        one = av.VideoFrame(322, 182, "pal8")
    with pytest.raises(Unfit, match="convert the film to yuv420p"):
        caption(one, Display(322, 182), WORDS, Style(0.05))
