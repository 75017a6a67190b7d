"""Asked: what is to be drawn, and how it is drawn on an image of Pillow, whatever its mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.formats.frames import bounded
from guiju.labels.explicit.formats.palette import indexed
from guiju.labels.explicit.picture import Mark, Style, dense, fitted, marked, stamp
from guiju.labels.explicit.pixels import Light, Pixels, light, tones_of, upright
from guiju.labels.explicit.placing import busy, sample
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

ORIENTATION: Final = 0x0112
"""The number of EXIF's Orientation."""

_SAMPLED: Final = 8  # own number: frames of an animation that are looked at for the calmest place
_ARRAYS: Final = frozenset(("L", "LA", "RGB", "RGBA", "CMYK", "I", "I;16", "F"))
_AS_RGB: Final = {"YCbCr": "RGB", "HSV": "RGB", "PA": "RGBA", "RGBa": "RGBA", "La": "LA", "RGBX": "RGB"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The wordings that may be drawn, the best first, and how they look."""

    words: Sequence[str]
    style: Style

    def on(self, image: Any, orientation: int = 1) -> Any:
        """An image with the label, upright for a viewer that turns it as ``orientation`` says. In the same mode where
        that can hold it. Raises Unfit; Unwritable."""
        bounded(image.size[0] * image.size[1])
        if "transparency" in image.info and image.mode in ("L", "RGB"):
            image = image.convert("LA" if image.mode == "L" else "RGBA")
        if image.mode in _AS_RGB:
            image = image.convert(_AS_RGB[image.mode])
        if image.mode in _ARRAYS:
            return self._on_array(image, orientation)
        if image.mode == "P":
            return self._on_palette(image, orientation)
        if image.mode == "1":
            return self._on_bits(image, orientation)
        raise Unfit(f"pictures in the mode {image.mode} cannot be labelled: convert this one to RGB")

    def on_pixels(self, pixels: Pixels, orientation: int = 1, *, cmyk: bool = False) -> None:
        """Draws the label into an array. Raises as ``on``."""
        seen = upright(pixels, orientation)
        tones = tones_of(seen, cmyk=cmyk)
        stamp(seen, marked(seen, self.words, self.style, tones), tones)

    def for_frames(self, frames: Sequence[Any]) -> Mark:
        """The one label of all frames of an animation, where they are calmest on the whole. Raises as ``on``."""
        chosen = frames[:: max(1, len(frames) // _SAMPLED)][:_SAMPLED]
        width, height = frames[0].size
        step = sample(height, width)
        arrays = [np.asarray(frame.convert("RGBA"))[::step, ::step] for frame in chosen]
        mean: Light = np.asarray(sum(light(array, tones_of(array)) for array in arrays) / np.float32(len(arrays)))
        return fitted((height, width), self.words, self.style, busy(mean, arrays[0][..., :3], step))

    def _on_array(self, image: Any, orientation: int) -> Any:
        pixels = np.array(image)
        kind = pixels.dtype
        if kind.byteorder == ">":
            pixels = pixels.astype(kind.newbyteorder("="))
        self.on_pixels(pixels, orientation, cmyk=image.mode == "CMYK")
        return library("PIL.Image").frombytes(image.mode, image.size, pixels.tobytes())

    def _on_palette(self, image: Any, orientation: int) -> Any:
        colours = np.asarray(image.convert("RGBA"))
        seen = upright(colours, orientation)
        mark = marked(seen, self.words, dense(self.style))
        return indexed(image, mark, orientation)

    def _on_bits(self, image: Any, orientation: int) -> Any:
        pixels = np.array(image.convert("L"))
        blunt = Asked(self.words, Style(self.style.share, 1.0, False))
        blunt.on_pixels(pixels, orientation)
        images = library("PIL.Image")
        return images.fromarray(pixels).convert("1", dither=images.Dither.NONE)
