"""The few picture operations of the marks, done by OpenCV: every map is rows x columns of 32-bit floats."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from guiju.labels.extra import library

Map = NDArray[np.float32]
"""A picture of one channel."""

Size = tuple[int, int]
"""Width and height in pixels."""


def size_of(image: NDArray[Any]) -> Size:
    """The width and height of a picture."""
    return image.shape[1], image.shape[0]


def grey(image: NDArray[Any]) -> Map:
    """The luma of a picture (grey, RGB or RGBA; BT.601) on the scale 0 to 255, whatever its depth. Raises Missing."""
    cv2 = library("cv2")
    luma = image if image.ndim == 2 else cv2.cvtColor(image[..., :3], cv2.COLOR_RGB2GRAY)
    levels = cast(Map, luma.astype(np.float32))
    return levels if luma.dtype == np.uint8 else levels / np.float32(257)


def resized(picture: Map, size: Size) -> Map:
    """The picture in another size: by area where it shrinks, so that nothing aliases, and by cubics where it grows."""
    cv2 = library("cv2")
    if size == size_of(picture):
        return picture
    way = cv2.INTER_AREA if size[0] * size[1] < picture.size else cv2.INTER_CUBIC
    return cast(Map, cv2.resize(picture, size, interpolation=way))


def stretched(picture: Map, size: Size) -> Map:
    """The picture in another size by straight lines between its pixels."""
    cv2 = library("cv2")
    return cast(Map, cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR))


def turned(picture: Map, size: Size, degrees: float) -> Map:
    """The picture turned around its middle and stretched to ``size``; nought stands where there was no picture."""
    cv2 = library("cv2")
    (width, height), (old_width, old_height) = size, size_of(picture)
    turn = cv2.getRotationMatrix2D((0.0, 0.0), degrees, width / old_width)
    middle = turn[:, :2] @ ((old_width - 1) / 2, (old_height - 1) / 2)
    turn[:, 2] = (width - 1) / 2 - middle[0], (height - 1) / 2 - middle[1]
    return cast(Map, cv2.warpAffine(picture, turn, size, flags=cv2.INTER_LINEAR))


def blurred(picture: Map, sigma: float) -> Map:
    """The picture under a Gaussian of ``sigma`` pixels."""
    return cast(Map, library("cv2").GaussianBlur(picture, (0, 0), sigma))


def spread(picture: Map, side: int) -> Map:
    """The local root mean square in squares of ``side`` pixels."""
    mean = library("cv2").boxFilter(picture * picture, -1, (side, side))
    return cast(Map, np.sqrt(np.maximum(mean, 0)))


def lowest(picture: Map, side: int) -> Map:
    """The lowest value in squares of ``side`` pixels."""
    return cast(Map, library("cv2").erode(picture, np.ones((side, side), dtype=np.uint8)))


def mean_around(plane: Map, side: int) -> Map:
    """The mean in squares of ``side`` elements of half a spectrum, whose rows run in a circle."""
    cv2 = library("cv2")
    ring = cv2.copyMakeBorder(plane, side, side, 0, 0, cv2.BORDER_WRAP)
    return cast(Map, cv2.boxFilter(ring, -1, (side, side))[side:-side])
