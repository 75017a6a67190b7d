"""The invisible mark in files of pictures: written in the format that they have, read from any that decodes.

A mark changes the pixels, so it comes before the labels of the file and before its signatures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from guiju.core.content import Kind
from guiju.labels.carrier import Carrier
from guiju.labels.explicit.decoding import decoding
from guiju.labels.explicit.formats import heif, jpeg, png, tiff, webp
from guiju.labels.explicit.formats.asked import Asked
from guiju.labels.explicit.pixels import Pixels, upright
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library
from guiju.labels.marks.payload import checked_key, number_of
from guiju.labels.marks.reading import Mark, read
from guiju.labels.marks.writing import Image, Unmarkable, marked

_FORMATS: Final[tuple[tuple[Callable[[bytes], bool], Callable[[bytes, Asked], bytes]], ...]] = (
    (lambda data: data.startswith(png.SIGNATURE), png.labelled),
    (lambda data: data.startswith(jpeg.SIGNATURE), jpeg.labelled),
    (webp.knows, webp.labelled),
    (lambda data: data.startswith(tiff.SIGNATURES), tiff.labelled),
    (heif.knows, heif.labelled),
)

_ARRAYS: Final = ("L", "LA", "RGB", "RGBA", "I;16")
_AS: Final = {"P": "RGB", "PA": "RGBA", "YCbCr": "RGB", "RGBX": "RGB", "RGBa": "RGBA", "La": "LA"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Puts an operator's mark into the files of pictures that are labelled, by their ProduceID."""

    key: bytes
    strength: float = 1.0

    def __call__(self, source: Path, target: Path, carrier: Carrier, number: str) -> bool:
        """Writes ``target`` and says true; false where the file is no picture or one that moves. Raises Unmarkable;
        ValueError for a short key; Missing; OSError."""
        if carrier.kind is not Kind.IMAGE:
            return False
        data = source.read_bytes()
        if _moving(data):
            return False
        target.write_bytes(marked_file(data, number_of(number, self.key), self.key, self.strength))
        return True


def marked_file(data: bytes, number: int, key: bytes, strength: float = 1.0) -> bytes:
    """A picture's file with a mark that says ``number``, in the same format and with what else it holds; read again
    before it is given back.

    Raises Unmarkable for another format, an animation, a picture that is too small, broken, of a palette that has to
    stay, or that did not give the mark back; ValueError for a short key; Missing without the libraries.
    """
    checked_key(key)
    writing = next((writing for knows, writing in _FORMATS if knows(data)), None)
    if writing is None:
        raise Unmarkable("pictures of this format hold no mark: convert it to PNG, JPEG, WebP, TIFF, HEIC or AVIF")
    try:
        with decoding():
            # The formats only ask for what _Marking has; they draw whatever it draws.
            made = writing(data, cast(Asked, _Marking(number, key, strength)))
    except Unfit as error:
        raise Unmarkable(str(error)) from None
    found = read_file(made, key)
    if found is None or found.number != number:
        raise Unmarkable("the mark does not read back from this picture (all of it is dense texture, or clipped): try "
                         "a greater strength, or leave it without a mark")  # fmt: skip
    return made


def read_file(data: bytes, key: bytes, thorough: bool = False) -> Mark | None:
    """The mark of this key in a picture's file (the first picture of several); see ``read``. Raises Unmarkable for what
    does not decode; ValueError for a short key; Missing."""
    checked_key(key)
    try:
        with decoding():
            return read(_pixels(data), key, thorough)
    except Unfit as error:
        raise Unmarkable(str(error)) from None


@dataclass(frozen=True, slots=True)
class _Marking:
    """What the formats are given to draw: the mark, upright for a viewer."""

    number: int
    key: bytes
    strength: float

    def on(self, image: Any, orientation: int = 1) -> Any:
        """An image of Pillow with the mark. Raises Unfit."""
        if "transparency" in image.info:
            image = image.convert("LA" if image.mode == "L" else "RGBA")
        image = image.convert(_AS[image.mode]) if image.mode in _AS else image
        if image.mode not in _ARRAYS:
            raise Unfit(f"pictures in the mode {image.mode} hold no mark: convert this one to RGB")
        pixels = np.array(image)
        self._drawn(pixels, orientation, image.mode == "LA")
        return library("PIL.Image").frombytes(image.mode, image.size, pixels.tobytes())

    def on_pixels(self, pixels: Pixels, orientation: int = 1, *, cmyk: bool = False) -> None:
        """Draws the mark into an array of OpenCV, whose first colour is blue. Raises Unfit."""
        if cmyk or (pixels.ndim == 3 and pixels.shape[2] not in (3, 4)):
            raise Unfit("pictures with these channels hold no mark: convert this one to RGB")
        colours = pixels[..., 2::-1] if pixels.ndim == 3 else pixels
        self._drawn(colours, orientation, False)

    def for_frames(self, frames: Sequence[Any]) -> Any:
        """Raises Unfit: a mark in one frame says nothing of the others."""
        raise Unfit(f"an animation of {len(frames)} pictures holds no mark: mark the pictures before they are joined")

    def _drawn(self, pixels: Pixels, orientation: int, grey: bool) -> None:
        seen = upright(pixels[..., 0] if grey else pixels, orientation)
        try:
            seen[...] = marked(np.ascontiguousarray(seen), self.number, self.key, self.strength)
        except Unmarkable as error:
            raise Unfit(str(error)) from None


def _moving(data: bytes) -> bool:
    """Whether a file is an animation; pages of TIFF and pictures of HEIC do not move."""
    if heif.knows(data) and not heif.is_avif(data):
        return False
    try:
        with decoding(), library("PIL.Image").open(BytesIO(data)) as image:
            return bool(getattr(image, "is_animated", False)) and image.format != "TIFF"
    except Unfit as error:
        raise Unmarkable(str(error)) from None


def _pixels(data: bytes) -> Image:
    """The first picture of a file, as a viewer turns it: grey, RGB or RGBA in 8 bits, grey in 16."""
    if heif.knows(data) and not heif.is_avif(data):
        return np.asarray(library("pillow_heif").open_heif(BytesIO(data)).to_pillow().convert("RGB"))
    with library("PIL.Image").open(BytesIO(data)) as image:
        turned = library("PIL.ImageOps").exif_transpose(image)
        if turned.mode == "I;16":
            return np.asarray(turned).astype(np.uint16)
        return np.asarray(turned.convert("L" if turned.mode in ("1", "L", "LA") else "RGB"))
