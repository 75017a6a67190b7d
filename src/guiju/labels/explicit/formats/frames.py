"""The frames of an animation, each as it is shown, and for how long."""

from __future__ import annotations

from typing import Any, Final

from guiju.labels.explicit.sizes import Unfit

_LARGEST: Final = 400_000_000  # own number: pixels of all frames that are held at once, four bytes each


def frames_of(image: Any, mode: str) -> tuple[list[Any], list[float]]:
    """Every frame of an opened image of Pillow in ``mode``, and its milliseconds. Raises Unfit where all of them would
    not fit into memory."""
    count = image.n_frames
    if count * image.size[0] * image.size[1] > _LARGEST:
        raise Unfit(f"an animation of {count} frames of {image.size[0]} by {image.size[1]}: make it smaller or a film")
    frames, durations = [], []
    for n in range(count):
        image.seek(n)
        image.load()
        frames.append(image.convert(mode))
        durations.append(float(image.info.get("duration", 0) or 0))
    return frames, durations
