"""Files of pictures: the explicit label drawn into one, in the format that it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from guiju.labels.explicit.decoding import decoding
from guiju.labels.explicit.formats import gif, heif, jpeg, png, tiff, webp
from guiju.labels.explicit.formats.asked import Asked
from guiju.labels.explicit.picture import Style
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.explicit.wording import Tongue, wordings

Labelled = Callable[[bytes, Asked], bytes]

_FORMATS: Final[tuple[tuple[Callable[[bytes], bool], Labelled], ...]] = (
    (lambda data: data.startswith(png.SIGNATURE), png.labelled),
    (lambda data: data.startswith(jpeg.SIGNATURE), jpeg.labelled),
    (webp.knows, webp.labelled),
    (lambda data: data.startswith(gif.SIGNATURE), gif.labelled),
    (lambda data: data.startswith(tiff.SIGNATURES), tiff.labelled),
    (heif.knows, heif.labelled),
)


def pictured(data: bytes, value: str, lang: Tongue, sizes: Sizes, words: str = "") -> bytes:
    """A picture's file with the explicit label for ``value`` (1, 2 or 3) in ``lang``, or in ``words`` of an operator.

    In the same format, with its EXIF, XMP, colour profile and resolution; every frame and every page is labelled.
    Raises Unfit where the picture cannot be read or cannot bear the label; Missing without the libraries; ValueError
    for another value.
    """
    asked = Asked(wordings(value, lang, words), Style(sizes.picture_share))
    drawing = next((drawing for knows, drawing in _FORMATS if knows(data)), None)
    if drawing is None:
        what = "a BMP" if data[:2] == b"BM" else "a picture of this format"
        raise Unfit(f"{what} cannot be labelled: convert it to PNG, JPEG, WebP, GIF, TIFF, HEIC or AVIF")
    with decoding():
        return drawing(data, asked)
