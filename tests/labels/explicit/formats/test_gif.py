from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit import pictured
from guiju.labels.explicit.looking import looked
from tests.labels.explicit.paintings import SIZES, coded, opened, painting


def labelled(data: bytes) -> bytes:
    return pictured(data, "1", "zh", SIZES)


def frames(data: bytes) -> list[tuple[np.ndarray, float]]:
    picture = opened(data)
    found = []
    for n in range(picture.n_frames):
        picture.seek(n)
        shown = np.asarray(picture.convert("RGBA")).astype(int)
        found.append((np.where(shown[..., 3:] == 0, 0, shown), picture.info.get("duration", 0)))
    return found


def same_but_for_the_label(before: bytes, after: bytes) -> None:
    old, new = frames(before), frames(after)
    assert [time for _, time in old] == [time for _, time in new]
    boxes = set()
    for (was, _), (now, _) in zip(old, new, strict=True):
        changed = (was != now).any(axis=-1)
        rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
        assert 0 < changed.mean() < 0.2 and np.ptp(rows) < 0.2 * was.shape[0]
        boxes.add((rows[0], rows[-1], columns[0], columns[-1]))
    assert looked(after, SIZES.picture_share) is not None


@pytest.mark.parametrize("colours", (4, 250, 256))
def test_every_frame_is_labelled_and_the_rest_is_as_it_was(colours: int) -> None:
    shown = [Image.fromarray(np.roll(painting("page", 150, 200), 20 * n, axis=0)).quantize(colours) for n in range(4)]
    before = coded(shown[0], "GIF", save_all=True, append_images=shown[1:], duration=[50, 60, 70, 80], loop=3)
    after = labelled(before)
    same_but_for_the_label(before, after)
    assert opened(after).info["loop"] == 3


@pytest.mark.parametrize("disposal", (1, 2, 3))
def test_with_holes_and_whatever_becomes_of_a_frame(disposal: int) -> None:
    shown = []
    for n in range(4):
        picture = Image.new("RGBA", (200, 150), (0, 0, 0, 0))
        picture.paste((255, 0, 0, 255), (20 * n, 20 * n, 20 * n + 50, 20 * n + 50))
        shown.append(picture)
    before = coded(shown[0], "GIF", save_all=True, append_images=shown[1:], duration=90, disposal=disposal)
    same_but_for_the_label(before, labelled(before))


def test_frames_that_are_alike_stay_frames() -> None:
    picture = Image.fromarray(painting("grey", 100, 150)).quantize(8)
    changed = picture.copy()
    changed.putpixel((0, 0), 1)
    single = coded(picture, "GIF", save_all=True, append_images=[changed, picture], duration=[100, 200, 300])
    assert [time for _, time in frames(labelled(single))] == [time for _, time in frames(single)]


def test_a_full_palette_of_colours_that_are_all_in_use() -> None:
    colours = np.arange(200 * 150, dtype=np.int64).reshape(150, 200) % 256
    picture = Image.fromarray(colours.astype(np.uint8)).convert("P")
    rng = np.random.default_rng(3)
    picture.putpalette(rng.integers(60, 190, 768, dtype=np.uint8).tobytes())  # neither black nor white among them
    before = coded(picture, "GIF")
    after = labelled(before)
    old, new = frames(before)[0][0], frames(after)[0][0]
    assert (old != new).any(axis=-1).mean() < 0.15
    assert looked(after, SIZES.picture_share) is not None


def test_comments_and_packets_stay() -> None:
    picture = Image.fromarray(painting("sky", 100, 150)).quantize(64)
    before = coded(picture, "GIF", comment=b"made by hand")
    packet = b"!\xff\x0bXMP DataXMP<x/>\x00"
    assert b"made by hand" in labelled(before)
    at = before.index(b"!\xfe")
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    assert packet[:14] in labelled(before[:at] + packet[:-1] + trailer + before[at:])


@settings(max_examples=20)
@given(st.integers(1, 5), st.integers(2, 256), st.integers(60, 160), st.integers(60, 160), st.booleans())
def test_whatever_the_frames(count: int, colours: int, height: int, width: int, clear: bool) -> None:
    rng = np.random.default_rng(count * colours)
    shown = []
    for _ in range(count):
        pixels = rng.integers(0, 256, (height // 10 + 1, width // 10 + 1, 4), dtype=np.uint8)
        pixels[..., 3] = np.where(pixels[..., 3] < 80, 0, 255) if clear else 255
        picture = Image.fromarray(pixels).resize((width, height), Image.Resampling.NEAREST)
        shown.append(picture if clear else picture.convert("RGB").quantize(colours))
    before = coded(shown[0], "GIF", save_all=True, append_images=shown[1:], duration=100, disposal=2 if clear else 1)
    old, new = frames(before), frames(labelled(before))
    assert [time for _, time in old] == [time for _, time in new]
    for (was, _), (now, _) in zip(old, new, strict=True):
        assert 0 < (was != now).any(axis=-1).mean() < 0.6
