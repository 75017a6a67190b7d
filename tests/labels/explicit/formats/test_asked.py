from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit.formats.asked import Asked
from guiju.labels.explicit.picture import Style
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.explicit.wording import wordings
from tests.labels.explicit.paintings import image

ASKED = Asked(wordings("1", "zh"), Style(0.05))


@pytest.mark.parametrize("mode", ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I", "F"))
def test_every_mode_stays_and_is_changed_in_the_box_alone(mode: str) -> None:
    before = image("noise", mode=mode)
    kept = np.array(before)
    after = ASKED.on(before)
    assert (after.mode, after.size) == (before.mode, before.size)
    changed = (np.asarray(after) != kept).reshape(180, 260, -1).any(axis=-1)
    assert 0 < changed.mean() < 0.15
    assert (np.array(before) == kept).all()


@pytest.mark.parametrize(("mode", "becomes"), (("YCbCr", "RGB"), ("HSV", "RGB"), ("PA", "RGBA")))
def test_modes_that_hold_no_plain_grey_become_one_that_does(mode: str, becomes: str) -> None:
    assert ASKED.on(image("white", mode="RGBA" if mode == "PA" else "RGB").convert(mode)).mode == becomes


def test_a_mode_of_another_kind_is_refused() -> None:
    with pytest.raises(Unfit, match="mode LAB"):
        ASKED.on(Image.new("LAB", (100, 100)))


def test_one_place_for_all_frames_where_they_are_calm_on_the_whole() -> None:
    frames = [image("sky"), image("sky").transpose(Image.Transpose.FLIP_TOP_BOTTOM), image("sky")]
    mark = ASKED.for_frames(frames)
    assert mark.box.top < 30  # two of three are calm above
