"""Long pictures in pieces: a screenshot of a whole conversation is read at its own size, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from PIL import Image

ACROSS: Final = 1280
"""Pixels of the shorter side at most: a broader picture is made smaller."""
LONG: Final = 1600
"""Pixels of a piece along the longer side."""
OVERLAP: Final = 160
"""Pixels that neighbours share, so that every line of text is whole in one of them."""
PIECES: Final = 16
SMALL: Final = 100_000
"""Pixels below which a picture is read at twice its size."""


class Tile(NamedTuple):
    """A piece, and the part of it along the longer side that is its own: what lies outside is its neighbour's."""

    picture: Image.Image
    down: bool
    own: tuple[float, float]


def sized(picture: Image.Image) -> Image.Image:
    """The picture at a size at which its text is read: a broad one made smaller, a small one larger."""
    width, height = picture.size
    short, length = min(width, height), max(width, height)
    scale = min(1.0, ACROSS / short, (LONG - OVERLAP) * PIECES / length)
    if width * height <= SMALL and 2 * length <= LONG:
        scale = 2.0
    if scale == 1.0:
        return picture
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return picture.resize(size, Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.LANCZOS, reducing_gap=2.0)


def tiles(picture: Image.Image) -> Iterator[Tile]:
    """The pieces of a picture of a size at which it is read, in order."""
    width, height = picture.size
    down, length = height >= width, max(width, height)
    start = 0
    while True:
        end = min(start + LONG, length)
        own = (OVERLAP / 2 if start else 0.0, end - start - OVERLAP / 2 if end < length else float(LONG))
        yield Tile(picture.crop((0, start, width, end) if down else (start, 0, end, height)), down, own)
        if end == length:
            return
        start = end - OVERLAP
