"""The frames of an animation, each as it is shown, and for how long."""

from __future__ import annotations

from typing import Any, Final

from guiju.labels.explicit.sizes import Unfit

_LARGEST: Final = (100_000_000, 200_000_000)  # own number: pixels of one picture, and of all frames, held at once


def bounded(pixels: int, count: int = 1) -> None:
    """Raises Unfit where a picture, or all frames or pages, have more pixels than are held at once."""
    most = _LARGEST[count > 1]
    if pixels > most:
        what = "the picture has" if count == 1 else f"{count} frames or pages have"
        raise Unfit(f"{what} {pixels} pixels, more than {most}: make it smaller")


def frames_of(image: Any, mode: str) -> tuple[list[Any], list[float]]:
    """Every frame of an opened image of Pillow in ``mode``, and its milliseconds. Raises Unfit where all of them would
    not fit into memory."""
    count = image.n_frames
    bounded(count * image.size[0] * image.size[1], count)
    frames, durations = [], []
    for n in range(count):
        image.seek(n)
        image.load()
        frames.append(image.convert(mode))
        durations.append(float(image.info.get("duration", 0) or 0))
    return frames, durations
