from __future__ import annotations

import pytest

pytest.importorskip("PIL", reason="needs the extra labels")
from guiju.labels.explicit.formats.frames import bounded, frames_of
from guiju.labels.explicit.sizes import Unfit
from tests.labels.explicit.paintings import coded, image, opened


def test_frames_as_they_are_shown_and_for_how_long() -> None:
    shown = [image("white", 40, 60), image("black", 40, 60)]
    file = opened(coded(shown[0], "GIF", save_all=True, append_images=shown[1:], duration=[30, 70]))
    frames, times = frames_of(file, "L")
    assert [frame.getpixel((5, 5)) for frame in frames] == [255, 0]
    assert times == [30, 70]


@pytest.mark.parametrize(
    ("pixels", "count", "told"), ((10**8 + 1, 1, "the picture has"), (2 * 10**8 + 1, 9, "9 frames or pages"))
)
def test_what_is_too_large_to_hold_is_told(pixels: int, count: int, told: str) -> None:
    bounded(pixels - 1, count)
    with pytest.raises(Unfit, match=told):
        bounded(pixels, count)
