"""Writes a mark into a picture in memory."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.marks.layout import layout
from guiju.labels.marks.masking import hiding
from guiju.labels.marks.payload import checked_key
from guiju.labels.marks.raster import Map, Size, grey, resized, size_of, stretched
from guiju.labels.marks.shaping import Scene, laid, shaped

Image = NDArray[Any]
"""A picture: rows x columns (grey), or x 3 (RGB) or x 4 (RGBA); 8 or 16 bits an element."""

LEAST: Final = 256
"""Pixels of the shorter side below which there is no room for a mark."""

_WORKING_SIDE: Final = 512.0  # own number: what hides a mark is judged at this size at most, for speed


class Unmarkable(ValueError):
    """A picture that cannot hold a mark, and why."""


def marked(image: Image, number: int, key: bytes, strength: float = 1.0) -> Image:
    """The picture with a mark that says ``number`` (48 bits, see ``number_of``), in the same shape and depth.

    ``strength`` scales the usual loudness, which keeps a PSNR of 42 dB. Only luma changes; alpha stays as it is. Raises
    Unmarkable; ValueError for a short key, a number that does not fit or a strength of nought; Missing without OpenCV.
    """
    checked_image(image)
    if min(size_of(image)) < LEAST:
        raise Unmarkable(f"this picture has {_by(size_of(image))} pixels; a mark needs at least {LEAST} x {LEAST}")
    if not strength > 0:
        raise ValueError(f"the strength of a mark is above 0 (1 is usual), not {strength}")
    chosen = layout(checked_key(key))
    scene = _scene(grey(image))
    tile = shaped(scene, chosen, chosen.word(number), strength)
    size = size_of(image)
    return _added(image, laid(tile, scene.frame, size) * stretched(scene.hides, size))


def checked_image(image: Image) -> None:
    """Raises Unmarkable for an array that is no picture of 8 or 16 bits."""
    shape = image.shape
    if image.dtype not in (np.uint8, np.uint16) or not (len(shape) == 2 or (len(shape) == 3 and shape[2] in (3, 4))):
        raise Unmarkable(
            f"an array of {image.dtype} and shape {shape} is no picture of this kind: rows x columns of grey, "
            "RGB or RGBA in 8 or 16 bits"
        )


def _scene(luma: Map) -> Scene:
    width, height = size_of(luma)
    factor = min(1.0, _WORKING_SIDE / np.sqrt(width * height))
    work = resized(luma, (round(width * factor), round(height * factor)))
    return Scene(work, hiding(work))


def _added(image: Image, added: Map) -> Image:
    """The picture with ``added`` (in levels of 8 bits) on every colour."""
    most = np.iinfo(image.dtype).max
    wide = np.int16 if most == 255 else np.int32
    change: Image = np.rint(added if most == 255 else added * np.float32(257)).astype(wide)
    colours = image[..., :3] if image.ndim == 3 else image
    sums = np.add(colours, change[..., None] if image.ndim == 3 else change, dtype=wide)
    result = image.copy()
    result[..., : colours.shape[-1]] = np.clip(sums, 0, most, out=sums)
    return result


def _by(size: Size) -> str:
    return f"{size[0]} x {size[1]}"
