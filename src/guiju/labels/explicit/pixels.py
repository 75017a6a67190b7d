"""Pixels: a picture as an array, what is white and what is black in it, and how bright it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]
"""A picture: shape (height, width) for grey, (height, width, channels) for grey and alpha, RGB, RGBA or CMYK; of
uint8, uint16, int32 or float32."""

Light = NDArray[np.float32]
"""Brightness of each pixel as it is coded, 0 (black) to 1 (white), shape (height, width)."""


@dataclass(frozen=True, slots=True)
class Tones:
    """What white and black are in a picture, one number a channel without alpha, and the number that is opaque where
    the last channel is alpha (None where there is none)."""

    white: tuple[float, ...]
    black: tuple[float, ...]
    opaque: float | None

    @property
    def colours(self) -> int:
        """How many channels are colour."""
        return len(self.white)


def tones_of(image: Pixels, *, cmyk: bool = False) -> Tones:
    """The tones of a picture: of whole numbers, those of its type; of others, the least and the most that it holds."""
    channels = image.shape[2] if image.ndim == 3 else 1
    least, most = _range(image)
    if cmyk:
        return Tones((0.0,) * 4, (0.0, 0.0, 0.0, most), None)
    colours = channels - 1 if channels in (2, 4) else channels
    return Tones((most,) * colours, (least,) * colours, most if colours < channels else None)


def upright(image: Pixels, orientation: int) -> Pixels:
    """A view of the same pixels turned as a viewer turns them for this number of EXIF's Orientation (1 to 8); what is
    written into the view is written into the picture."""
    turned = image.swapaxes(0, 1) if orientation in (5, 6, 7, 8) else image
    down = slice(None, None, -1 if orientation in (3, 4, 7, 8) else 1)
    across = slice(None, None, -1 if orientation in (2, 3, 6, 7) else 1)
    return turned[down, across]


def light(image: Pixels, tones: Tones) -> Light:
    """How bright each pixel is, over middle grey where it is transparent."""
    channels = image if image.ndim == 3 else image[..., None]
    colours = channels[..., : tones.colours].astype(np.float32)
    if tones.black[-1] > tones.white[-1]:  # inks: each takes light away
        share = 1 - colours / np.float32(tones.black[-1])
        rgb = share[..., :3] * share[..., 3:]
    else:
        span = np.float32(tones.white[0] - tones.black[0])
        rgb = (colours - np.float32(tones.black[0])) / span
    bright = rgb @ np.asarray((0.2126, 0.7152, 0.0722), np.float32) if rgb.shape[2] == 3 else rgb[..., 0]
    if tones.opaque is not None:
        alpha = channels[..., -1].astype(np.float32) / np.float32(tones.opaque)
        bright = bright * alpha + np.float32(0.5) * (1 - alpha)
    clipped: Light = np.clip(bright, 0, 1)
    return clipped


def _range(image: Pixels) -> tuple[float, float]:
    if image.dtype in (np.uint8, np.uint16):
        return 0.0, float(np.iinfo(image.dtype).max)
    finite = image[np.isfinite(image)]
    least, most = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    return (least, most) if most > least else (min(least, 0.0), max(most, 1.0))
