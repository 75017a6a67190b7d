"""The pictures in a file, decoded within limits: a file that is broken or made to exhaust its reader is refused."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
PIXELS: Final = 50_000_000
"""Of one picture, at most. Its size is read from the head of the file, before anything is decoded."""
SIDE: Final = 32_767
DECODED: Final = 200_000_000
"""Pixels of all frames of an animation together, at most."""
FRAMES: Final = 8
"""Frames of an animation that are judged, spread evenly over those that differ."""

_FRAME: Final = 2_000_000
"""Pixels to which a frame of an animation is made smaller."""
_LEAST: Final = 20_000
"""Pixels that a frame counts for at least: a million tiny frames cost time too."""
_GLANCE: Final = 160
_DIFFERS: Final = 10
"""By so many of 255 levels two frames differ somewhere, in cells of which ``_GLANCE`` span the picture."""

_BROKEN: Final = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError, IndexError,
    TypeError, KeyError, OverflowError, struct.error,
)  # fmt: skip
"""What Pillow's decoders raise on files that are none, or broken."""


class Unreadable(ValueError):
    """A file that cannot be decoded, or is larger than what is decoded."""


def frames(body: bytes) -> list[Image.Image]:
    """The pictures in a file, upright, as RGB or RGBA: one, or at most ``FRAMES`` of an animation.

    Raises Unreadable for a file in no format of ``FORMATS``, one that is cut short, and one beyond the limits.
    """
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as file:
            _within(file.width, file.height)
            if getattr(file, "is_animated", False):
                return _spread(_distinct(file))
            return [_plain(file)]
    except _BROKEN as fault:
        raise Unreadable(str(fault)) from None


def _within(width: int, height: int) -> None:
    if width * height > PIXELS or max(width, height) > SIDE:
        raise Unreadable(f"{width}x{height} is larger than what is decoded")


def _plain(picture: Image.Image) -> Image.Image:
    """Upright, with its transparency if it has any."""
    clear = "A" in picture.getbands() or "transparency" in picture.info
    upright = ImageOps.exif_transpose(picture)
    return upright.convert("RGBA" if clear else "RGB")


def _distinct(file: Image.Image) -> Iterator[Image.Image]:
    """The frames that differ from the one before."""
    decoded, last = 0, None
    for frame in ImageSequence.Iterator(file):
        decoded += max(frame.width * frame.height, _LEAST)
        if decoded > DECODED:
            raise Unreadable("its frames are more than what is decoded")
        picture = _plain(frame)
        picture.thumbnail(_bounds(picture))
        glance = np.asarray(picture.convert("RGB").resize((_GLANCE, _GLANCE), Image.Resampling.BOX), np.int16)
        if last is None or np.abs(glance - last).max() > _DIFFERS:
            last = glance
            yield picture


def _bounds(picture: Image.Image) -> tuple[int, int]:
    scale = min(1.0, (_FRAME / (picture.width * picture.height)) ** 0.5)
    return max(1, int(picture.width * scale)), max(1, int(picture.height * scale))


def _spread(pictures: Iterator[Image.Image]) -> list[Image.Image]:
    """At most ``FRAMES`` of them at even distances, the first and the last among them; twice that are ever kept."""
    kept: list[Image.Image] = []
    step, latest = 1, None
    for number, latest in enumerate(pictures):
        if number % step == 0:
            kept.append(latest)
        if len(kept) > 2 * FRAMES:
            kept, step = kept[::2], 2 * step
    if latest is not None and kept[-1] is not latest:
        kept.append(latest)
    places = np.unique(np.linspace(0, len(kept) - 1, min(FRAMES, len(kept))).round().astype(int))
    return [kept[place] for place in places]
